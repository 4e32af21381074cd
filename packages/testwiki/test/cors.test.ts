import { expect, test } from 'vitest';
import { createTestWiki } from '../src/index.ts';
import { Browser, alice } from './browser.ts';

const app = 'https://app.example';
const wiki = () =>
  createTestWiki({
    crossSiteAJAXdomains: ['app.example', '*.friend.example'],
    crossSiteAJAXdomainExceptions: ['bad.friend.example'],
  });
const who = { action: 'query', meta: 'userinfo' };

async function ask(origin: string, header: string | undefined) {
  const browser = new Browser(wiki());
  await browser.login(...alice);
  await browser.send(
    `https://wiki.example/w/api.php?${new URLSearchParams({ ...who, format: 'json', origin })}`,
    header === undefined ? {} : { headers: { Origin: header } },
  );
  const { status, headers } = browser.response;
  const [allowed, credentials, rejection] = [
    'access-control-allow-origin',
    'access-control-allow-credentials',
    'mediawiki-cors-rejection',
  ].map((name) => headers.get(name));
  const body = await browser.response.text();
  return {
    status,
    allowed,
    credentials,
    rejection,
    name: status === 200 ? JSON.parse(body).query.userinfo.name : body.trim(),
  };
}

const nothing = { allowed: null, credentials: null, rejection: null };

test.for([
  ['an allowed origin', app, app, { ...nothing, status: 200, allowed: app, credentials: 'true', name: 'Alice' }],
  [
    'a pattern',
    'http://x.friend.example',
    'http://x.friend.example',
    { ...nothing, status: 200, allowed: 'http://x.friend.example', credentials: 'true', name: 'Alice' },
  ],
  [
    'any origin, as nobody',
    '*',
    app,
    { ...nothing, status: 200, allowed: '*', credentials: 'false', name: '127.0.0.1' },
  ],
  [
    'another origin: the call is made, the page may not see it',
    'http://evil.example',
    'http://evil.example',
    { ...nothing, status: 200, rejection: 'Origin mismatch', name: 'Alice' },
  ],
  [
    'an exception',
    'https://bad.friend.example',
    'https://bad.friend.example',
    { ...nothing, status: 200, rejection: 'Origin mismatch', name: 'Alice' },
  ],
  ['null', 'null', 'null', { ...nothing, status: 200, rejection: 'Origin mismatch', name: 'Alice' }],
  [
    'a trailing slash',
    `${app}/`,
    app,
    { ...nothing, status: 403, name: "'origin' parameter does not match Origin header" },
  ],
  ['no header', app, undefined, { ...nothing, status: 403, name: "'origin' parameter does not match Origin header" }],
] as const)('%s', async ([, origin, header, expected]) => {
  expect(await ask(origin, header)).toEqual(expected);
});

test('preflights: 200 and empty, with the headers that were asked for, if they are known', async () => {
  const preflight = async (asked: string) => {
    const headers = { Origin: app, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': asked };
    const response = await wiki().fetch(`https://wiki.example/w/api.php?origin=${app}`, { method: 'OPTIONS', headers });
    return [
      response.status,
      response.headers.get('access-control-allow-headers'),
      response.headers.get('mediawiki-cors-rejection'),
    ];
  };
  expect(await preflight('content-type,authorization')).toEqual([200, 'content-type,authorization', null]);
  expect(await preflight('x-custom')).toEqual([200, null, 'Unsupported header requested in preflight']);
});

test('clientlogin under origin=* passes, with a token from elsewhere, and its cookies are a session', async () => {
  const browser = new Browser(wiki());
  const [username, password] = alice;
  const logintoken = await browser.token('login');
  const fields = { action: 'clientlogin', username, password, logintoken, loginreturnurl: app };
  expect((await browser.post(fields, '?origin=*', { Origin: app })).clientlogin.status).toBe('PASS');
  expect(await browser.who()).toBe('Alice');
});

test('REST: nothing by default, * if allowed, the origin itself for a signed-in user of an allowed page', async () => {
  const allow = async (options: object, origin: string, signedIn = false) => {
    const browser = new Browser(createTestWiki({ crossSiteAJAXdomains: ['app.example'], ...options }));
    if (signedIn) await browser.login(...alice);
    await browser.rest('GET', '/v1/page/Main_Page', undefined, { Origin: origin });
    return browser.response.headers.get('access-control-allow-origin');
  };
  const both = { allowCrossOrigin: true, restAllowCrossOriginCookieAuth: true };
  expect(await allow({}, app)).toBeNull();
  expect(await allow({ allowCrossOrigin: true }, app, true)).toBe('*');
  expect(await allow(both, app, true)).toBe(app);
  expect(await allow(both, app)).toBe('*');
  expect(await allow(both, 'https://evil.example', true)).toBe('*');
});

test('REST: preflights list the methods of the route, and MediaWiki’s typo', async () => {
  const { rest, fetch } = wiki();
  const response = await fetch(`${rest}/v1/page/X`, { method: 'OPTIONS' });
  expect([response.status, response.headers.get('access-control-allow-methods')]).toEqual([204, 'HEAD, GET, PUT']);
  expect(response.headers.get('access-control-allow-headers')).toMatch(/Authorization, If-Mach,/u);
});

test('REST: nobody may write from another origin', async () => {
  const body = { title: 'T', source: 'x', comment: 'c', token: '+\\' };
  const browser = new Browser(wiki());
  const denied = { error: 'rest-cross-origin-anon-write', httpCode: 403, httpReason: 'Forbidden' };
  expect(await browser.rest('POST', '/v1/page', body, { Origin: 'https://evil.example' })).toEqual(denied);
  expect(await browser.rest('POST', '/v1/page', body, { Origin: app })).toMatchObject({ title: 'T' });
});
