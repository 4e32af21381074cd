import { accounts, botPasswords } from '@mwkit/wiki';
import { credentials } from '../fields.ts';
import { form, type Parameters } from '../recorder.ts';
import type { Scenario } from '../scenario.ts';

const { admin, blocked, user, weak } = accounts;
const alice = credentials(user);
const wrong = { ...alice, password: 'x' };
const abc = credentials(weak);
const loginreturnurl = 'http://app.example/';

/** action=clientlogin that comes to an end at once: PASS and FAIL, in every format. */
export const clientlogin: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const login = (name: string, parameters: Parameters) => browser().step(name, 'clientlogin', parameters);
    for (const formatversion of ['1', '2']) {
      const one = browser();
      await one.step(`clientlogin-pass-fv${formatversion}`, 'clientlogin', { ...alice, formatversion });
      const name = `clientlogin-fail-wrongpassword-fv${formatversion}`;
      await one.step(name, 'clientlogin', { ...wrong, formatversion });
    }
    const one = browser();
    await one.step('clientlogin-pass-rememberme', 'clientlogin', { ...alice, rememberMe: '1' });
    await one.step('clientlogin-when-already-logged-in', 'clientlogin', credentials(admin));

    for (const loginmessageformat of ['html', 'wikitext', 'raw', 'none'])
      await login(`clientlogin-fail-messageformat-${loginmessageformat}`, { ...wrong, loginmessageformat });
    await login('clientlogin-fail-uselang-de', { ...wrong, uselang: 'de', loginmessageformat: 'html' });
    await login('clientlogin-fail-uselang-qqx', { ...wrong, uselang: 'qqx' });
    await login('clientlogin-fail-errorformat-plaintext', { ...wrong, errorformat: 'plaintext' });

    await login('clientlogin-fail-unknown-user', { ...alice, username: 'Nosuchuser' });
    await login('clientlogin-fail-illegal-name', { ...alice, username: 'a#b' });
    await login('clientlogin-fail-no-credentials', {});
    await login('clientlogin-fail-empty-password', { ...alice, password: '' });
    await login('clientlogin-fail-botpassword-name', credentials(botPasswords.bot));
    await login('clientlogin-pass-blocked-user', credentials(blocked));
    await login('clientlogin-pass-preservestate', { ...alice, loginpreservestate: '1' });
    await login('clientlogin-unrecognised-param', { ...alice, nosuchparam: '1' });
    await login('clientlogin-loginrequests-none', { ...alice, loginrequests: 'Nosuch' });
    await login('clientlogin-no-loginrequests-empty', { ...alice, loginrequests: '' });
  },
};

/** A password that is weak: a new one is asked for, but not insisted on. */
export const clientloginWithWeakPassword: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    await browser().step('clientlogin-pass-weak-password-reset-offered', 'clientlogin', abc);
    const one = browser();
    await one.step('clientlogin-reset-offered-start', 'clientlogin', abc);
    await one.authmanagerinfo('authmanagerinfo-login-continue-reset-offered', 'login-continue');
    await one.step('clientlogin-reset-offered-skip', 'clientlogin', { logincontinue: '1', skipReset: '1' });
  },
};

/** action=clientlogin with return URLs, tokens and placements that are wrong. */
export const clientloginMistakes: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const login = (name: string, parameters: Parameters) => browser().step(name, 'clientlogin', parameters);
    await login('clientlogin-returnurl-relative', { ...alice, loginreturnurl: '/back' });
    await login('clientlogin-returnurl-nonsense', { ...alice, loginreturnurl: 'not a url' });
    await login('clientlogin-returnurl-custom-scheme', { ...alice, loginreturnurl: 'myapp://auth' });
    await login('clientlogin-returnurl-and-continue', { ...alice, loginreturnurl, logincontinue: '1' });
    await login('clientlogin-missing-returnurl', { ...alice, loginreturnurl: null });
    await login('clientlogin-continue-not-in-progress', { ...alice, logincontinue: '1' });

    await login('clientlogin-missing-token', { ...alice, loginreturnurl, logintoken: null });
    await login('clientlogin-badtoken', { ...alice, logintoken: 'deadbeef+\\' });
    const logintoken = await browser().token('login');
    await login('clientlogin-good-token-but-no-cookie', { ...alice, logintoken });

    const place = browser();
    await place.get('clientlogin-by-get-mustbeposted', { action: 'clientlogin', ...alice });
    const post = (one: typeof place, name: string, query: Parameters, body: Parameters) =>
      one.send(name, {
        method: 'POST',
        path: '/w/api.php',
        query: { format: 'json', formatversion: '2', action: 'clientlogin', ...query },
        body: form({ loginreturnurl, ...body }),
      });
    const name = 'clientlogin-password-in-query-mustpostparams';
    await post(place, name, alice, { logintoken: await place.token('login') });
    await post(place, 'clientlogin-token-in-query', { logintoken: await place.token('login') }, alice);
    const { username, password } = alice;
    const rest = { password, logintoken: await place.token('login') };
    await post(place, 'clientlogin-username-in-query', { username }, rest);

    const crossSite = { query: { origin: '*' }, headers: { Origin: 'http://app.example' } };
    const star = browser();
    const taken = { ...alice, loginreturnurl, logintoken: await star.token('login') };
    await star.step('clientlogin-origin-star-suppressed', 'clientlogin', taken, crossSite);
  },
};
