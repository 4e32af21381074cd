import { inspect } from 'node:util';
import { createWiki, type WikiOptions } from '@mwkit/node';
import { oauth1, type OAuth1Keys } from '@mwkit/node/oauth';
import { createTestWiki, type TestWikiOptions } from '@mwkit/testwiki';
import { expect, test } from 'vitest';

const userAgent = 'mwkit-tests/1.0 (https://example.org; me@example.org)';
const oauthConsumers = { bot: { secret: 'bot-secret', ownerOnly: 'Alice', oauthVersion: 1 } } as const;

function open(options: TestWikiOptions = {}, wrong: Partial<OAuth1Keys> = {}, more: Partial<WikiOptions> = {}) {
  const testwiki = createTestWiki({ version: '1.45', oauthConsumers, ...options });
  const { api, fetch } = testwiki;
  const keys = testwiki.oauth.ownerOnlyKeys('bot');
  const wiki = createWiki(api, { userAgent, fetch, signer: oauth1({ ...keys, ...wrong }), ...more });
  return { testwiki, keys, wiki };
}

const userinfo = { meta: 'userinfo' } as const;
const draft = (title: string) => ({ body: { title, source: 'x', comment: '' } });

test('both APIs take what is signed: reads, writes, a long query, awkward texts', async () => {
  const { wiki, testwiki } = open();
  expect((await wiki.get('query', userinfo)).query?.userinfo?.name).toBe('Alice');
  const text = `it's (50 %) *more* + "ü" 𝒳 & so=on !~`;
  await wiki.post('edit', { title: 'It’s (a) *page*!', text });
  expect(testwiki.text('It’s (a) *page*!')).toBe(text);
  // too long for a URL: a form
  await wiki.get('query', { titles: Array.from({ length: 40 }, (_, i) => `${i} ${'x'.repeat(200)}`) });
  expect(testwiki.requests.at(-1)).toMatchObject({ method: 'POST', action: 'query' });
  await wiki.rest.post('/v1/page', draft("R's (2)"));
  const page = await wiki.rest.get('/v1/page/{title}', { path: { title: "R's (2)" } });
  expect(page.source).toBe('x');
});

test('an upload is signed without its body, which is multipart', async () => {
  const { wiki } = open({
    uploads: true,
    oauthConsumers: {
      bot: { ...oauthConsumers.bot, grants: ['basic', 'uploadfile', 'editpage', 'createeditmovepage'] },
    },
  });
  const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
  const outcome = await wiki.upload(new Blob([gif], { type: 'image/gif' }), { filename: 'Dot.gif' });
  expect(outcome.result).toBe('Success');
});

test('a redirect of the wiki is signed anew', async () => {
  const { wiki, testwiki } = open({ pages: { 'Some page': 'x' } });
  const page = await wiki.rest.get('/v1/page/{title}', { path: { title: 'some page' } });
  expect(page.title).toBe('Some page');
  expect(testwiki.requests.map(({ status }) => status)).toEqual([301, 200]);
});

test('each attempt is signed anew: a retry is no nonce that was used', async () => {
  const { wiki, testwiki } = open();
  const stop = testwiki.intercept(async (request) => {
    stop();
    // the wiki sees the request and its nonce; then something before the wiki fails
    await testwiki.fetch(request);
    return new Response('', { status: 503, headers: { 'retry-after': '0' } });
  });
  expect((await wiki.get('query', userinfo)).query?.userinfo?.name).toBe('Alice');
});

test.each([
  ['consumerKey', 'Invalid consumer'],
  ['consumerSecret', 'Invalid signature'],
  ['accessToken', 'No approved grant'],
  ['accessSecret', 'Invalid signature'],
] as const)('a wrong %s is an error of the wiki, with its words and no key', async (name, why) => {
  const { wiki, keys } = open({}, { [name]: 'a-wrong-key-of-mine' });
  const error: unknown = await wiki.get('query', userinfo).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'ApiError', code: 'mwoauth-invalid-authorization' });
  expect(String(error)).toContain(why);
  const told = inspect(error, { showHidden: true, depth: Infinity }) + inspect(wiki, { showHidden: true, depth: 9 });
  for (const key of [keys.consumerSecret, keys.accessSecret, 'a-wrong-key-of-mine']) expect(told).not.toContain(key);
});

test('a clock that is wrong by more than five minutes is told by the wiki', async () => {
  const { wiki } = open({ clock: () => Date.now() + 400_000 });
  await expect(wiki.get('query', userinfo)).rejects.toThrow(/Expired timestamp, yours \d+, ours \d+/u);
});

for (const version of ['1.43', '1.45'] as const)
  test(`${version}: REST writes nothing as nobody where the keys are no good any more`, async () => {
    const { wiki, testwiki, keys } = open({ version });
    await wiki.rest.post('/v1/page', draft('First'));
    testwiki.oauth.revoke(keys.accessToken);
    const late = createWiki(testwiki.api, { userAgent, fetch: testwiki.fetch, signer: oauth1(keys) });
    const refused = { code: 'mwoauth-invalid-authorization' };
    await expect(late.rest.post('/v1/page', draft('Second'))).rejects.toMatchObject(refused);
    expect([testwiki.text('First'), testwiki.text('Second')]).toEqual(['x', undefined]);
  });

test('nothing is signed for another origin, and what is told of requests holds no signature', async () => {
  const sent: string[] = [];
  const told: unknown[] = [];
  const { wiki, testwiki, keys } = open({}, {}, { onExchange: (exchange) => told.push(exchange) });
  const asked = createWiki(testwiki.api, {
    userAgent,
    signer: oauth1(keys),
    onExchange: (exchange) => told.push(exchange),
    async fetch(url, init) {
      const authorization = new Headers(init.headers).get('authorization') ?? '';
      sent.push(`${url} ${authorization}`);
      const { hostname } = new URL(url);
      if (hostname === 'wiki.example') return Response.redirect('https://evil.example/w/api.php', 307);
      return Response.json({ authorization });
    },
  });
  await wiki.get('query', userinfo);
  await expect(asked.get('query', userinfo)).rejects.toMatchObject({ code: 'redirected-elsewhere' });
  expect(sent).toHaveLength(1);
  const [, signature = ''] = /oauth_signature="([^"]+)"/u.exec(sent[0] ?? '') ?? [];
  expect(JSON.stringify(told)).not.toMatch(new RegExp(`${signature}|${keys.accessToken}`, 'u'));
});

test('a server that repeats the header learns nothing that an error tells', async () => {
  let header = '';
  const { wiki } = open(
    {},
    {},
    {
      async fetch(_url, init) {
        header = new Headers(init.headers).get('authorization') ?? '';
        const errors = [{ code: 'odd', text: header, data: { header: decodeURIComponent(header) } }];
        return Response.json({ errors });
      },
    },
  );
  const error: unknown = await wiki.get('query', userinfo).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'odd' });
  const [, signature = ''] = /oauth_signature="([^"]+)"/u.exec(header) ?? [];
  const told = inspect(error, { showHidden: true, depth: Infinity });
  for (const form of [signature, decodeURIComponent(signature)]) expect(told).not.toContain(form);
});

test('options that do not go together are refused', () => {
  const { keys, testwiki } = open();
  const signer = oauth1(keys);
  for (const options of [{ signer, bearer: 'x' }, { signer, as: 'anonymous' }, { signer: keys }, { signer: null }])
    expect(() => createWiki(testwiki.api, { userAgent, ...(options as object) })).toThrow(/signer/u);
});
