import { accounts, botPasswords } from '@mwkit/wiki';
import { credentials, newPassword } from '../fields.ts';
import { textAt } from '../json.ts';
import type { Scenario } from '../scenario.ts';

const { user } = accounts;
const alice = credentials(user);

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
    const bot = browser();
    const needToken = await bot.post('private-login-pass', { action: 'login', lgname, lgpassword, lgtoken: '' });
    const logintoken = textAt(needToken, 'login', 'token');
    await bot.step('private-clientlogin-with-needtoken-token', 'clientlogin', { ...alice, logintoken });
    const account = { username: 'Priv1', ...newPassword, createtoken: 'x' };
    await browser().step('private-createaccount', 'createaccount', account);
    await one.authmanagerinfo('private-authmanagerinfo-anon', 'login');
    await one.send('private-index', { method: 'HEAD', path: '/w/index.php', query: { title: 'Main Page' } });
    await one.rest('private-rest-page', 'GET', '/v1/page/Main%20Page');
    await one.rest('private-rest-search', 'GET', '/v1/search/title', { query: { q: 'Main' } });
    const star = { action: 'query', meta: 'siteinfo', origin: '*' };
    await one.get('private-origin-star', star, { headers: { Origin: 'http://app.example' } });
    await get('logout-anon', { assert: 'user' });
  },
};

/** No bot passwords, and no new accounts. */
export const restrictive: Scenario = {
  name: 'restrictive',
  overlays: ['restrictive'],
  async play({ browser }) {
    await browser().authmanagerinfo('restrictive-authmanagerinfo-create', 'create');
    await browser().step('restrictive-createaccount-fail', 'createaccount', { username: 'No1', ...newPassword });
    await browser().login('restrictive-botpassword-disabled', botPasswords.bot);
    await browser().login('restrictive-login-main-account', user);
  },
};

/** Where everybody is remembered, nobody is asked for it. */
export const rememberAlways: Scenario = {
  name: 'remember-always',
  overlays: ['remember-always'],
  async play({ browser }) {
    await browser().authmanagerinfo('remember-always-authmanagerinfo-login', 'login');
    await browser().step('remember-always-clientlogin-pass', 'clientlogin', alice);
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
