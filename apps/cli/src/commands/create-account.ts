import type { Wiki } from '@mwkit/node';
import { type Command, command, onWiki } from '../command.ts';
import { runFlow } from '../flow/run-flow.ts';
import { givenByEnvironment, signIn } from '../flow/sign-in.ts';
import { newWiki, wikiUrl } from '../new-wiki.ts';
import { notice } from '../notice.ts';
import { output, paint, visible } from '../output.ts';
import { confirm, isInteractive } from '../prompt.ts';

export const createAccount: Command = command({
  name: 'create-account',
  description: 'Create an account on a wiki, with all that the wiki asks for',
  args: {
    wiki: wikiUrl,
    username: { type: 'string', valueHint: 'name', description: 'The name of the new account' },
    'user-agent': onWiki['user-agent'],
  },
  examples: [
    'mwkit create-account https://wiki.example',
    'MWKIT_PASSWORD=... mwkit create-account https://wiki.example --username Newcomer --json',
  ],
  async run(args) {
    const out = output(args);
    const { wiki, save } = await newWiki(args.wiki, args);
    const { username = '', answers } = await runFlow(wiki, 'createaccount', {
      given: givenByEnvironment(args.username),
    });
    const signedIn = await offerSignIn(wiki, username, answers['password']);
    const file = signedIn ? await save() : undefined;
    out.result({ wiki: wiki.api, username, signedIn, file }, () => {
      const where = `on ${paint('cyan', wiki.api)}`;
      const name = paint('bold', visible(username));
      return signedIn
        ? `Created ${name} ${where} and signed in.`
        : `Created ${name} ${where}. Nobody is signed in yet.`;
    });
    if (signedIn) out.note('The session is saved where only you can read it; mwkit logout ends it.');
  },
});

/** MediaWiki does not sign in an account that it has created (createaccount-pass-then-userinfo). */
async function offerSignIn(wiki: Wiki, username: string, password: unknown): Promise<boolean> {
  if (!isInteractive()) return false;
  notice('done', `The account ${visible(username)} is created.`);
  if (!(await confirm(`Sign in as ${visible(username)} now?`, true, ''))) return false;
  await signIn(wiki, { username, ...(typeof password === 'string' && { password }) });
  return true;
}
