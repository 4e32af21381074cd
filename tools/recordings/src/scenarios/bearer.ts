import { accounts } from '@mwkit/wiki';
import { credentials } from '../fields.ts';
import type { Scenario } from '../scenario.ts';

/** A session by an Authorization header alone, as OAuth has. */
export const bearer: Scenario = {
  name: 'bearer,cors',
  overlays: ['bearer', 'cors'],
  async play({ cookieless }) {
    const one = cookieless();
    const headers = { Authorization: 'Bearer lab-alice' };
    const { name: lgname, password: lgpassword } = accounts.admin;
    await one.get('bearer-userinfo', { action: 'query', meta: 'userinfo|tokens' }, { headers });
    const token = await one.token('csrf', { headers });
    await one.post('bearer-edit', { action: 'edit', title: 'Bearer page', text: 'x', token }, { headers });
    await one.step('bearer-clientlogin-refused', 'clientlogin', credentials(accounts.admin), { headers });
    const lgtoken = await one.token('login', { headers });
    await one.post('bearer-login-refused', { action: 'login', lgname, lgpassword, lgtoken }, { headers });
    await one.authmanagerinfo('bearer-authmanagerinfo-login', 'login', {}, { headers });
    const csrf = await one.token('csrf', { headers });
    await one.post('bearer-logout-refused', { action: 'logout', token: csrf }, { headers });

    const page = { title: 'Bearer rest', source: 'x', comment: 'c' };
    await one.rest('bearer-rest-create-without-token', 'POST', '/v1/page', { json: page, headers });
    const withToken = { ...page, title: 'Bearer rest 2', token: 'abc' };
    await one.rest('bearer-rest-create-with-token', 'POST', '/v1/page', { json: withToken, headers });

    const userinfo = { action: 'query', meta: 'userinfo' };
    const crossSite = { headers: { ...headers, Origin: 'http://app.example' } };
    await one.get('bearer-origin-star', { ...userinfo, origin: '*' }, crossSite);
    await one.get('bearer-crossorigin-param', { ...userinfo, crossorigin: '' }, crossSite);
    await one.get('bearer-invalid', userinfo, { headers: { Authorization: 'Bearer nonsense' } });
    await one.send('bearer-preflight-authorization', {
      method: 'OPTIONS',
      path: '/w/api.php',
      query: { action: 'query', origin: 'http://app.example' },
      headers: {
        Origin: 'http://app.example',
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'authorization',
      },
    });
  },
};
