import { expect, test } from 'vitest';
import { api, app, open, origin } from './gateway.ts';

const rest = `${origin}/test/rest.php`;
const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** The code of a refusal, of either API; else the status alone. */
async function outcome(response: Response): Promise<string> {
  const text = await response.text();
  const [, code = ''] = /"(?:code|errorKey)":"([^"]+)"/u.exec(text) ?? [];
  return `${response.status} ${code}`.trim();
}

/** Calls of the app's page as nobody, and what of them has reached the wiki. */
function caller(...args: Parameters<typeof open>) {
  const opened = open(...args);
  const seen: Request[] = [];
  opened.testwiki.intercept(async (request) => void seen.push(request));
  const call = (url: string, init: RequestInit = {}) =>
    opened.ask(new Request(url, { ...init, headers: { origin: app, ...(init.headers as object) } }));
  const post = (body: string, query = '') => call(api + query, { method: 'POST', headers: form, body });
  return { ...opened, seen, call, post };
}

test('calls of pages that are not listed, and what is no call of a page, are refused before anything', async () => {
  const { ask, seen, browser, signIn } = caller();
  await signIn();
  const cookie = [...(browser.cookies.get('gateway.example') ?? [])].map((pair) => pair.join('=')).join('; ');
  seen.length = 0;
  const url = `${api}?action=query&meta=userinfo`;
  for (const headers of [
    {},
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `${app}.evil.example` },
    { origin: `${app}, https://evil.example` },
    // a script or picture element, a link or a form
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
    { origin: app, 'sec-fetch-mode': 'navigate' },
    // the gateway's own origin is no app here
    { 'sec-fetch-site': 'same-origin' },
    { origin },
  ]) {
    for (const path of [url, `${rest}/v1/page/A`, `${origin}/test/session`]) {
      const response = await ask(new Request(path, { headers: { ...headers, cookie } }));
      expect(await outcome(response)).toBe('403 gateway-origin-refused');
      if (!('origin' in headers && headers.origin === app))
        expect(response.headers.get('access-control-allow-origin')).toBe(null);
    }
    const signOut = new Request(`${origin}/test/sign-out`, { method: 'POST', headers: { ...headers, cookie } });
    expect((await ask(signOut)).status).toBe(403);
  }
  const preflight = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
  const told = await ask(new Request(api, { method: 'OPTIONS', headers: preflight }));
  expect([told.status, told.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  expect(seen).toEqual([]);
  expect((await ask(new Request(url, { headers: { origin: app, cookie } }))).status).toBe(200);
});

test('an app on the gateway’s own origin calls without an Origin header', async () => {
  const { ask } = caller({}, { apps: [origin] });
  const headers = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' };
  const response = await ask(new Request(`${api}?action=query&meta=siteinfo`, { headers }));
  expect(await outcome(response)).toBe('200');
});

test('`origin` and `crossorigin` are MediaWiki’s, and end here', async () => {
  const { signIn, browser, ask, seen } = caller();
  await signIn();
  const cookie = [...(browser.cookies.get('gateway.example') ?? [])].map((pair) => pair.join('=')).join('; ');
  const name = async (parameter: string) => {
    const url = `${api}?action=query&meta=userinfo&formatversion=2${parameter}`;
    const response = await ask(new Request(url, { headers: { origin: app, cookie } }));
    const { query, error } = (await response.json()) as {
      query?: { userinfo: { name: string } };
      error?: { code: string };
    };
    return query?.userinfo.name ?? error?.code;
  };
  expect(await name(`&origin=${app}`)).toBe('Alice');
  // by these nobody is somebody by a cookie
  expect(await name('&origin=*')).not.toBe('Alice');
  expect(await name('&crossorigin=1')).not.toBe('Alice');
  expect(await name('&origin=https://evil.example')).toBe('gateway-origin-refused');
  expect(seen.filter(({ url }) => /origin/u.test(new URL(url).search))).toEqual([]);
});

test('modules that are not allowed, wherever and however they are named', async () => {
  const { call, post, seen } = caller();
  for (const action of ['centralauthtoken', 'login', 'logout', 'clientlogin', 'createaccount', 'block', 'userrights'])
    expect(await outcome(await post(`action=${action}`))).toBe('403 gateway-module-refused');
  for (const query of [
    '?action=query&action=block',
    '?action=block&action=query',
    '?action=query&callback=f',
    '?action=query&+action=block',
    '?action=query&%20action=block',
    '?action=query&action[]=block',
    '?action=query&.action=block',
    '?action=query&action%00=block',
    '?action=query&centralauthtoken=x',
    '?action=query&oauth_token=x',
    '?action=query&format=jsonfm',
    '?action=query&format=xml',
    '?meta=userinfo',
  ])
    expect(await outcome(await call(api + query)), query).toBe('400 gateway-parameter-refused');
  expect(await outcome(await post('action=block', '?action=query'))).toBe('400 gateway-parameter-refused');
  expect(await outcome(await post('action=query&origin=*'))).toBe('400 gateway-parameter-refused');
  expect(await outcome(await call(`${api}?action=query|block`))).toBe('403 gateway-module-refused');
  expect(await outcome(await call(`${api}?action=Query`))).toBe('403 gateway-module-refused');
  const text = await call(`${api}?action=query`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: 'x',
  });
  expect(await outcome(text)).toBe('400 gateway-parameter-refused');
  expect(await outcome(await post('action=edit&title=A&text=x'))).toBe('401 gateway-not-signed-in');
  expect(await outcome(await call(api, { method: 'PUT', body: 'x' }))).toBe('405 gateway-bad-method');
  expect(seen).toEqual([]);
});

