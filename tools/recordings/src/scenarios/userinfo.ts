import { accounts } from '@mwkit/wiki';
import type { Scenario } from '../scenario.ts';

const userinfo = { action: 'query', meta: 'userinfo' };

/** meta=userinfo, assert and assertuser. */
export const userinfoAndAssert: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const one = browser();
    const query = (name: string, parameters: Record<string, string>) =>
      one.get(name, { action: 'query', ...parameters });
    const uiprop = 'blockinfo|hasmsg|groups|rights|editcount|latestcontrib';
    for (const formatversion of ['1', '2'])
      await one.get(`userinfo-anon-fv${formatversion}`, { ...userinfo, uiprop, formatversion });
    await query('assert-user-failed', { assert: 'user' });
    await query('assert-bot-failed', { assert: 'bot' });
    await query('assertuser-failed-anon', { assertuser: accounts.user.name });
    await query('assert-anon-ok', { assert: 'anon' });
    for (const formatversion of ['1', '2']) {
      const parameters = { assert: 'user', errorformat: 'plaintext', formatversion };
      await query(`assert-user-failed-plaintext-fv${formatversion}`, parameters);
    }
    await one.signIn(accounts.user);
    for (const formatversion of ['1', '2'])
      await one.get(`userinfo-user-fv${formatversion}`, { ...userinfo, uiprop: '*', formatversion });
    await query('assert-anon-failed', { assert: 'anon' });
    await query('assertuser-mismatch', { assertuser: accounts.twoFactor.name });
    await query('assertuser-ok', { assertuser: accounts.user.name });
    await query('assert-bot-failed-user', { assert: 'bot' });
    await query('assertuser-invalid', { assertuser: 'a#b' });
  },
};
