import { type Command, command, onWiki } from '../command.ts';
import { interrupted } from '../interrupt.ts';
import { withWiki } from '../open-wiki.ts';
import { output, paint } from '../output.ts';
import { forgetWiki } from '../saved-wikis.ts';

export const logout: Command = command({
  name: 'logout',
  description: 'Sign out: end the session on the wiki and remove it here',
  args: { ...onWiki },
  examples: ['mwkit logout', 'mwkit logout --wiki en.wikipedia.org'],
  run: (args) =>
    withWiki(args, 'session', async (wiki, saved) => {
      const username = wiki.session.user?.name;
      await wiki.logout({ signal: interrupted });
      if (saved) await forgetWiki(saved);
      output(args).result({ wiki: wiki.api, username }, () => `Signed ${username} out of ${paint('cyan', wiki.api)}.`);
    }),
});