test('a configuration names modules and submodules of its own', async () => {
  const { call } = caller({}, { wiki: { modules: ['query+siteinfo', 'parse'] } });
  const outcomes = ['meta=siteinfo', 'meta=siteinfo|userinfo', 'meta=%1Fuserinfo%1Fsiteinfo', 'prop=info', ''].map(
    async (query) => outcome(await call(`${api}?action=query&${query}`)),
  );
  const refused = '403 gateway-module-refused';
  expect(await Promise.all(outcomes)).toEqual(['200', refused, refused, refused, refused]);
});

test('what is sent on is written anew, files too', async () => {
  const { browser, signIn, seen } = caller({ uploads: true });
  await signIn();
  const wiki = browser.wikiIn(app, api, { as: 'user' });
  const png = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='), (c) => c.charCodeAt(0)); // prettier-ignore
  const done = await wiki.upload(new Blob([png]), { filename: 'Pixel.png', comment: '' });
  expect(done.result).toBe('Success');
  const last = seen.findLast(({ method }) => method === 'POST');
  // were the body too large for PHP, the call would still be the one that was checked
  expect(new URL(last?.url ?? '').search).toBe('?action=upload&format=json');
  const fields = [...((await last?.formData()) ?? [])].map(([name, value]) =>
    typeof value === 'string' ? name : `${name} ${value.name}`,
  );
  expect(fields).toContain('filename');
  expect(fields).toContain('file file');
  expect(fields).not.toContain('action');
});

test('routes that are not allowed, however they are written', async () => {
  const { call, seen } = caller();
  for (const path of [
    '/oauth2/resource/profile',
    '/oauth2/access_token',
    '/v1/../oauth2/resource/profile',
    '/v1/%2e%2e/oauth2/resource/profile',
    '/v1/%2E./oauth2',
    '/v1/..%2foauth2/resource/profile',
    '/v1/%2e%2e%2foauth2',
    '/v1/%252e%252e/oauth2',
    String.raw`/v1/..\oauth2`,
    '/v1/..%5coauth2',
    '/v1/..;/oauth2',
    '/v1;/oauth2',
    '/v1%2f..%2foauth2',
    '//v1/page/A',
    '/v1x/page/A',
    '/V1/page/A',
    '/@evil.example/',
    '//evil.example/v1',
    '/v1/page/%00',
    '',
    '/',
  ])
    expect(await outcome(await call(rest + path)), path).toMatch(
      /^(403 gateway-route-refused|404 gateway-unknown-route)$/u,
    );
  expect(await outcome(await call(`${origin}/te%73t/rest.php/v1/page/A`))).toBe('403 gateway-route-refused');
  expect(seen).toEqual([]);
  expect((await call(`${rest}/v1/page/Main%20Page`)).status).toBe(200);
  expect(await outcome(await call(`${rest}/v1/page/A%2FB%3F`))).toMatch(/^404 rest-/u);
  expect(await outcome(await call(`${rest}/v1/page/A?a.b=c`))).toBe('400 gateway-parameter-refused');
  expect(await outcome(await call(`${rest}/v1/page`, { method: 'POST', body: '{}' }))).toBe(
    '401 gateway-not-signed-in',
  );
});

