import { accounts } from '@mwkit/wiki';
import { credentials } from '../fields.ts';
import type { Parameters } from '../recorder.ts';
import type { Scenario } from '../scenario.ts';

const userinfo = { action: 'query', meta: 'userinfo' };
const changeauthrequest = 'MediaWiki\\Auth\\PasswordAuthenticationRequest';

/** action=changeauthenticationdata, removeauthenticationdata, linkaccount, unlinkaccount and resetpassword on a plain wiki. */
export const credentialChanges: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const one = browser();
    await one.signIn(accounts.resettable);
    const anonymous = browser();
    const secret = { password: 'Lab-reset-pass-2', retype: 'Lab-reset-pass-2' };
    const change = async (name: string, parameters: Parameters = {}, by = one) => {
      const changeauthtoken = await by.token();
      const request = { changeauthrequest, ...secret, changeauthtoken, ...parameters };
      await by.post(`changeauthenticationdata-${name}`, { action: 'changeauthenticationdata', ...request });
    };
    await change('badretype', { retype: 'x' });
    await change('missing-request', { changeauthrequest: 'Nosuch' });
    await change('success');
    await one.get('changeauthenticationdata-then-userinfo', userinfo);
    await change('anon', {}, anonymous);

    const token = await one.token();
    const remove = { action: 'removeauthenticationdata', request: changeauthrequest, token };
    await one.post('removeauthenticationdata-password', remove);
    await one.step('linkaccount-not-supported', 'linkaccount', {});
    await anonymous.step('linkaccount-anon', 'linkaccount', {});
    await one.post('unlinkaccount-not-supported', { action: 'unlinkaccount', request: 'x', token });
    const reset = { action: 'resetpassword', user: accounts.user.name, token: await anonymous.token() };
    await anonymous.post('resetpassword-email-disabled', reset);
  },
};

/** action=validatepassword. */
export const validatepassword: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const alice = browser();
    await alice.signIn(accounts.user);
    const validate = (name: string, parameters: Parameters) =>
      alice.post(`validatepassword-${name}`, { action: 'validatepassword', ...parameters });
    await validate('good', { password: 'Quite-long-and-odd-77' });
    await validate('change', { password: 'ab' });
    await validate('invalid-for-new-user', { password: 'Newname', user: 'Newname', email: 'x' });
    await validate('existing-user', { password: 'abcdefgh1', user: accounts.user.name });
    await alice.get('validatepassword-by-get', { action: 'validatepassword', password: 'ab' });
  },
};

/** A wiki that insists on long passwords: at sign-in, for new accounts, and asked. */
export const passwordPolicy: Scenario = {
  name: 'tempreset',
  overlays: ['tempreset'],
  async play({ browser }) {
    const one = browser();
    const short = { password: 'ab1', retype: 'ab1' };
    const long = { password: 'Much-longer-7', retype: 'Much-longer-7' };
    await one.step('policy-forced-change-ui', 'clientlogin', credentials(accounts.weak));
    await one.step('policy-forced-change-too-short', 'clientlogin', { logincontinue: '1', ...short });
    await one.step('policy-forced-change-pass', 'clientlogin', { logincontinue: '1', ...long });

    await browser().step('policy-createaccount-too-short', 'createaccount', { username: 'Short1', ...short });
    const validate = { action: 'validatepassword', password: 'ab1' };
    await browser().post('policy-validatepassword-change', validate);
    await browser().post('policy-validatepassword-html', { ...validate, errorformat: 'html' });
    await browser().post('policy-validatepassword-fv1', { ...validate, formatversion: '1' });
  },
};
