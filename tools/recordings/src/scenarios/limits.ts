import { accounts, botPasswords } from '@mwkit/wiki';
import { textAt } from '../json.ts';
import type { Scenario } from '../scenario.ts';

const { user } = accounts;
const wrong = { ...user, password: 'x' };

/** Too many log-ins and edits in a while. */
export const throttle: Scenario = {
  name: 'throttle',
  overlays: ['throttle'],
  async play({ browser }) {
    for (const attempt of [1, 2, 3]) await browser().login(`throttle-login-${attempt}`, wrong);
    for (const errorformat of ['plaintext', 'html', 'raw'])
      await browser().login(`throttle-login-errorformat-${errorformat}`, user, { errorformat });
    const bot = { ...botPasswords.bot, password: 'x'.repeat(32) };
    for (const attempt of [1, 2, 3]) await browser().login(`throttle-botpassword-${attempt}`, bot);

    const anonymous = browser();
    const edit = { action: 'edit', text: 'x', token: '+\\' };
    for (const attempt of [1, 2])
      await anonymous.post(`throttle-edit-${attempt}`, { ...edit, title: `Throttled ${attempt}` });
    await anonymous.post('throttle-edit-plaintext', { ...edit, title: 'Throttled 9', errorformat: 'plaintext' });
    const json = { title: 'Throttled rest', source: 'x', comment: '', token: '+\\' };
    await anonymous.rest('throttle-rest-create', 'POST', '/v1/page', { json });
  },
};

/** A wiki whose databases lag. */
export const maxlag: Scenario = {
  name: 'maxlag',
  overlays: [],
  async play({ browser, setLag }) {
    await setLag(7.5);
    const one = browser();
    const siteinfo = { action: 'query', meta: 'siteinfo', maxlag: '5' };
    await one.get('maxlag-bc', siteinfo);
    await one.get('maxlag-fv1', { ...siteinfo, formatversion: '1' });
    await one.get('maxlag-plaintext', { ...siteinfo, errorformat: 'plaintext' });
    await one.get('maxlag-passes', { action: 'query', maxlag: '8' });
    await one.post('maxlag-login', { action: 'login', maxlag: '5' });
    await one.post('maxlag-edit', { action: 'edit', title: 'x', text: 'x', token: '+\\', maxlag: '5' });
    await setLag(null);
  },
};

/** A wiki that is read-only for good. */
export const readOnly: Scenario = {
  name: 'readonly',
  overlays: ['readonly'],
  async play({ browser }) {
    await browser().login('readonly-setting-login', user);
    await browser().login('readonly-setting-botpassword', botPasswords.bot);
    const edit = { action: 'edit', title: 'x', text: 'y', token: '+\\', errorformat: 'plaintext' };
    await browser().post('readonly-setting-edit-plaintext', edit);
  },
};

/** A captcha after failed log-ins (which bot passwords are spared), and one for each edit. */
export const captchaAtLogin: Scenario = {
  name: 'captcha',
  overlays: ['captcha'],
  async play({ browser }) {
    for (let attempt = 0; attempt < 3; attempt++) await browser().login(undefined, wrong);
    await browser().login('captcha-badlogin-action-login', user);
    await browser().login('captcha-badlogin-action-login-botpassword', botPasswords.bot);
  },
};

export const captchaAtEdit: Scenario = {
  name: 'captcha-questy',
  overlays: ['captcha-questy'],
  async play({ browser }) {
    const one = browser();
    const edit = { action: 'edit', title: 'Captcha page', text: 'hi http://example.com', token: '+\\' };
    await one.post('captcha-questy-edit-failure-fv1', { ...edit, formatversion: '1' });
    const failure = await one.post('captcha-questy-edit-failure-fv2', edit);
    const captchaid = textAt(failure, 'edit', 'captcha', 'id');
    await one.post('captcha-questy-edit-success', { ...edit, captchaid, captchaword: 'paris' });
    const json = { title: 'Captcha rest', source: 'x', comment: '', token: '+\\' };
    await one.rest('captcha-questy-rest-create-page', 'POST', '/v1/page', { json });
  },
};