test('the wiki learns nothing of the visitor, and the visitor gets nothing of the wiki’s', async () => {
  const { call, testwiki, seen } = caller();
  testwiki.intercept(async () =>
    Response.json(
      {},
      { headers: { 'set-cookie': 'a=b', 'access-control-allow-origin': '*', server: 'x', etag: '"1"' } },
    ),
  );
  const response = await call(`${api}?action=query`, {
    headers: {
      cookie: 'a=b',
      'x-forwarded-for': '192.0.2.7',
      forwarded: 'for=192.0.2.7',
      referer: `${app}/secret`,
      'user-agent': 'Browser',
      'api-user-agent': 'App/1.0',
      'accept-language': 'de',
    },
  });
  const sent = [...(seen[0]?.headers ?? [])].map(([name]) => name);
  expect(sent.toSorted()).toEqual(['accept-language', 'user-agent']);
  expect(seen[0]?.headers.get('user-agent')).toBe(`App/1.0 mwkit-gateway (${origin})`);
  expect(Object.fromEntries(response.headers)).toEqual({
    'access-control-allow-credentials': 'true',
    'access-control-allow-origin': app,
    'access-control-expose-headers': expect.stringContaining('MediaWiki-API-Error'),
    'cache-control': 'private, no-store',
    'content-security-policy': "sandbox; default-src 'none'",
    'content-type': 'application/json',
    etag: '"1"',
    vary: 'Origin',
    'x-content-type-options': 'nosniff',
  });
  expect(await outcome(await call(`${api}?action=query`, { headers: { 'api-user-agent': 'é' } }))).toBe(
    '400 gateway-parameter-refused',
  );
});

test('redirects are followed within what is allowed', async () => {
  const { call, testwiki, seen } = caller();
  let location = '';
  testwiki.intercept(async ({ url }) =>
    url.includes('Elsewhere') ? new Response(null, { status: 307, headers: { location } }) : undefined,
  );
  for (location of ['https://evil.example/w/rest.php/v1/page/A', '/w/rest.php/oauth2/resource/profile', '/w/index.php'])
    expect(await outcome(await call(`${rest}/v1/page/Elsewhere`))).toBe('502 gateway-wiki-redirects');
  expect(seen.every(({ url }) => url.includes('Elsewhere'))).toBe(true);
  location = '/w/rest.php/v1/page/Main%20Page';
  expect((await call(`${rest}/v1/page/Elsewhere`)).status).toBe(200);
  location = '/w/rest.php/v1/page/Elsewhere';
  expect(await outcome(await call(`${rest}/v1/page/Elsewhere`))).toBe('502 gateway-wiki-redirects');
  location = '/w/index.php';
  expect(await outcome(await call(`${api}?action=query&titles=Elsewhere`))).toBe('502 gateway-wiki-redirects');
});

test('names of wikis and routes that there are none of', async () => {
  const { call } = caller();
  for (const path of ['/other/api.php?action=query', '/constructor/session', '/__proto__/rest.php/v1/page/A'])
    expect(await outcome(await call(origin + path))).toBe('404 gateway-unknown-wiki');
  for (const path of ['/', '/test', '/test/', '/test/api.php/x', '/test/index.php', '/metrics'])
    expect(await outcome(await call(origin + path))).toBe('404 gateway-unknown-route');
});
