import { accounts, botPasswords, totp } from '@mwkit/wiki';
import { textAt } from '../json.ts';
import type { Scenario } from '../scenario.ts';

const { admin, twoFactor, user } = accounts;
const userinfo = { action: 'query', meta: 'userinfo' };

/** A wiki that nobody may read without an account. */
export const privateWiki: Scenario = {
  name: 'private',
  overlays: ['private'],
  async play({ browser, cookieless }) {
    const one = cookieless();
    const get = (name: string, parameters: Record<string, string>) =>
      one.get(`private-${name}`, { action: 'query', ...parameters });
    await get('query-anon', { meta: 'siteinfo' });
    await get('query-anon-plaintext', { titles: 'Main Page', errorformat: 'plaintext' });
    await browser().get('private-tokens-anon', { action: 'query', meta: 'tokens', type: '*' });
    await get('userinfo-anon', { meta: 'userinfo' });
    await get('paraminfo-anon', { action: 'paraminfo', modules: 'login' });
    const { name: lgname, password: lgpassword } = botPasswords.bot;
    await browser().post('private-login-pass', { action: 'login', lgname, lgpassword, lgtoken: '' });
    await one.rest('private-rest-page', 'GET', '/v1/page/Main%20Page');
    await one.rest('private-rest-search', 'GET', '/v1/search/title', { query: { q: 'Main' } });
    const star = { action: 'query', meta: 'siteinfo', origin: '*' };
    await one.get('private-origin-star', star, { headers: { Origin: 'http://app.example' } });
    await get('logout-anon', { assert: 'user' });
  },
};

/** No bot passwords. */
export const restrictive: Scenario = {
  name: 'restrictive',
  overlays: ['restrictive'],
  async play({ browser }) {
    await browser().login('restrictive-botpassword-disabled', botPasswords.bot);
    await browser().login('restrictive-login-main-account', user);
  },
};

/** action=login where a second factor is wanted, and who one is while a clientlogin waits for it. */
export const secondFactor: Scenario = {
  name: '2fa',
  overlays: ['2fa'],
  async play({ browser }) {
    await browser().login('2fa-action-login-aborted', twoFactor);
    for (const errorformat of ['plaintext', 'html', 'raw'])
      await browser().login(`2fa-action-login-aborted-errorformat-${errorformat}`, twoFactor, { errorformat });
    await browser().login('2fa-botpassword-needs-no-code', botPasswords.user);

    const bob = browser();
    const clientlogin = async (parameters: Record<string, string>) => {
      const logintoken = await bob.token('login');
      const answer = await bob.post(undefined, { action: 'clientlogin', logintoken, ...parameters });
      return textAt(answer, 'clientlogin', 'status');
    };
    const { name: username, password } = twoFactor;
    await clientlogin({ username, password, loginreturnurl: 'http://app.example/back' });
    await bob.get('2fa-userinfo-while-ui', userinfo);
    await clientlogin({ logincontinue: '1', OATHToken: totp(twoFactor.totp.secret) });
    await bob.get('2fa-userinfo-after', userinfo);
    await browser().get('2fa-paraminfo', { action: 'paraminfo', modules: 'query+oath|oathvalidate' });
  },
};

/** The address of the user. */
export const email: Scenario = {
  name: 'email',
  overlays: ['email'],
  async play({ browser }) {
    await browser().get('email-userinfo-after-create', userinfo);
    const one = browser();
    await one.signIn(admin);
    await one.get('email-userinfo', { ...userinfo, uiprop: 'email' });
  },
};

/** Cookies for other sites' pages. */
export const sameSite: Scenario = {
  name: 'samesite',
  overlays: ['samesite'],
  async play({ browser }) {
    const note = 'the cookies are Secure: over http only their Set-Cookie headers matter';
    await browser().get('samesite-tokens-login', { action: 'query', meta: 'tokens', type: 'login' }, { note });
  },
};
