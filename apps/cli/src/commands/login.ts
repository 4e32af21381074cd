import { LoginError, type Wiki } from '@mwkit/node';
import { type Command, command, onWiki } from '../command.ts';
import { CliError } from '../errors.ts';
import type { signInByOAuth } from '../flow/oauth.ts';
import { givenByEnvironment, signIn } from '../flow/sign-in.ts';
import { interrupted } from '../interrupt.ts';
import { newWiki, wikiUrl } from '../new-wiki.ts';
import { notice } from '../notice.ts';
import { output, paint, visible } from '../output.ts';
import { ask, askHidden, confirm, isInteractive } from '../prompt.ts';
import { defaultCallback } from '../saved-oauth.ts';

export const login: Command = command({
  name: 'login',
  description: 'Sign in to a wiki and save the session',
  args: {
    wiki: wikiUrl,
    username: {
      type: 'string',
      valueHint: 'name',
      description: 'User@app for a bot password (Special:BotPasswords), or a user name',
    },
    interactive: {
      type: 'boolean',
      description: 'Answer all that the wiki asks for, such as a second factor',
    },
    oauth: { type: 'boolean', description: 'Sign in by OAuth 2.0, in the browser: no password is given to mwkit' },
    'client-id': {
      type: 'string',
      valueHint: 'id',
      description: 'With --oauth: the client id (Special:OAuthConsumerRegistration)',
    },
    callback: {
      type: 'string',
      valueHint: 'url',
      description: `With --oauth: the callback URL, if not ${defaultCallback}`,
    },
    browser: {
      type: 'boolean',
      default: true,
      description: 'Open the browser',
      negativeDescription: 'With --oauth: print the address only, open no browser',
    },
    token: {
      type: 'boolean',
      description: 'With --oauth: take the access token of an owner-only consumer, by stdin',
    },
    domain: { type: 'string', valueHint: 'name', description: 'The domain, where the wiki asks for one (LDAP)' },
    'user-agent': onWiki['user-agent'],
  },
  examples: [
    'mwkit login https://www.mediawiki.org --username Me@laptop',
    'mwkit login https://www.mediawiki.org --interactive',
    'mwkit login https://www.mediawiki.org --oauth --client-id 0123456789abcdef',
    'mwkit login https://www.mediawiki.org --oauth --token < token.txt',
    'MWKIT_PASSWORD=... mwkit login https://wiki.example/w/api.php --username Me@laptop --json',
  ],
  async run(args) {
    const out = output(args);
    const oauthOnly = (['client-id', 'callback', 'token'] as const).find((name) => args[name] !== undefined);
    if (oauthOnly && !args.oauth) throw new CliError('usage', `--${oauthOnly} is for --oauth only.`);
    const { wiki, host, userAgent, save } = await newWiki(args.wiki, args);
    const { saved, ...result } = args.oauth
      ? await byOAuth(wiki, args, { userAgent, onExchange: out.exchange, onWarning: out.warning })
      : { ...(await byPassword(wiki, host, args)), saved: undefined };
    for (const warning of result.warnings) out.warning(warning);
    const file = await save(saved);
    out.result({ wiki: wiki.api, ...result, file }, () => {
      return `Signed in to ${paint('cyan', wiki.api)} as ${paint('bold', visible(result.username))}.`;
    });
    out.note(
      saved
        ? 'The access token is saved where only you can read it; mwkit logout forgets it.'
        : 'The session is saved where only you can read it; mwkit logout ends it.',
    );
  },
});

async function byOAuth(...[wiki, args, options]: Parameters<typeof signInByOAuth>) {
  // OAuth is loaded where it is needed only
  const { signInByOAuth } = await import('../flow/oauth.ts');
  return { ...(await signInByOAuth(wiki, args, options)), warnings: [] };
}

async function byPassword(wiki: Wiki, host: string, args: Named & { readonly interactive?: boolean | undefined }) {
  if (!args.interactive) return byNameAndPassword(wiki, host, args);
  const given = { ...givenByEnvironment(args.username), domain: args.domain };
  return { username: await signIn(wiki, given), warnings: [] };
}

interface Named {
  readonly username?: string | undefined;
  readonly domain?: string | undefined;
}

/** By `action=login`: all that a bot password needs. Goes on step by step where the account needs more, and somebody is there. */
async function byNameAndPassword(wiki: Wiki, host: string, { username: name, domain }: Named) {
  const username = name ?? (await wantUsername(host));
  const password = await wantPassword(username);
  try {
    return await wiki.login({ username, password, ...(domain !== undefined && { domain }) }, { signal: interrupted });
  } catch (error) {
    if (!(error instanceof LoginError && error.code === 'needs-interaction')) throw error;
    if (!isInteractive()) throw needsInteraction(error, wiki.api);
  }
  notice('info', 'The account needs more than a name and password, such as a second factor.');
  if (!(await confirm('Answer it here?', true, ''))) throw new CliError('sign-in-failed', 'Nobody was signed in.');
  return { username: await signIn(wiki, { username, password, domain }), warnings: [] };
}

function needsInteraction({ message, advice }: LoginError, api: string): CliError {
  const what = message.slice(0, message.length - advice.length).trimEnd();
  return new CliError(
    'needs-interaction',
    what,
    `Answer it on a terminal: mwkit login ${api} --interactive\n${advice}`,
  );
}

async function wantUsername(host: string): Promise<string> {
  const message = `User name on ${host}`;
  const placeholder = 'User@app, from Special:BotPasswords';
  return process.env['MWKIT_USERNAME'] || ask({ message, placeholder }, 'Give it with --username or MWKIT_USERNAME.');
}

async function wantPassword(username: string): Promise<string> {
  const advice = 'Give it in the environment, as MWKIT_PASSWORD.';
  return process.env['MWKIT_PASSWORD'] || askHidden({ message: `Password of ${username}` }, advice);
}
