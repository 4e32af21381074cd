import { createWiki, findApi } from '@mwkit/node';
import { type Command, command, onWiki } from '../command.ts';
import { changeConfig, readConfig } from '../config.ts';
import { interrupted } from '../interrupt.ts';
import { output, paint } from '../output.ts';
import { ask, askHidden } from '../prompt.ts';
import { saveSession } from '../saved-wikis.ts';
import { askContact, fromContact, givenUserAgent } from '../user-agent.ts';

export const login: Command = command({
  name: 'login',
  description: 'Sign in to a wiki and save the session',
  args: {
    wiki: {
      type: 'positional',
      required: true,
      description: 'The URL of api.php, of the home page, or of any page of the wiki',
    },
    username: {
      type: 'string',
      valueHint: 'name',
      description: 'User@app for a bot password (Special:BotPasswords), or a user name',
    },
    domain: { type: 'string', valueHint: 'name', description: 'The domain, where the wiki asks for one (LDAP)' },
    'user-agent': onWiki['user-agent'],
  },
  examples: [
    'mwkit login https://www.mediawiki.org --username Me@laptop',
    'MWKIT_PASSWORD=... mwkit login https://wiki.example/w/api.php --username Me@laptop --json',
  ],
  async run(args) {
    const out = output(args);
    const config = await readConfig();
    const given = givenUserAgent(args['user-agent']);
    const contact = config.contact ?? (given === undefined ? await askContact() : undefined);
    const userAgent = given ?? fromContact(contact ?? '');
    const api = await findApi(args.wiki, { userAgent, signal: interrupted });
    const username = args.username ?? (await wantUsername(api));
    const password = await wantPassword(username);

    const wiki = createWiki(api, { userAgent, onExchange: out.exchange });
    const credentials = { username, password, ...(args.domain !== undefined && { domain: args.domain }) };
    const result = await wiki.login(credentials, { signal: interrupted });
    for (const warning of result.warnings) out.warning(warning);
    const file = await saveSession(await wiki.session.save());
    const userAgents = { ...config.userAgents, ...(given !== undefined && { [api]: given }) };
    await changeConfig({ current: api, contact, userAgents });

    const { userId, warnings } = result;
    out.result({ wiki: api, username: result.username, userId, file, warnings }, () => {
      return `Signed in to ${paint('cyan', api)} as ${paint('bold', result.username)}.`;
    });
    out.note('The session is saved where only you can read it; mwkit logout ends it.');
  },
});

async function wantUsername(api: string): Promise<string> {
  const message = `User name on ${new URL(api).host}`;
  const placeholder = 'User@app, from Special:BotPasswords';
  return process.env['MWKIT_USERNAME'] || ask({ message, placeholder }, 'Give it with --username or MWKIT_USERNAME.');
}

async function wantPassword(username: string): Promise<string> {
  const advice = 'Give it in the environment, as MWKIT_PASSWORD.';
  return process.env['MWKIT_PASSWORD'] || askHidden({ message: `Password of ${username}` }, advice);
}
