import { accounts } from '@mwkit/wiki';
import type { Scenario } from '../scenario.ts';

const check = { action: 'checktoken', type: 'csrf' };

/** action=checktoken: what makes a token wrong, and what does not. */
export const checktoken: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser, elapse }) {
    const alice = browser();
    await alice.signIn(accounts.user);
    const token = await alice.token();
    await alice.post('checktoken-valid', { ...check, token });
    await alice.post('checktoken-invalid', { ...check, token: 'x+\\' });
    await elapse(2.2); // a token's age is counted in whole seconds, and one is not too old yet
    await alice.post('checktoken-expired', { ...check, token, maxtokenage: '1' });
    await alice.get('checktoken-by-get', { ...check, token });
    const note = 'a + sent unencoded arrives as a space: the classic client bug';
    const spoilt = token.replace('+\\', ' \\');
    await alice.get('checktoken-percent-encoding-trouble', { ...check, token: spoilt }, { note });

    const later = await alice.token(); // another one by now
    await alice.post('session-csrf-token-1-of-two-still-valid', { ...check, token });
    await alice.post('session-csrf-token-2-of-two-still-valid', { ...check, token: later });
    const other = browser();
    await other.signIn(accounts.admin);
    await other.post('session-csrf-token-of-other-session', { ...check, token });
  },
};
