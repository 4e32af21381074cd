import { accounts } from '@mwkit/wiki';
import type { Browser } from '../browser.ts';
import type { Scenario } from '../scenario.ts';

const allowed = 'http://app.example';
const wildcard = 'https://x.friend.example';
const exception = 'https://bad.friend.example';
const evil = 'http://evil.example';

interface Preflight {
  origin: string;
  /** The parameter `origin`. */
  parameter?: string;
  method?: string;
  headers?: string;
}

function preflight(one: Browser, name: string, path: string, asked: Preflight) {
  const { origin, parameter, method = 'POST', headers } = asked;
  const query = { action: 'query', format: 'json', ...(parameter && { origin: parameter }) };
  return one.send(name, {
    method: 'OPTIONS',
    path,
    ...(path.endsWith('/api.php') && { query }),
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': method,
      ...(headers && { 'Access-Control-Request-Headers': headers }),
    },
  });
}

/** A request from a page of another site, with the parameter `origin` in the query or without. */
const from = (origin: string, parameter?: string) => ({
  headers: { Origin: origin },
  ...(parameter && { query: { origin: parameter } }),
});

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
    const login = { action: 'query', meta: 'tokens', type: 'login', origin: allowed };
    await browser().get('cors-tokens-login-allowed', login, from(allowed));
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

/** REST from another site, where cookies are allowed. */
export const corsRestWithCookies: Scenario = {
  name: 'cors,cors-rest',
  overlays: ['cors', 'cors-rest'],
  async play({ browser, cookieless }) {
    const alice = browser();
    await alice.signIn(accounts.user);
    const token = await alice.token();
    for (const [name, origin] of Object.entries({ allowed, disallowed: evil, wildcard })) {
      const headers = { Origin: origin };
      await alice.rest(`cors-rest-cookies-get-${name}`, 'GET', '/v1/page/Lab_page/bare', { headers });
      const asked = { origin, headers: 'content-type' };
      await preflight(cookieless(), `cors-rest-cookies-preflight-post-${name}`, '/w/rest.php/v1/page', asked);
      const json = { title: `Rest cors ${name}`, source: 'x', comment: 'c', token };
      await alice.rest(`cors-rest-cookies-post-${name}`, 'POST', '/v1/page', { json, headers });
    }
    const page = '/w/rest.php/v1/page/Lab_page';
    const put = { origin: allowed, method: 'PUT' };
    await preflight(cookieless(), 'cors-rest-cookies-preflight-put', page, { ...put, headers: 'content-type' });
    const authorization = { ...put, headers: 'authorization' };
    await preflight(cookieless(), 'cors-rest-cookies-preflight-authorization', page, authorization);
    await alice.rest('cors-rest-cookies-404', 'GET', '/v1/page/Nosuch', { headers: { Origin: allowed } });
    await cookieless().rest('cors-rest-options-plain', 'OPTIONS', '/v1/page/Lab_page');
  },
};

/** REST from another site, where only anonymous reading is allowed. */
export const corsRestAnonymous: Scenario = {
  name: 'cors,cors-rest-anon',
  overlays: ['cors', 'cors-rest-anon'],
  async play({ browser, cookieless }) {
    const alice = browser();
    await alice.signIn(accounts.user);
    const token = await alice.token();
    for (const [name, origin] of Object.entries({ allowed, other: evil })) {
      const headers = { Origin: origin };
      await alice.rest(`cors-rest-anon-get-${name}`, 'GET', '/v1/page/Lab_page/bare', { headers });
    }
    const asked = { origin: evil, headers: 'content-type,authorization' };
    await preflight(cookieless(), 'cors-rest-anon-preflight-post', '/w/rest.php/v1/page', asked);
    const headers = { Origin: evil };
    const json = { title: 'Rest cors anon', source: 'x', comment: 'c', token };
    await alice.rest('cors-rest-anon-post-with-cookies', 'POST', '/v1/page', { json, headers });
    await cookieless().rest('cors-rest-anon-404', 'GET', '/v1/page/Nosuch', { headers });
  },
};
