import { accounts } from '@mwkit/wiki';
import { newPassword } from '../fields.ts';
import type { Parameters } from '../recorder.ts';
import type { Scenario } from '../scenario.ts';

const { admin, blocked, user } = accounts;
const newbie = { username: 'Newbie1', ...newPassword };
const userinfo = { action: 'query', meta: 'userinfo' };

/** action=createaccount that succeeds, and who one is then: by nobody, twice in a session, by users. */
export const createaccount: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const one = browser();
    await one.step('createaccount-pass-anon', 'createaccount', newbie);
    await one.get('createaccount-pass-then-userinfo', userinfo);
    await one.step('createaccount-second-in-same-session', 'createaccount', { ...newbie, username: 'Newbie2' });
    await one.get('createaccount-second-in-same-session-then-userinfo', userinfo);
    const third = { ...newbie, username: 'Newbie3', formatversion: '1' };
    await browser().step('createaccount-pass-fv1', 'createaccount', third);

    const alice = browser();
    await alice.signIn(user);
    await alice.step('createaccount-pass-while-logged-in', 'createaccount', { ...newbie, username: 'Newbie10' });
    await alice.get('createaccount-pass-while-logged-in-then-userinfo', userinfo);
    const sysop = browser();
    await sysop.signIn(admin);
    const withReason = { ...newbie, username: 'Newbie8', reason: 'for a friend' };
    await sysop.step('createaccount-pass-by-admin-with-reason', 'createaccount', withReason);
    const refused = browser();
    await refused.signIn(blocked);
    await refused.step('createaccount-fail-blocked-user', 'createaccount', { ...newbie, username: 'Newbie7' });
  },
};

/** action=createaccount with names and passwords that will not do, and with fields that are missing. */
export const createaccountFailures: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const create = (name: string, parameters: Parameters) =>
      browser().step(`createaccount-${name}`, 'createaccount', { username: 'Newbie4', ...newPassword, ...parameters });
    await create('fail-badretype', { retype: 'other' });
    await create('fail-userexists', { username: user.name });
    await create('fail-invalid-username', { username: 'a#b' });
    await create('fail-username-ip', { username: '192.0.2.5' });
    await create('fail-reserved-username', { username: 'MediaWiki default' });
    const short = { username: 'Newbie-short', password: 'ab1', retype: 'ab1' };
    await create('pass-short-password', short); // PASS on 1.39, FAIL on 1.43
    await create('fail-password-is-name', { username: 'Newbie91', password: 'Newbie91', retype: 'Newbie91' });
    await create('fail-password-common', { password: 'password123', retype: 'password123' });
    await create('fail-no-username', { username: null });
    await create('fail-no-retype', { retype: null });
    await create('fail-no-password', { password: null, retype: null });
    await create('fail-messageformat-html', { username: user.name, createmessageformat: 'html' });
    await create('fail-messageformat-raw', { retype: 'x', createmessageformat: 'raw' });
    const mailpassword = { password: null, retype: null, mailpassword: '1', email: 'n@wiki.example' };
    await create('mailpassword-email-disabled', mailpassword);
    await create('email-when-disabled', { username: 'Newbie5', email: 'n@wiki.example' });
  },
};

/** action=createaccount with the wrong token, no return URL, out of turn. */
export const createaccountMistakes: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const create = (name: string, parameters: Parameters) =>
      browser().step(`createaccount-${name}`, 'createaccount', { ...newbie, ...parameters });
    await create('continue-not-in-progress', { createcontinue: '1' });
    await create('missing-token', { createtoken: null });
    await create('badtoken', { createtoken: 'x+\\' });
    await create('missing-returnurl', { createreturnurl: null });
    await browser().get('createaccount-by-get', { action: 'createaccount' });
  },
};
