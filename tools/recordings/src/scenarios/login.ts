import { accounts, botPasswords } from '@mwkit/wiki';
import { textAt } from '../json.ts';
import { form } from '../recorder.ts';
import type { Scenario } from '../scenario.ts';

const { admin, blocked, user, weak } = accounts;
const login = { action: 'login', lgname: user.name, lgpassword: user.password };
const wrong = { ...user, password: 'x' };

/** action=login as it goes right: main accounts and bot passwords, and who one is then. */
export const loginSuccess: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const alice = browser();
    const answer = await alice.post('login-needtoken', login);
    await alice.post('login-needtoken-then-success', { ...login, lgtoken: textAt(answer, 'login', 'token') });
    const tokens = { action: 'query', meta: 'tokens' };
    await alice.get('tokens-all-user-fv2', { ...tokens, type: '*' });
    await alice.get('tokens-all-user-fv1', { ...tokens, type: '*', formatversion: '1' });
    await alice.get('tokens-login-when-logged-in', { ...tokens, type: 'login' });
    await alice.login('login-when-already-logged-in-as-other', admin);

    let bot = browser();
    for (const formatversion of ['1', '2']) {
      await browser().post(`login-needtoken-fv${formatversion}`, { ...login, formatversion });
      await browser().login(`login-success-main-account-fv${formatversion}`, user, { formatversion });
      await browser().login(`login-failed-wrongpassword-fv${formatversion}`, wrong, { formatversion });
      bot = browser();
      await bot.login(`login-success-botpassword-fv${formatversion}`, botPasswords.bot, { formatversion });
    }
    await bot.get('userinfo-botpassword', { action: 'query', meta: 'userinfo', uiprop: '*' });
    await bot.get('assert-bot-ok', { action: 'query', assert: 'bot' });

    const [name = '', program] = botPasswords.bot.name.split('@');
    const legacy = { name, password: `${program}@${botPasswords.bot.password}` };
    await browser().login('login-success-botpassword-legacy-form', legacy);
    await browser().login('login-success-blocked-user', blocked);
    await browser().login('login-success-weak-password', weak);
    await browser().login('login-username-normalised', { ...user, name: 'alice' });
  },
};

/** action=login with wrong, missing and empty credentials. */
export const loginFailures: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const { bot, elsewhere } = botPasswords;
    await browser().login('login-failed-unknown-user', { name: 'Nosuchuser', password: 'x' });
    await browser().login('login-failed-illegal-name', { name: 'a#b', password: 'x' });
    await browser().login('login-empty-name', { name: '', password: 'x' });
    await browser().login('login-empty-password', { ...user, password: '' });
    await browser().login('login-missing-name', user, { lgname: null });
    await browser().login('login-missing-password', user, { lgpassword: null });
    await browser().login('login-failed-botpassword-wrong', { ...bot, password: 'x'.repeat(32) });
    await browser().login('login-failed-botpassword-unknown-app', { ...bot, name: 'Robot@nosuch' });
    await browser().login('login-failed-botpassword-ip', elsewhere);
    for (const errorformat of ['bc', 'plaintext', 'html', 'wikitext', 'raw', 'none'])
      await browser().login(`login-failed-errorformat-${errorformat}`, wrong, { errorformat });
  },
};

/** action=login with the wrong token, in the wrong place, in the wrong format. */
export const loginMistakes: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const alice = browser();
    await alice.token('login');
    await alice.login('login-wrongtoken', user, { lgtoken: 'deadbeef+\\' });

    const cookieless = { ...login, lgtoken: await browser().token('login') };
    await browser().post('login-good-token-but-no-cookie', cookieless);

    const twice = browser();
    const lgtoken = await twice.token('login');
    await twice.post('login-token-reuse-1', { ...login, lgpassword: 'x', lgtoken });
    await twice.post('login-token-reuse-2-after-failed', { ...login, lgtoken });

    const csrf = browser();
    await csrf.post('login-with-csrf-token', { ...login, lgtoken: await csrf.token() });

    const place = browser();
    await place.get('login-by-get-mustbeposted', login);
    const post = { method: 'POST', path: '/w/api.php' };
    const json = { format: 'json', formatversion: '2', action: 'login' };
    await place.send('login-password-in-query-mustpostparams', {
      ...post,
      query: { ...json, lgpassword: 'x', lgname: user.name },
      body: form({ lgtoken: 'x' }),
    });
    await place.send('login-token-in-query', {
      ...post,
      query: { ...json, lgname: user.name, lgtoken: await place.token('login') },
      body: form({ lgpassword: user.password }),
    });
    await place.send('login-params-in-query-only-action', {
      ...post,
      query: json,
      body: form({ lgname: user.name, lgpassword: user.password, lgtoken: await place.token('login') }),
    });

    const multipart = browser();
    await multipart.send('login-multipart', {
      ...post,
      body: { multipart: { ...json, ...login, lgtoken: await multipart.token('login') } },
    });
    await browser().send('login-json-content-type', {
      ...post,
      query: json,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...login, lgtoken: 'x' }),
    });
    const star = browser();
    await star.post(
      'login-origin-star-suppressed',
      { ...login, lgtoken: await star.token('login') },
      { query: { origin: '*' }, headers: { Origin: 'http://app.example' } },
    );
  },
};
