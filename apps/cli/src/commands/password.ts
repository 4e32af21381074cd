import { type Command, command, onWiki } from '../command.ts';
import { changePassword } from '../flow/change-password.ts';
import { askOwner, resetPassword } from '../flow/reset-password.ts';
import { newWiki } from '../new-wiki.ts';
import { withWiki } from '../open-wiki.ts';
import { output, paint, visible } from '../output.ts';

export const password: Command = command({
  name: 'password',
  description: 'Change the password of the account that is signed in, or have a new one mailed',
  args: {
    reset: { type: 'string', valueHint: 'wiki', description: 'The URL of a wiki that shall mail a temporary password' },
    username: { type: 'string', valueHint: 'name', description: 'With --reset: of this account' },
    email: { type: 'string', valueHint: 'address', description: 'With --reset: of the accounts with this address' },
    ...onWiki,
  },
  examples: [
    'mwkit password',
    'mwkit password --reset https://wiki.example --username Me',
    'mwkit password --reset https://wiki.example --email me@example.org',
  ],
  async run(args) {
    const out = output(args);
    if (args.reset !== undefined) {
      const { wiki } = await newWiki(args.reset, args);
      const { username: user, email } = args;
      const owner = user === undefined && email === undefined ? await askOwner() : { user, email };
      await resetPassword(wiki, owner);
      out.result({ wiki: wiki.api, reset: owner }, () => {
        return `If there is such an account with an address, ${paint('cyan', wiki.api)} has mailed it a temporary password.`;
      });
      out.note(`Sign in with it, and set a new one: mwkit login ${wiki.api} --interactive`);
      return;
    }
    await withWiki(args, 'session', async (wiki) => {
      const username = wiki.session.user?.name ?? '';
      await changePassword(wiki);
      out.result({ wiki: wiki.api, username, changed: true }, () => {
        return `Changed the password of ${paint('bold', visible(username))} on ${paint('cyan', wiki.api)}.`;
      });
      out.note('The bot passwords of the account have ended with the old one.');
    });
  },
});
