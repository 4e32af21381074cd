import { accounts } from '@mwkit/wiki';
import { credentials } from '../fields.ts';
import type { Parameters } from '../recorder.ts';
import type { Scenario } from '../scenario.ts';

const who = { action: 'query', meta: 'userinfo|tokens' };
const alice = credentials(accounts.user);
const edit = { action: 'edit', title: 'Sess', text: 'x' };

/** What becomes of tokens and of the user when cookies change or are lost. */
export const sessions: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const one = browser();
    await one.signIn(accounts.user);
    const token = await one.token();
    await one.step('session-relogin-same-user', 'clientlogin', alice);
    await one.post('session-old-csrf-after-relogin', { ...edit, token });
    await one.post('session-anon-token-with-user-session', { ...edit, token: '+\\' });

    const remembered = browser();
    await remembered.signIn(accounts.user);
    remembered.cookies.drop('wiki_session');
    const note = 'only UserID, UserName and Token cookies sent: a new session is made';
    await remembered.get('session-lost-but-remembered', who, { note });

    const forgotten = browser();
    await forgotten.step(undefined, 'clientlogin', alice); // action=login always asks to be remembered (cookie Token)
    forgotten.cookies.drop('wiki_session');
    await forgotten.get('session-lost-not-remembered', who);
  },
};

/** How long a login token lives: through a FAIL, not through a PASS. */
export const loginTokens: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    let one = browser();
    let logintoken = await one.token('login');
    const login = (name: string, parameters: Parameters) =>
      one.step(`session-login-token-${name}`, 'clientlogin', { ...parameters, logintoken });
    await login('first-use', alice);
    await login('reused-after-pass', credentials(accounts.admin));
    one = browser();
    logintoken = await one.token('login');
    await login('after-fail-first', { ...alice, password: 'x' });
    await login('after-fail-second', alice);
  },
};
