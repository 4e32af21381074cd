import { expect, test } from 'vitest';
import { createTestWiki, type TestWikiOptions } from '../src/index.ts';
import { Browser } from './browser.ts';

const callbackUrl = 'https://app.example/callback';
const consumers = {
  web: { secret: 'web-secret', callbackUrl },
  spa: { secret: 'spa-secret', callbackUrl, confidential: false },
  own: { secret: 'own-secret', ownerOnly: 'Alice' },
};
const verifier = 'v'.repeat(43);
const challenge = '7w_YNF9DSfIdPf_pRjSq646_kPr-2-o9NAl16JGghdM';

const open = (options: TestWikiOptions = {}) =>
  new Browser(createTestWiki({ version: '1.45', oauthConsumers: consumers, ...options }));

const ask = (more: Record<string, string> = {}) => ({
  response_type: 'code',
  client_id: 'web',
  redirect_uri: callbackUrl,
  state: 'the-state',
  code_challenge: verifier,
  ...more,
});

/** Follows the redirects of an authorization to the first address that is not the wiki's. */
async function authorize(browser: Browser, parameters: Record<string, string>) {
  const hops: string[] = [];
  let url = new URL(`${browser.wiki.rest}/oauth2/authorize?${new URLSearchParams(parameters)}`);
  for (;;) {
    const { status, headers } = await browser.send(url);
    url = new URL(headers.get('location') ?? '', url);
    hops.push(`${status} ${url.searchParams.get('title') ?? url.host}`);
    if (status < 300 || status >= 400 || url.origin !== browser.wiki.origin) return { url, hops, status };
  }
}

async function post(browser: Browser, form: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await browser.send(`${browser.wiki.rest}/oauth2/access_token`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers,
  });
  return { status: response.status, body: (await response.json()) as Record<string, any> }; // eslint-disable-line
}

const exchange = (code: string, more: Record<string, string> = {}) => ({
  grant_type: 'authorization_code',
  client_id: 'web',
  client_secret: 'web-secret',
  redirect_uri: callbackUrl,
  code_verifier: verifier,
  code,
  ...more,
});

async function codeOf(browser: Browser, more: Record<string, string> = {}): Promise<string> {
  const { url } = await authorize(browser, ask({ user: 'Alice', ...more }));
  return url.searchParams.get('code') ?? '';
}

const signIn = async (browser: Browser) => (await post(browser, exchange(await codeOf(browser)))).body;

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const who = (browser: Browser, token: string) => browser.get({ action: 'query', meta: 'userinfo' }, bearer(token));
const claims = (jwt: string) => JSON.parse(atob((jwt.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')));

test('an authorization goes by the sign-in and the approval back to the client', async () => {
  const { url, hops } = await authorize(open(), ask({ user: 'Alice' }));
  expect(hops).toEqual(['307 Special:UserLogin', '302 Special:OAuth/approve', '302 app.example']);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    code: expect.stringMatching(/^\w{50,}$/u),
    state: 'the-state',
  });
});

test('a denial is called unauthorized_client, and comes without state', async () => {
  const { url } = await authorize(open(), ask({ deny: '1' }));
  expect([...url.searchParams.keys()]).toEqual(['error', 'error_description', 'message']);
  expect(url.searchParams.get('error')).toBe('unauthorized_client');
});

test('what is wrong with an authorization is told the user, not the client', async () => {
  const { response_type: _, ...untyped } = ask();
  const { code_challenge: __, ...unchallenged } = ask({ client_id: 'spa' });
  for (const [parameters, status] of [
    [ask({ client_id: 'nosuch' }), 401],
    [ask({ redirect_uri: 'https://evil.example/' }), 401],
    [untyped, 400],
    [unchallenged, 400],
    [ask({ scope: 'delete' }), 400],
  ] as const) {
    const browser = open();
    expect((await authorize(browser, parameters)).status).toBe(status);
    expect(browser.response.headers.get('content-type')).toMatch(/html/u);
  }
});

test('without a choice in the URL there is a page to choose on', async () => {
  const browser = open();
  await authorize(browser, ask());
  const [, href = ''] = /href="([^"]+user=Alice)"/u.exec(await browser.response.text()) ?? [];
  const { headers } = await browser.send(new URL(href.replaceAll('&amp;', '&'), browser.wiki.origin));
  expect(headers.get('location')).toMatch(/^https:\/\/app\.example\/callback\?code=\w+&state=the-state$/u);
});

