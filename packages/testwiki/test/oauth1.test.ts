import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createTestWiki, type OwnerOnlyKeys, type TestWikiOptions } from '../src/index.ts';
import { Browser } from './browser.ts';

const oauthConsumers = {
  bot: { secret: 'bot-secret', ownerOnly: 'Alice', oauthVersion: 1 },
  weak: { secret: 'weak-secret', ownerOnly: 'Alice', oauthVersion: 1, grants: ['basic'] },
  two: { secret: 'two-secret', ownerOnly: 'Alice' },
} as const;

const now = Date.UTC(2026, 10, 20);
const open = (options: TestWikiOptions = {}) =>
  new Browser(createTestWiki({ oauthConsumers, clock: () => now, ...options }));

const escape = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/gu, (sign) => `%${sign.codePointAt(0)!.toString(16).toUpperCase()}`);

/** Signs by node:crypto, with what is to be wrong in `given`. */
function signed(
  { consumerKey, consumerSecret, accessToken, accessSecret }: OwnerOnlyKeys,
  [method, url, form = {}]: readonly [method: string, url: string, form?: Record<string, string>],
  given: Record<string, string> = {},
): { Authorization: string } {
  const { origin, pathname, searchParams } = new URL(url);
  const own: Record<string, string> = {
    oauth_consumer_key: consumerKey,
    oauth_token: accessToken,
    oauth_nonce: crypto.randomUUID(),
    oauth_timestamp: String(now / 1000),
    oauth_signature_method: 'HMAC-SHA1',
    ...given,
  };
  const all = { ...Object.fromEntries(searchParams), ...form, ...own };
  const pairs = Object.entries(all).map((pair) => pair.map(escape).join('='));
  const base = [method, origin + pathname, pairs.toSorted().join('&')].map(escape).join('&');
  const hmac = createHmac('sha1', `${escape(consumerSecret)}&${escape(accessSecret)}`).update(base);
  const header = { oauth_signature: hmac.digest('base64'), ...own, ...given };
  const text = Object.entries(header).map(([name, value]) => `${name}="${escape(value)}"`);
  return { Authorization: `OAuth ${text.join(', ')}` };
}

const userinfo = { action: 'query', meta: 'userinfo', format: 'json', formatversion: '2' };
const query = (browser: Browser) => `${browser.wiki.api}?${new URLSearchParams(userinfo)}`;

async function who(browser: Browser, given: Record<string, string> = {}, keys: Partial<OwnerOnlyKeys> = {}) {
  const all = { ...browser.wiki.oauth.ownerOnlyKeys('bot'), ...keys };
  return browser.get(userinfo, signed(all, ['GET', query(browser)], given));
}

test('a signed request is its owner’s; a form is signed, and reads and writes as the grants allow', async () => {
  const browser = open();
  expect((await who(browser)).query.userinfo.name).toBe('Alice');
  for (const [consumer, outcome] of [
    ['bot', { edit: { result: 'Success' } }],
    ['weak', { error: { code: 'permissiondenied' } }],
  ] as const) {
    const keys = browser.wiki.oauth.ownerOnlyKeys(consumer);
    const tokens = { action: 'query', meta: 'tokens', format: 'json', formatversion: '2' };
    const url = `${browser.wiki.api}?${new URLSearchParams(tokens)}`;
    const token = (await browser.get(tokens, signed(keys, ['GET', url]))).query.tokens.csrftoken;
    const edit = { format: 'json', formatversion: '2', action: 'edit', title: consumer, text: 'a b+c ü (*)', token };
    expect(await browser.post(edit, '', signed(keys, ['POST', browser.wiki.api, edit]))).toMatchObject(outcome);
  }
  expect(browser.wiki.text('bot')).toBe('a b+c ü (*)');
});

