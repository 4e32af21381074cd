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

/** Who one is after accounts were made and passwords changed, by modules that have scenarios of their own. */
export const userinfoAfterAccountChanges: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const create = { action: 'createaccount', password: 'Lab-newbie-pass-1', retype: 'Lab-newbie-pass-1' };
    const createreturnurl = 'http://app.example/back';
    const maker = browser();
    const make = async (username: string) => {
      const createtoken = await maker.token('createaccount');
      await maker.post(undefined, { ...create, username, createreturnurl, createtoken });
    };
    await make('Newbie1');
    await maker.get('createaccount-pass-then-userinfo', userinfo);
    await make('Newbie9');
    await maker.get('createaccount-second-in-same-session-then-userinfo', userinfo);

    await maker.signIn(accounts.user);
    await make('Newbie10');
    await maker.get('createaccount-pass-while-logged-in-then-userinfo', userinfo);

    const changer = browser();
    await changer.signIn(accounts.resettable);
    await changer.post(undefined, {
      action: 'changeauthenticationdata',
      changeauthrequest: 'MediaWiki\\Auth\\PasswordAuthenticationRequest',
      changeauthtoken: await changer.token(),
      password: 'Lab-reset-pass-2',
      retype: 'Lab-reset-pass-2',
    });
    await changer.get('changeauthenticationdata-then-userinfo', userinfo);
  },
};