test('a code becomes tokens, once, for the right client and verifier', async () => {
  const browser = open();
  const code = await codeOf(browser, { code_challenge: challenge, code_challenge_method: 'S256' });
  expect(await post(browser, exchange(code, { code_verifier: 'w'.repeat(43) }))).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant', message: expect.any(String) },
  });
  for (const wrong of [{ client_secret: 'x' }, { client_id: 'nosuch' }])
    expect(await post(browser, exchange(code, wrong))).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
  const others = exchange(code, { client_id: 'spa', client_secret: 'spa-secret' });
  expect(await post(browser, others)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });

  const { status, body } = await post(browser, exchange(code));
  expect([status, body['token_type'], body['expires_in']]).toEqual([200, 'Bearer', 3600]);
  expect(browser.response.headers.get('cache-control')).toBe('no-store');
  expect((await who(browser, body['access_token'])).query.userinfo.name).toBe('Alice');
  expect(await post(browser, exchange(code))).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
});

test('the times in the token are floats', async () => {
  const { iat, nbf, exp, aud, sub, scopes } = claims((await signIn(open()))['access_token']);
  for (const time of [iat, nbf, exp]) expect(Number.isInteger(time)).toBe(false);
  expect([aud, sub, scopes]).toEqual(['web', '1', ['basic', 'highvolume', 'editpage', 'createeditmovepage']]);
  expect(exp - iat).toBeCloseTo(3600, 3);
});

test('the token endpoint takes forms only, and Basic for the client', async () => {
  const browser = open();
  const url = '/oauth2/access_token';
  await browser.rest('POST', url, {});
  expect(browser.response.status).toBe(415);
  await browser.rest('GET', url);
  expect(browser.response.status).toBe(405);
  expect(await post(browser, {})).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  const odd = { grant_type: 'password' };
  expect(await post(browser, odd)).toMatchObject({ status: 400, body: { error: 'unsupported_grant_type' } });
  const { client_id: _, client_secret: __, ...form } = exchange(await codeOf(browser));
  expect(await post(browser, form, { Authorization: `Basic ${btoa('web:web-secret')}` })).toMatchObject({
    status: 200,
  });
});

test('a refresh gives new tokens and ends the old ones', async () => {
  const browser = open();
  const first = await signIn(browser);
  const { query } = await browser.get({ action: 'query', meta: 'tokens' }, bearer(first['access_token']));
  const refresh = (refresh_token: string, more: Record<string, string> = {}) =>
    post(browser, {
      grant_type: 'refresh_token',
      client_id: 'web',
      client_secret: 'web-secret',
      refresh_token,
      ...more,
    });
  const others = { client_id: 'spa', client_secret: 'spa-secret' };
  expect(await refresh(first['refresh_token'], others)).toMatchObject({
    status: 401,
    body: { error: 'invalid_request' },
  });
  const { body: second } = await refresh(first['refresh_token']);
  expect((await who(browser, first['access_token'])).error.code).toBe('mwoauth-invalid-authorization');
  for (const dead of [first['refresh_token'], 'garbage'])
    expect(await refresh(dead)).toMatchObject({ status: 401, body: { error: 'invalid_request' } });
  const edit = { action: 'edit', title: 'T', text: 'x', token: query.tokens.csrftoken };
  expect((await browser.post(edit, '', bearer(second['access_token']))).edit.result).toBe('Success');
});

