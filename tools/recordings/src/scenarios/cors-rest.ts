import { accounts } from '@mwkit/wiki';
import { allowed, evil, preflight, wildcard } from '../cross-site.ts';
import type { Scenario } from '../scenario.ts';

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
    const unknown = '/w/rest.php/v1/nosuch';
    await preflight(cookieless(), 'cors-rest-preflight-unknown-route', unknown, { origin: allowed });
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
