import { accounts } from '@mwkit/wiki';
import { credentials, newPassword } from '../fields.ts';
import type { Scenario } from '../scenario.ts';

const edit = { action: 'edit', title: 'Temp page', appendtext: 'by temp' };
const anonymousEdit = { ...edit, token: '+\\' };
const acquire = { action: 'acquiretempusername' };

/** The first temporary account of a wiki: they are numbered anew each year. */
const firstName = () => `~${new Date().getUTCFullYear()}-1`;

const who = {
  action: 'query',
  meta: 'userinfo|tokens',
  uiprop: 'groups|rights|registrationdate|cancreateaccount',
  type: 'csrf|login|createaccount',
};

/** An anonymous edit makes an account and signs in to it: https://www.mediawiki.org/wiki/Help:Temporary_accounts */
export const temporaryAccounts: Scenario = {
  name: 'tempaccounts',
  overlays: ['tempaccounts'],
  async play({ browser }) {
    const siprop = 'general|autocreatetempuser|usergroups';
    await browser().get('temp-siteinfo', { action: 'query', meta: 'siteinfo', siprop });
    const one = browser();
    await one.get('temp-userinfo-before', who);
    await one.post('temp-edit-without-token', edit);
    const note = 'no cookie before: the answer logs in the new account';
    await one.post('temp-edit-creates-account', anonymousEdit, { note });
    await one.get('temp-userinfo-after', who);
    await one.post('temp-edit-again-anon-token', anonymousEdit);
    await one.post('temp-edit-again-own-token', { ...edit, token: await one.token() });
    await one.get('temp-assert-user', { action: 'query', assert: 'user' });
    await one.get('temp-assert-anon', { action: 'query', assert: 'anon' });
    for (const operation of ['login', 'create', 'change'])
      await one.authmanagerinfo(`temp-authmanagerinfo-${operation}`, operation);
    const ususers = `${firstName()}|*Unregistered 1|${accounts.user.name}`;
    const usprop = 'groups|registration|tempexpired|cancreate';
    await one.get('temp-list-users', { action: 'query', list: 'users', ususers, usprop });
    await one.post('temp-checktoken', { action: 'checktoken', type: 'csrf', token: await one.token() });
    await one.step('temp-createaccount-by-temp', 'createaccount', { username: 'Grown', ...newPassword });
    await one.get('temp-createaccount-by-temp-then-userinfo', who);

    const second = browser();
    await second.post('temp-edit-second-browser', anonymousEdit);
    await second.step('temp-clientlogin-while-temp', 'clientlogin', credentials(accounts.user));
    await second.get('temp-clientlogin-while-temp-then-userinfo', who);

    const third = browser();
    const returnTo = { returnto: 'Main Page', returntoquery: 'a=b', returntoanchor: '#x' };
    await third.post('temp-edit-with-returnto', { ...anonymousEdit, ...returnTo });
    await third.post('temp-logout', { action: 'logout', token: await third.token() });
    await third.get('temp-logout-then-userinfo', who);
  },
};

/** A name that was reserved before the edit, and other ways to one. */
export const temporaryNames: Scenario = {
  name: 'tempaccounts',
  overlays: ['tempaccounts'],
  async play({ browser }) {
    await browser().post(undefined, anonymousEdit); // there is such a name and the page
    const one = browser();
    await one.post('temp-acquire', acquire);
    await one.post('temp-acquire-again', acquire);
    await one.get('temp-acquire-by-get', acquire);
    await one.get('temp-acquire-then-userinfo', who);
    const token = await one.token();
    await one.post('temp-edit-after-acquire', { ...edit, token }, { note: `csrf token was ${token}` });
    await one.post('temp-acquire-as-temp', acquire);
    const alice = browser();
    await alice.signIn(accounts.user);
    await alice.post('temp-acquire-logged-in', acquire);
    const name = firstName();
    await browser().step('temp-createaccount-reserved-name', 'createaccount', {
      username: `${name}99`,
      ...newPassword,
    });
    await browser().step('temp-clientlogin-as-temp-name', 'clientlogin', { username: name, password: 'x' });
    await browser().login('temp-login-as-temp-name', { name, password: 'x' });

    const star = browser();
    const crossSite = { query: { origin: '*' }, headers: { Origin: 'http://app.example' } };
    await star.post('temp-edit-origin-star', anonymousEdit, crossSite);
    await star.get('temp-edit-origin-star-then-userinfo', who);

    const rest = browser();
    const json = { title: 'Temp rest', source: 'x', comment: 'c', token: '+\\' };
    await rest.rest('temp-rest-create', 'POST', '/v1/page', { json });
    await rest.get('temp-rest-create-then-userinfo', who);
  },
};

/** Too many of them from one address. */
export const temporaryAccountThrottle: Scenario = {
  name: 'tempaccounts',
  overlays: ['tempaccounts'],
  settings: `
    $wgTempAccountCreationThrottle = $wgTempAccountNameAcquisitionThrottle = [ [ 'count' => 2, 'seconds' => 600 ] ];`,
  async play({ browser }) {
    for (const attempt of [1, 2, 3])
      await browser().post(`temp-throttle-edit-${attempt}`, { ...anonymousEdit, appendtext: String(attempt) });
    await browser().post('temp-throttle-acquire', acquire);
  },
};

/** A wiki without them. */
export const noTemporaryAccounts: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    await browser().post('temp-disabled-acquire', acquire);
  },
};
