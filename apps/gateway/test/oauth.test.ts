import { memoryStore, type Store } from '@mwkit/gateway';
import type { TestWiki } from '@mwkit/testwiki';
import { expect, test, vi } from 'vitest';
import { api, app, open, origin } from './gateway.ts';

test('a page signs its visitor in by a cookie, and calls both APIs unchanged', async () => {
  const { testwiki, browser, signIn, log } = open();
  expect((await signIn()).href).toBe(`${app}/page?x=1`);
  const wiki = browser.wikiIn(app, api, { as: 'user' });
  expect((await wiki.get('query', { meta: 'userinfo' })).query?.userinfo?.name).toBe('Alice');
  await wiki.post('edit', { title: 'A', text: 'x' });
  expect(testwiki.text('A')).toBe('x');
  await wiki.rest.post('/v1/page', { body: { title: 'R/S', source: 'y', comment: '' } });
  expect((await wiki.rest.get('/v1/page/{title}', { path: { title: 'R/S' } })).source).toBe('y');
  const session = await browser.fetchFrom(app)(`${origin}/test/session`, { credentials: 'include' });
  expect(await session.json()).toEqual({ user: 'Alice', expiresAt: expect.closeTo(Date.now() + 2_592_000_000, -5) });
  expect(log.map(({ event, call }) => call ?? event)).toEqual([
    'sign-in-begun',
    'sign-in-ended',
    'edit',
    'POST /v1/page',
  ]);
});

test('a page of another site has a bearer for a code, which is good once and with its verifier', async () => {
  const { testwiki, browser, signIn, log } = open();
  const verifier = 'v'.repeat(43);
  const code = async () =>
    (await signIn(`&challenge=${await challengeOf(verifier)}`)).hash.slice('#mwkit-code='.length);
  const redeem = (page: string, body: object) =>
    browser.fetchFrom(page)(`${origin}/test/token`, { method: 'POST', headers: json, body: JSON.stringify(body) });
  const first = await code();
  expect(first).toMatch(/^[\w-]{43}$/u);
  const answer = await redeem(app, { code: first, verifier });
  const { bearer, user } = (await answer.json()) as { bearer: string; user: string };
  expect(user).toBe('Alice');
  expect(answer.headers.getSetCookie()).toEqual([]);
  const wiki = browser.wikiIn(app, api, { bearer });
  await wiki.post('edit', { title: 'A', text: 'x' });
  await wiki.rest.post('/v1/page', { body: { title: 'R', source: 'y', comment: '' } });
  expect(testwiki.text('R')).toBe('y');

  for (const [page, body] of [
    [app, { code: first, verifier }],
    [app, { code: await code(), verifier: 'w'.repeat(43) }],
    ['https://other.example', { code: await code(), verifier }],
    [app, { code: 'c'.repeat(43), verifier }],
    [app, { code: 1 }],
  ] as const) {
    const refused = await redeem(page, body);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { code: 'gateway-code-refused' } });
  }

  const headers = { authorization: `Bearer ${bearer}` };
  await browser.fetchFrom(app)(`${origin}/test/sign-out`, { method: 'POST', headers });
  await expect(wiki.get('query', { meta: 'userinfo' })).rejects.toMatchObject({ code: 'gateway-session-ended' });
  expect(await (await browser.fetchFrom(app)(`${origin}/test/session`, { headers })).json()).toEqual({ user: null });
  expect(JSON.stringify(log)).not.toMatch(new RegExp(`${bearer}|${first}`, 'u'));
});

test('100 calls at once on a token that the wiki has ended, through two gateways: one refresh', async () => {
  const { testwiki, browser, signIn } = open();
  await signIn();
  testwiki.oauth.expireAccessTokens();
  const before = refreshes(testwiki);
  const wikis = Array.from({ length: 100 }, () => browser.wikiIn(app, api, { as: 'user' }));
  const answers = await Promise.all(wikis.map((wiki) => wiki.get('query', { meta: 'userinfo' })));
  expect(new Set(answers.map(({ query }) => query?.userinfo?.name))).toEqual(new Set(['Alice']));
  expect(refreshes(testwiki) - before).toBe(1);
});