test('a public client needs no secret for a code, but one to refresh', async () => {
  const browser = open();
  const { client_secret: _, ...form } = exchange(await codeOf(browser, { client_id: 'spa' }), { client_id: 'spa' });
  const { status, body } = await post(browser, form);
  expect(status).toBe(200);
  const refresh = { grant_type: 'refresh_token', client_id: 'spa', refresh_token: body['refresh_token'] };
  expect(await post(browser, refresh)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  expect(await post(browser, { ...refresh, client_secret: 'spa-secret' })).toMatchObject({ status: 200 });
});

test('client_credentials are nobody’s, or the owner’s for an hour', async () => {
  const browser = open();
  const grant_type = 'client_credentials';
  const { body: web } = await post(browser, { grant_type, client_id: 'web', client_secret: 'web-secret' });
  expect(web).not.toHaveProperty('refresh_token');
  expect((await who(browser, web['access_token'])).query.userinfo.anon).toBe(true);
  const { body: own } = await post(browser, { grant_type, client_id: 'own', client_secret: 'own-secret' });
  expect((await who(browser, own['access_token'])).query.userinfo.name).toBe('Alice');
  expect(await post(browser, { grant_type, client_id: 'spa' })).toMatchObject({ status: 401 });
});

test('the token of an owner-only consumer is good until the year 3026', async () => {
  const browser = open({ clock: () => Date.UTC(2026, 10, 20) });
  const token = browser.wiki.oauth.ownerOnlyToken('own');
  expect(new Date(claims(token).exp * 1000).getUTCFullYear()).toBe(3026);
  expect((await who(browser, token)).query.userinfo.name).toBe('Alice');
  browser.wiki.oauth.revoke(token);
  expect((await who(browser, token)).error.code).toBe('mwoauth-invalid-authorization');
  expect(() => browser.wiki.oauth.ownerOnlyToken('web')).toThrow(TypeError);
});

test('profile and scopes', async () => {
  const browser = open();
  const headers = bearer((await signIn(browser))['access_token']);
  expect(await browser.rest('GET', '/oauth2/resource/profile', undefined, headers)).toMatchObject({
    sub: 1,
    username: 'Alice',
    editcount: 1,
    registered: expect.stringMatching(/^\d{14}$/u),
    grants: ['basic', 'highvolume', 'editpage', 'createeditmovepage'],
    rights: expect.arrayContaining(['edit']),
  });
  const { scopes } = await browser.rest('GET', '/oauth2/resource/scopes', undefined, headers);
  expect(scopes).toContain('editpage');
  expect(await browser.rest('GET', '/oauth2/resource/profile')).toMatchObject({ error: 'access_denied' });
  expect(browser.response.status).toBe(401);
  const bad = await browser.rest('GET', '/oauth2/resource/profile', undefined, bearer('bad'));
  expect(bad).toMatchObject({ errorKey: 'mwoauth-invalid-authorization', httpCode: 403 });
});

test('a token is good in REST, without a csrf token, within its scopes and its hour', async () => {
  let now = Date.UTC(2026, 0, 1);
  const browser = open({ clock: () => now });
  const { body } = await post(browser, exchange(await codeOf(browser, { scope: 'basic' })));
  const draft = { title: 'R', source: 'x', comment: '' };
  const refused = await browser.rest('POST', '/v1/page', draft, bearer(body['access_token']));
  expect(refused).toMatchObject({ actionModuleErrorCode: 'permissiondenied' });
  const { access_token } = await signIn(browser);
  expect(await browser.rest('POST', '/v1/page', draft, bearer(access_token))).toMatchObject({ title: 'R' });
  now += 3_600_001;
  expect((await who(browser, access_token)).error.code).toBe('mwoauth-invalid-authorization');
});

test('a private wiki lets strangers authorize, and secrets are not kept in the list of requests', async () => {
  const browser = open({ private: true });
  const { access_token } = await signIn(browser);
  expect((await who(browser, access_token)).query.userinfo.name).toBe('Alice');
  expect(JSON.stringify(browser.wiki.requests)).not.toMatch(/def502|web-secret|vvvv/u);
});
