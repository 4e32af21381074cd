import { accounts } from '@mwkit/wiki';
import { textAt } from '../json.ts';
import type { Browser } from '../browser.ts';
import type { Scenario } from '../scenario.ts';

const who = { action: 'query', meta: 'userinfo|tokens' };
const edit = { action: 'edit', title: 'Sess', text: 'x' };

/** What becomes of tokens and of the user when cookies change or are lost. */
export const sessions: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const alice = browser();
    await alice.signIn(accounts.user);
    const token = await alice.token();
    await alice.signIn(accounts.user);
    await alice.post('session-old-csrf-after-relogin', { ...edit, token });
    await alice.post('session-anon-token-with-user-session', { ...edit, token: '+\\' });

    const remembered = browser();
    await remembered.signIn(accounts.user);
    remembered.cookies.drop('wiki_session');
    const note = 'only UserID, UserName and Token cookies sent: a new session is made';
    await remembered.get('session-lost-but-remembered', who, { note });

    const forgotten = browser();
    await signInForTheSession(forgotten);
    forgotten.cookies.drop('wiki_session');
    await forgotten.get('session-lost-not-remembered', who);
  },
};

/** action=login always asks to be remembered (cookie Token), clientlogin only with rememberMe. */
async function signInForTheSession(browser: Browser): Promise<void> {
  const { name, password } = accounts.user;
  const answer = await browser.post(undefined, {
    action: 'clientlogin',
    username: name,
    password,
    loginreturnurl: 'http://app.example/back',
    logintoken: await browser.token('login'),
  });
  if (textAt(answer, 'clientlogin', 'status') !== 'PASS') throw new Error('no sign-in by clientlogin');
}