test('a token that is about to end is not sent: REST would take it for nobody’s', async () => {
  const { testwiki, browser, signIn } = open({ version: '1.43', clock: () => Date.now() });
  await signIn();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_580_000 });
  try {
    const before = refreshes(testwiki);
    await browser.wikiIn(app, api, { as: 'user' }).rest.get('/v1/page/{title}', { path: { title: 'Main Page' } });
    expect(refreshes(testwiki) - before).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});

test('a session that is used does not end; the browser and the store are told once a day', async () => {
  const kept = memoryStore(() => Date.now());
  let writes = 0;
  const write: Store['write'] = (...args) => {
    writes++;
    return kept.write(...args);
  };
  const { browser, signIn } = open({}, { store: { ...kept, write } });
  await signIn();
  const session = () => browser.fetchFrom(app)(`${origin}/test/session`, { credentials: 'include' });
  const begun = Date.now();
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    for (const days of [20, 40]) {
      vi.setSystemTime(begun + days * 86_400_000);
      const before = writes;
      const [first, second] = [await session(), await session()];
      expect([first, second].map(({ headers }) => headers.getSetCookie().length)).toEqual([1, 0]);
      expect(writes - before).toBe(1);
      expect(await first.json()).toMatchObject({ user: 'Alice' });
    }
    vi.setSystemTime(begun + 71 * 86_400_000);
    expect(await (await session()).json()).toEqual({ user: null });
  } finally {
    vi.useRealTimers();
  }
});

test('before 1.45 a token that was ended writes nothing as nobody by REST', async () => {
  const { testwiki, browser, signIn } = open({ version: '1.43' });
  await signIn();
  const wiki = browser.wikiIn(app, api, { as: 'user' });
  await wiki.session.token('csrf');
  testwiki.oauth.expireAccessTokens();
  await wiki.rest.post('/v1/page', { body: { title: 'R', source: 'y', comment: '' } });
  const end = testwiki.intercept(async (_, { action }) => (action ? new Response('', { status: 500 }) : undefined));
  const unproven = wiki.rest.post('/v1/page', { body: { title: 'Q', source: 'y', comment: '' } });
  await expect(unproven).rejects.toMatchObject({ code: 'gateway-token-unproven' });
  end();
  expect(testwiki.text('Q')).toBe(undefined);
  const { revisions } = await wiki.rest.get('/v1/page/{title}/history', { path: { title: 'R' } });
  expect(revisions.map(({ user }) => user?.name)).toEqual(['Alice']);
});

test('a grant that was ended ends the session, clearly, in either API', async () => {
  for (const call of ['action', 'rest'] as const) {
    const { testwiki, browser, signIn, log } = open({ version: call === 'rest' ? '1.45' : '1.43' });
    await signIn();
    testwiki.intercept(async (request) => {
      const isRefresh = request.url.endsWith('/access_token');
      const body = { error: 'invalid_request', message: 'The refresh token is invalid.' };
      return isRefresh ? Response.json(body, { status: 401 }) : undefined;
    });
    testwiki.oauth.expireAccessTokens();
    const wiki = browser.wikiIn(app, api, { as: 'user' });
    const made = call === 'rest' ? wiki.rest.get('/v1/page/{title}', { path: { title: 'A' } }) : wiki.get('query', {});
    await expect(made).rejects.toMatchObject({ code: 'gateway-session-ended' });
    expect([...(browser.cookies.get('gateway.example')?.keys() ?? [])]).toEqual(['__Host-mwkit-test.pending']);
    expect(log.at(-2)?.event).toBe('session-ended');
  }
});

test('a consumer without a secret signs in for as long as its token lasts', async () => {
  const oauthConsumers = { web: { secret: 's', callbackUrl: `${origin}/test/callback`, confidential: false } };
  const { testwiki, browser, signIn } = open({ oauthConsumers }, { secret: undefined });
  await signIn();
  const wiki = browser.wikiIn(app, api, { as: 'user' });
  expect((await wiki.get('query', { meta: 'userinfo' })).query?.userinfo?.name).toBe('Alice');
  testwiki.oauth.expireAccessTokens();
  await expect(wiki.get('query', {})).rejects.toMatchObject({ code: 'gateway-session-ended' });
});

const json = { 'content-type': 'application/json' };

async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return Buffer.from(digest).toString('base64url');
}

const refreshes = ({ requests }: TestWiki) => requests.filter(({ url }) => url.endsWith('/access_token')).length;
