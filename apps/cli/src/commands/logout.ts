import { type Command, command, onWiki } from '../command.ts';
import { interrupted } from '../interrupt.ts';
import { chooseWiki, withWiki } from '../open-wiki.ts';
import { output, paint, visible } from '../output.ts';
import { readOAuth, type SavedOAuth } from '../saved-oauth.ts';
import { forgetWiki, type SavedWiki } from '../saved-wikis.ts';

export const logout: Command = command({
  name: 'logout',
  description: 'Sign out: end the session on the wiki and remove it here',
  args: { ...onWiki },
  examples: ['mwkit logout', 'mwkit logout --wiki en.wikipedia.org'],
  async run(args) {
    const { api, saved: chosen } = await chooseWiki(args, 'session');
    const oauth = chosen && (await readOAuth(chosen.api));
    if (oauth) return forgetTokens(chosen, oauth, args);
    await withWiki({ ...args, wiki: api }, 'session', async (wiki, saved) => {
      const username = wiki.session.user?.name;
      await wiki.logout({ signal: interrupted });
      if (saved) await forgetWiki(saved);
      output(args).result({ wiki: wiki.api, username }, () => `Signed ${username} out of ${paint('cyan', wiki.api)}.`);
    });
  },
});

/** A program cannot end an access token on the wiki (`cannotlogout`): its user can. */
async function forgetTokens(
  saved: SavedWiki,
  { consumer }: SavedOAuth,
  args: Parameters<typeof output>[0],
): Promise<void> {
  await forgetWiki(saved);
  const { api: wiki, session } = saved;
  const username = session?.user?.name;
  const page = consumer ? 'Special:OAuthManageMyGrants' : 'Special:OAuthConsumerRegistration/list';
  const revoke = new URL(`index.php?title=${page}`, wiki).href;
  const out = output(args);
  out.result({ wiki, username, revoke }, () => {
    return `The access to ${paint('cyan', wiki)} as ${visible(username ?? 'somebody')} is forgotten here.`;
  });
  out.note(`The wiki goes on allowing it until you revoke it: ${revoke}`);
}
