import { accounts, type Mail } from '@mwkit/wiki';
import { newPassword } from '../fields.ts';
import type { Parameters } from '../recorder.ts';
import type { Scenario } from '../scenario.ts';

const { admin, resettable, twoFactor, user } = accounts;
const userinfo = { action: 'query', meta: 'userinfo' };

/** New accounts with an address, and with a password that is mailed there and must be changed. */
export const emailAtCreation: Scenario = {
  name: 'email',
  overlays: ['email'],
  async play({ browser, mails }) {
    await browser().authmanagerinfo('email-authmanagerinfo-create', 'create');
    const sysop = browser();
    await sysop.signIn(admin);
    await sysop.authmanagerinfo('email-authmanagerinfo-create-as-admin', 'create');

    const create = (name: string, parameters: Parameters, by = browser(), note?: string) =>
      by.step(`email-createaccount-${name}`, 'createaccount', parameters, note ? { note } : {});
    const note = 'an invalid address passes: without realname= the whole e-mail request is dropped, silently';
    const dropped = { username: 'Mail0', ...newPassword, email: 'not-an-email' };
    await create('email-without-realname-is-dropped', dropped, browser(), note);
    await create('fail-invalid-email', { username: 'Mail1', ...newPassword, email: 'not-an-email', realname: '' });
    const withEmail = { username: 'Mail1', ...newPassword, email: 'mail1@wiki.example', realname: 'Mail One' };
    await create('pass-with-email', withEmail);
    const anonymous = browser();
    const byNobody = { username: 'Mail2', mailpassword: '1', email: 'mail2@wiki.example', realname: '' };
    await create('mailpassword-anon', byNobody, anonymous);
    await anonymous.get('email-userinfo-after-create', userinfo);
    const mailed = { username: 'Mail3', mailpassword: '1', email: 'mail3@wiki.example', realname: '' };
    await create('mailpassword-admin-no-email', { ...mailed, email: '' }, sysop);
    await create('mailpassword-admin-without-realname', { ...mailed, realname: null }, sysop);
    await create('mailpassword-admin', { ...mailed, reason: 'asked' }, sysop);

    const password = mailedPassword(await mails(), mailed.email);
    const one = browser();
    const login = (name: string, parameters: Parameters) =>
      one.step(`email-clientlogin-temporary-password-${name}`, 'clientlogin', parameters);
    const changed = { logincontinue: '1', password: 'New-long-pass-9', retype: 'New-long-pass-9' };
    await login('ui', { username: mailed.username, password });
    await login('badretype', { ...changed, retype: 'x' });
    await login('changed', changed);
  },
};

function mailedPassword(mails: readonly Mail[], address: string): string {
  const { body = '' } = mails.find(({ to }) => to.includes(address)) ?? {};
  const password = /with password "([^"]+)"/.exec(body)?.[1];
  if (password) return password;
  throw new Error(`no password was mailed to ${address}`);
}

/** action=resetpassword, which does not tell who there is, and mail to another user. */
export const resetpassword: Scenario = {
  name: 'email',
  overlays: ['email'],
  async play({ browser }) {
    const one = browser();
    const reset = async (name: string, parameters: Parameters) => {
      const token = await one.token();
      await one.post(`resetpassword-${name}`, { action: 'resetpassword', token, ...parameters });
    };
    await reset('by-user', { user: user.name });
    await reset('by-email', { email: resettable.email! });
    await reset('unknown-user', { user: 'Nosuchuser' });
    await reset('no-email-on-file', { user: twoFactor.name });
    await reset('none', {});
    await reset('invalid-email', { email: 'zzz' });
    await reset('again-within-a-day', { user: user.name });

    const sysop = browser();
    await sysop.signIn(admin);
    await sysop.get('email-userinfo', { ...userinfo, uiprop: 'email' });
    const mail = { action: 'emailuser', target: user.name, subject: 's', text: 't', token: await sysop.token() };
    await sysop.post('email-emailuser', mail);
  },
};
