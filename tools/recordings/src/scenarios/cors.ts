import { accounts } from '@mwkit/wiki';
import { credentials } from '../fields.ts';
import { allowed, evil, exception, from, preflight, wildcard, type Preflight } from '../cross-site.ts';
import { textAt } from '../json.ts';
import type { Scenario } from '../scenario.ts';

/** What a browser asks api.php before it sends a request to another site. */
export const corsPreflights: Scenario = {
  name: 'cors',
  overlays: ['cors'],
  async play({ cookieless }) {
    const ask = (name: string, asked: Preflight) =>
      preflight(cookieless(), `cors-preflight-${name}`, '/w/api.php', asked);
    const same = { origin: allowed, parameter: allowed };
    await ask('allowed', same);
    await ask('allowed-wildcard', { origin: wildcard, parameter: wildcard });
    await ask('exception', { origin: exception, parameter: exception });
    await ask('disallowed', { origin: evil, parameter: evil });
    await ask('no-origin-param', { origin: allowed });
    await ask('mismatch', { origin: allowed, parameter: evil });
    await ask('star', { origin: allowed, parameter: '*' });
    await ask('allowed-content-type', { ...same, headers: 'content-type' });
    const listed =
      'accept,accept-language,content-language,content-type,accept-encoding,dnt,origin,user-agent,api-user-agent,' +
      'access-control-max-age,authorization';
    await ask('allowed-listed-headers', { ...same, headers: listed });
    await ask('api-user-agent', { ...same, headers: 'api-user-agent' });
    await ask('unsupported-header', { ...same, headers: 'x-custom' });
    await ask('authorization-header', { ...same, headers: 'authorization' });
    await ask('star-authorization', { origin: allowed, parameter: '*', headers: 'authorization' });
    await ask('put', { ...same, method: 'PUT' });
    await preflight(cookieless(), 'cors-rest-default-preflight', '/w/rest.php/v1/page', { origin: allowed });
  },
};

/** Reading api.php from another site: which origins get an answer, and as whom. */
export const corsReads: Scenario = {
  name: 'cors',
  overlays: ['cors'],
  async play({ browser, cookieless }) {
    const alice = browser();
    await alice.signIn(accounts.user);
    const who = { action: 'query', meta: 'userinfo|tokens' };
    const read = (name: string, origin: string | null, parameter: string | null, by = alice) =>
      by.get(`cors-get-${name}`, { ...who, origin: parameter }, { headers: origin === null ? {} : { Origin: origin } });
    await read('allowed-cookies', allowed, allowed);
    await read('allowed-anon', allowed, allowed, cookieless());
    await read('wildcard-cookies', wildcard, wildcard);
    await read('exception-cookies', exception, exception);
    await read('disallowed-cookies', evil, evil);
    await read('no-origin-param-cookies', allowed, null);
    await read('mismatch', allowed, evil);
    await read('star-cookies', allowed, '*');
    await read('star-anon', allowed, '*', cookieless());
    await read('null-origin', 'null', 'null');
    await read('case-different', allowed, 'http://APP.example');
    await read('trailing-slash', allowed, `${allowed}/`);
    await read('empty-origin-param', allowed, '');
    await read('origin-param-without-header', null, allowed);
    await read('star-without-header', null, '*');
    await alice.get('cors-get-tokens-star', { action: 'query', meta: 'tokens', type: '*', origin: '*' }, from(allowed));
    await alice.get('cors-error-allowed', { action: 'query', assert: 'bot', origin: allowed }, from(allowed));
    const tokens = { action: 'query', meta: 'tokens', type: 'login', origin: allowed };
    const other = browser();
    const answer = await other.get('cors-tokens-login-allowed', tokens, from(allowed));
    const logintoken = textAt(answer, 'query', 'tokens', 'logintoken');
    const login = { ...credentials(accounts.user), loginreturnurl: `${allowed}/`, logintoken };
    await other.step('cors-clientlogin-allowed', 'clientlogin', login, from(allowed, allowed));
    await alice.send('cors-index-php', {
      method: 'HEAD',
      path: '/w/index.php',
      query: { title: 'Main Page', action: 'raw' },
      ...from(allowed),
    });
    await alice.send('cors-put-405', {
      method: 'PUT',
      path: '/w/api.php',
      query: { format: 'json', formatversion: '2', ...who, origin: allowed },
      body: 'x',
      ...from(allowed),
    });
    await alice.rest('cors-rest-default-get', 'GET', '/v1/page/Lab_page/bare', from(allowed));
  },
};

/** Editing from another site: a refused origin cannot read the answer, but the edit is made. */
export const corsEdits: Scenario = {
  name: 'cors',
  overlays: ['cors'],
  async play({ browser, cookieless }) {
    const alice = browser();
    await alice.signIn(accounts.user);
    const page = { action: 'edit', title: 'Cors page', text: 'x', token: await alice.token() };
    await alice.post('cors-post-origin-in-query', page, from(allowed, allowed));
    await alice.post('cors-post-origin-in-body', { ...page, text: 'y', origin: allowed }, from(allowed));
    await alice.post(
      'cors-post-no-origin-param',
      { ...page, text: 'z' },
      {
        ...from(allowed),
        note: 'the edit is made: CORS only hides the answer from the page',
      },
    );
    await alice.post(
      'cors-post-disallowed-origin',
      { ...page, text: 'zz' },
      {
        ...from(evil, evil),
        note: 'no CORS headers, but the action still runs',
      },
    );
    await alice.post('cors-post-star-with-cookies-edit', { ...page, text: 'zzz' }, from(allowed, '*'));
    const anonymous = { ...page, text: 'by anon', token: '+\\' };
    await cookieless().post('cors-post-star-anon-edit', anonymous, from(allowed, '*'));
  },
};