test('each refusal, by its words; nothing is done as nobody', async () => {
  const used = 'n'.repeat(32);
  const late = String(now / 1000 - 301);
  for (const [given, keys, why] of [
    [{}, { consumerSecret: 'x' }, 'Invalid signature'],
    [{}, { accessSecret: 'x' }, 'Invalid signature'],
    [{ oauth_signature: 'bm9uZQ==' }, {}, 'Invalid signature'],
    [{}, { consumerKey: 'nosuch' }, 'Invalid consumer'],
    [{}, { consumerKey: 'two' }, 'Invalid consumer'],
    [{}, { accessToken: 'x' }, 'No approved grant was found for that authorization token.'],
    [{ oauth_timestamp: late }, {}, `Expired timestamp, yours ${late}, ours ${now / 1000}`],
    [{ oauth_timestamp: String(now / 1000 + 301) }, {}, /^Expired timestamp/u],
    [{ oauth_timestamp: '' }, {}, /^Missing timestamp/u],
    [{ oauth_nonce: used }, {}, `Nonce already used: ${used}`],
    [{ oauth_nonce: '' }, {}, /^Missing nonce/u],
    [{ oauth_signature_method: 'PLAINTEXT' }, {}, "Signature method 'PLAINTEXT' not supported"],
    [{ oauth_version: '2.0' }, {}, "OAuth version '2.0' not supported"],
  ] as const) {
    const browser = open();
    await who(browser, { oauth_nonce: used });
    const { error } = await who(browser, given, keys);
    expect(error.code).toBe('mwoauth-invalid-authorization');
    const said = error.info.replace('The authorization headers in your request are not valid: ', '');
    expect(said).toEqual(typeof why === 'string' ? why : expect.stringMatching(why));
  }
});

test('five minutes either way are no matter, nor is the order of nonces', async () => {
  const browser = open();
  for (const seconds of [-300, 300, 0])
    expect((await who(browser, { oauth_timestamp: String(now / 1000 + seconds) })).query.userinfo.name).toBe('Alice');
});

test('what is signed is the URL and the form, not a multipart body', async () => {
  const browser = open();
  const keys = browser.wiki.oauth.ownerOnlyKeys('bot');
  const other = `${query(browser)}&uselang=de`;
  const { error } = await browser.get(userinfo, signed(keys, ['GET', other]));
  expect(error.info).toMatch(/Invalid signature/u);
  const body = new FormData();
  for (const [name, value] of Object.entries(userinfo)) body.append(name, value);
  const headers = signed(keys, ['POST', browser.wiki.api]);
  const answer = await browser.send(browser.wiki.api, { method: 'POST', body, headers });
  expect(await answer.json()).toMatchObject({ query: { userinfo: { name: 'Alice' } } });
});

test('the signature is for the address that the wiki calls itself by', async () => {
  const browser = open({ origin: 'https://wiki.example' });
  const alias = query(browser).replace('wiki.example', 'alias.example');
  const keys = browser.wiki.oauth.ownerOnlyKeys('bot');
  const ask = async (address: string) =>
    (await browser.send(alias, { headers: signed(keys, ['GET', address]) })).json();
  expect(await ask(alias)).toMatchObject({ error: { code: 'mwoauth-invalid-authorization' } });
  expect(await ask(query(browser))).toMatchObject({ query: { userinfo: { name: 'Alice' } } });
});

test('REST: a signature that is no good is 403 since 1.45; before, the call is nobody’s', async () => {
  for (const [version, outcome] of [
    ['1.43', { title: 'Main Page' }],
    ['1.45', { errorKey: 'mwoauth-invalid-authorization', httpCode: 403 }],
  ] as const) {
    const browser = open({ version });
    const keys = { ...browser.wiki.oauth.ownerOnlyKeys('bot') };
    const url = `${browser.wiki.rest}/v1/page/Main_Page`;
    const bad = signed({ ...keys, accessSecret: 'x' }, ['GET', url]);
    expect(await browser.rest('GET', '/v1/page/Main_Page', undefined, bad)).toMatchObject(outcome);
    const draft = { title: 'R', source: 'x', comment: '' };
    const good = signed(keys, ['POST', `${browser.wiki.rest}/v1/page`]);
    expect(await browser.rest('POST', '/v1/page', draft, good)).toMatchObject({ title: 'R' });
  }
});

test('a token that was revoked, a consumer of the other version, a wiki without the extension', async () => {
  const browser = open();
  const keys = browser.wiki.oauth.ownerOnlyKeys('bot');
  browser.wiki.oauth.revoke(keys.accessToken);
  expect((await who(browser)).error.info).toMatch(/No approved grant/u);
  const grant = { grant_type: 'client_credentials', client_id: 'bot', client_secret: 'bot-secret' };
  const body = new URLSearchParams(grant);
  const answer = await browser.send(`${browser.wiki.rest}/oauth2/access_token`, { method: 'POST', body });
  expect(answer.status).toBe(401);
  expect(() => browser.wiki.oauth.ownerOnlyKeys('two')).toThrow(TypeError);
  const flow = { secret: 's', callbackUrl: 'https://app.example/', oauthVersion: 1 } as const;
  expect(() => createTestWiki({ oauthConsumers: { flow } })).toThrow(/ownerOnly/u);
  const without = new Browser(createTestWiki());
  const unread = await without.get(userinfo, signed(keys, ['GET', query(without)]));
  expect(unread.query.userinfo.anon).toBe(true);
});
