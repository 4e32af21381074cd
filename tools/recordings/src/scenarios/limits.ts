import { accounts, botPasswords } from '@mwkit/wiki';
import { credentials, newPassword } from '../fields.ts';
import type { Parameters } from '../recorder.ts';
import type { Scenario } from '../scenario.ts';

const { questioned, user } = accounts;
const alice = credentials(user);
const wrong = { ...user, password: 'x' };

/** Too many log-ins, new accounts and edits in a while. */
export const throttle: Scenario = {
  name: 'throttle',
  overlays: ['throttle'],
  async play({ browser }) {
    for (const attempt of [1, 2, 3]) await browser().login(`throttle-login-${attempt}`, wrong);
    for (const errorformat of ['plaintext', 'html', 'raw'])
      await browser().login(`throttle-login-errorformat-${errorformat}`, user, { errorformat });
    const bot = { ...botPasswords.bot, password: 'x'.repeat(32) };
    for (const attempt of [1, 2, 3]) await browser().login(`throttle-botpassword-${attempt}`, bot);

    const login = (name: string, parameters: Parameters) => browser().step(name, 'clientlogin', parameters);
    const uiuser = { username: questioned.name, password: 'x' };
    for (const attempt of [1, 2, 3]) await login(`throttle-clientlogin-${attempt}`, uiuser);
    await login('throttle-clientlogin-raw', { ...uiuser, loginmessageformat: 'raw' });
    const create = (name: string, parameters: Parameters) =>
      browser().step(`throttle-createaccount-${name}`, 'createaccount', { ...newPassword, ...parameters });
    for (const attempt of ['1', '2']) await create(attempt, { username: `Thr${attempt}` });
    await create('raw', { username: 'Thr9', createmessageformat: 'raw' });

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
    const one = browser();
    await one.step('readonly-setting-clientlogin', 'clientlogin', alice);
    await one.authmanagerinfo('readonly-setting-authmanagerinfo', 'create');
    await browser().login('readonly-setting-login', user);
    await browser().login('readonly-setting-botpassword', botPasswords.bot);
    const edit = { action: 'edit', title: 'x', text: 'y', token: '+\\', errorformat: 'plaintext' };
    await browser().post('readonly-setting-edit-plaintext', edit);
  },
};
