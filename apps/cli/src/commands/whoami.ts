import { type Command, command, onWiki } from '../command.ts';
import { interrupted } from '../interrupt.ts';
import { withWiki } from '../open-wiki.ts';
import { output, paint, visible } from '../output.ts';

export const whoami: Command = command({
  name: 'whoami',
  description: 'Ask the wiki who is signed in',
  args: { ...onWiki },
  examples: ['mwkit whoami', 'mwkit whoami --wiki en.wikipedia.org --json'],
  run: (args) =>
    withWiki(args, 'anonymous-if-named', async (wiki) => {
      const { query } = await wiki.get(
        'query',
        { meta: 'userinfo', uiprop: ['groups', 'editcount'] },
        { signal: interrupted },
      );
      const user = query?.userinfo;
      output(args).result({ wiki: wiki.api, user: user ?? null }, () => {
        const where = `on ${paint('cyan', wiki.api)}`;
        if (!wiki.session.user)
          return `Nobody is signed in ${where}. The wiki calls you ${visible(String(user?.name))}.`;
        const about = [`${user?.editcount ?? 0} edits`, `groups: ${(user?.groups ?? []).join(', ')}`];
        return `${paint('bold', visible(String(user?.name)))} ${where}\n${visible(about.join(' · '))}`;
      });
    }),
});
