import { inspect } from 'node:util';
import { createWiki, type TokenSource } from '@mwkit/node';
import { OAuthError, type OAuthTokens, oauth, oauthProfile, oauthScopes } from '@mwkit/node/oauth';
import { createTestWiki, type TestWiki, type TestWikiOptions } from '@mwkit/testwiki';
import { expect, test, vi } from 'vitest';

const userAgent = 'mwkit-tests/1.0 (https://example.org; me@example.org)';
const redirectUri = 'https://app.example/callback';
const oauthConsumers = {
  web: { secret: 'web-secret', callbackUrl: redirectUri },
  spa: { secret: 'spa-secret', callbackUrl: redirectUri, confidential: false },
  own: { secret: 'own-secret', ownerOnly: 'Alice' },
};

function open(options: TestWikiOptions = {}, client: { clientId?: string; clientSecret?: string | undefined } = {}) {
  const testwiki = createTestWiki({ version: '1.45', oauthConsumers, ...options });
  const { api, fetch } = testwiki;
  const consumer = { clientId: 'web', clientSecret: 'web-secret', ...client };
  const auth = oauth(api, { userAgent, fetch, redirectUri, ...consumer });
  const wikiOf = (bearer: string | TokenSource) => createWiki(api, { userAgent, fetch, bearer });
  return { testwiki, auth, wikiOf };
}

/** What the browser does with the URL. */
async function visit({ fetch, origin }: TestWiki, url: string, choice: Record<string, string>): Promise<string> {
  const next = new URL(url);
  for (const [name, value] of Object.entries(choice)) next.searchParams.set(name, value);
  let here = next.href;
  while (here.startsWith(origin)) {
    const { headers } = await fetch(here);
    here = new URL(headers.get('location') ?? 'about:blank', here).href;
  }
  return here;
}

async function signIn({ testwiki, auth }: ReturnType<typeof open>): Promise<OAuthTokens> {
  const { url, pending } = await auth.authorize();
  return auth.finish(await visit(testwiki, url, { user: 'Alice' }), JSON.parse(JSON.stringify(pending)));
}

const tokenRequests = ({ requests }: TestWiki) => requests.filter(({ url }) => url.endsWith('/oauth2/access_token'));
const userinfo = { meta: 'userinfo' } as const;
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as OAuthError,
  );

test('an authorization ends in tokens that both APIs take; profile and scopes', async () => {
  const opened = open();
  const tokens = await signIn(opened);
  expect(tokens.expiresAt).toBeGreaterThan(Date.now() + 3_500_000);
  const wiki = opened.wikiOf(opened.auth.source(tokens));
  expect((await wiki.get('query', userinfo)).query?.userinfo?.name).toBe('Alice');
  await wiki.post('edit', { title: 'A', text: 'x' });
  await wiki.rest.post('/v1/page', { body: { title: 'R', source: 'y', comment: '' } });
  expect(opened.testwiki.text('R')).toBe('y');
  expect(await oauthProfile(wiki)).toMatchObject({ username: 'Alice', sub: 1 });
  expect(await oauthScopes(wiki)).toContain('editpage');
});

test('the URL has PKCE by S256, state and scopes, and no secret', async () => {
  const { auth } = open();
  const { url, pending } = await auth.authorize({ scopes: ['basic', 'editpage'] });
  const { searchParams, pathname } = new URL(url);
  expect(pathname).toBe('/w/rest.php/oauth2/authorize');
  expect(Object.fromEntries(searchParams)).toEqual({
    response_type: 'code',
    client_id: 'web',
    redirect_uri: redirectUri,
    state: pending.state,
    code_challenge: expect.stringMatching(/^[\w-]{43}$/u),
    code_challenge_method: 'S256',
    scope: 'basic editpage',
  });
  expect(url).not.toContain(pending.codeVerifier);
  expect((await auth.authorize()).pending).not.toEqual(pending);
});

test('a denial is told as one, though the wiki leaves `state` out; another answer is refused', async () => {
  const { testwiki, auth } = open();
  const { url, pending } = await auth.authorize();
  const denied = await visit(testwiki, url, { deny: '1' });
  expect(new URL(denied).searchParams.has('state')).toBe(false);
  expect(await failure(auth.finish(denied, pending))).toMatchObject({
    code: 'denied',
    wikiCode: 'unauthorized_client',
  });
  const callback = await visit(testwiki, url, { user: 'Alice' });
  for (const foreign of [
    callback.replace(/state=[^&]+/u, 'state=another'),
    callback.replace(/&state=[^&]+/u, ''),
    callback.replace(/code=[^&]+&/u, ''),
    `${callback}&state=twice`,
    `${redirectUri}?error=access_denied&state=another`,
  ])
    expect(await failure(auth.finish(foreign, pending))).toMatchObject({ code: 'foreign-answer' });
  expect(await failure(auth.finish('/callback', pending))).toMatchObject({ code: 'bad-parameter' });
  expect(await failure(auth.finish(callback, {} as never))).toMatchObject({ code: 'bad-parameter' });
  expect(tokenRequests(testwiki)).toEqual([]);
});

test('a code works once, with its verifier and by its client; errors hold no secret', async () => {
  const opened = open();
  const { testwiki, auth } = opened;
  const { url, pending } = await auth.authorize();
  const callback = await visit(testwiki, url, { user: 'Alice' });
  const other = oauth(testwiki.api, {
    userAgent,
    fetch: testwiki.fetch,
    clientId: 'web',
    clientSecret: 'wrong-secret',
  });
  const wrong = await failure(other.finish(callback, pending));
  expect(wrong).toMatchObject({ code: 'wrong-client', wikiCode: 'invalid_client', status: 401 });
  const spoilt = { ...pending, codeVerifier: 'w'.repeat(43) };
  expect(await failure(auth.finish(callback, spoilt))).toMatchObject({
    code: 'grant-ended',
    wikiCode: 'invalid_grant',
  });
  await auth.finish(callback, pending);
  const used = await failure(auth.finish(callback, pending));
  expect(used).toMatchObject({ code: 'grant-ended', wikiCode: 'invalid_request', status: 400 });
  expect(used).toBeInstanceOf(OAuthError);
  const code = new URL(callback).searchParams.get('code') ?? '';
  for (const error of [wrong, used]) expect(JSON.stringify(error)).not.toMatch(new RegExp(`${code}|wrong-secret`, 'u'));
});

test('100 concurrent calls on a token that the wiki has ended: one refresh, stored before it is used', async () => {
  const opened = open();
  const { testwiki, auth, wikiOf } = opened;
  const tokens = await signIn(opened);
  const stored: OAuthTokens[] = [];
  let used = 0;
  const source = auth.source(tokens, {
    async store(next) {
      used = testwiki.requests.length;
      await new Promise((resolve) => setTimeout(resolve, 20));
      // nothing was sent with the new token meanwhile
      expect(testwiki.requests.length - used).toBe(0);
      stored.push(next);
    },
  });
  testwiki.oauth.expireAccessTokens();
  const before = tokenRequests(testwiki).length;
  const answers = await Promise.all(Array.from({ length: 100 }, () => wikiOf(source).get('query', userinfo)));
  expect(answers.every(({ query }) => query?.userinfo?.name === 'Alice')).toBe(true);
  expect(tokenRequests(testwiki).length - before).toBe(1);
  expect(stored).toHaveLength(1);
  expect(stored[0]?.refreshToken).not.toBe(tokens.refreshToken);
});

test('100 concurrent calls on a token known to have expired: one refresh, and no refused call', async () => {
  const opened = open();
  const { testwiki, auth, wikiOf } = opened;
  const tokens = { ...(await signIn(opened)), expiresAt: Date.now() - 1 };
  const wiki = wikiOf(auth.source(tokens));
  const before = testwiki.requests.length;
  await Promise.all(Array.from({ length: 100 }, () => wiki.get('query', userinfo)));
  expect(testwiki.requests.length - before).toBe(101);
});

test('two sources of the same tokens: one refresh, and the other takes what is stored', async () => {
  const opened = open();
  const { testwiki, auth, wikiOf } = opened;
  let stored = await signIn(opened);
  let last: Promise<unknown> = Promise.resolve();
  const options = {
    store: async (next: OAuthTokens) => void (stored = next),
    shared: {
      read: async () => stored,
      exclusive: <T>(work: () => Promise<T>): Promise<T> => {
        const turn = last.then(work, work);
        last = turn;
        return turn;
      },
    },
  };
  const [one, other] = [stored, { ...stored }].map((tokens) => wikiOf(auth.source(tokens, options)));
  const ask = async () => {
    const answers = await Promise.all([one!.get('query', userinfo), other!.get('query', userinfo)]);
    return answers.map(({ query }) => query?.userinfo?.name);
  };
  const before = tokenRequests(testwiki).length;
  testwiki.oauth.expireAccessTokens();
  expect(await ask()).toEqual(['Alice', 'Alice']);
  expect(tokenRequests(testwiki).length - before).toBe(1);

  // the grant has ended, once for each; somebody signs in anew, and both go on with that
  testwiki.oauth.expireAccessTokens();
  testwiki.oauth.revoke(stored.refreshToken ?? '');
  expect(await failure(ask())).toMatchObject({ code: 'grant-ended' });
  stored = await signIn(opened);
  expect(await ask()).toEqual(['Alice', 'Alice']);

  // what is stored may be over, too
  stored = { ...stored, expiresAt: Date.now() };
  expect(await auth.source({ ...stored, accessToken: 'an older one' }, options).token()).toBe(stored.accessToken);
  expect(stored.expiresAt).toBeGreaterThan(Date.now() + 3_500_000);
});

test('what could not be stored is stored by the next call, without another refresh', async () => {
  const opened = open();
  const { testwiki, auth, wikiOf } = opened;
  const store = vi.fn<(tokens: OAuthTokens) => Promise<void>>().mockRejectedValueOnce(new Error('disk full'));
  store.mockResolvedValue();
  const tokens = { ...(await signIn(opened)), expiresAt: 0 };
  const wiki = wikiOf(auth.source(tokens, { store }));
  const before = tokenRequests(testwiki).length;
  await expect(wiki.get('query', userinfo)).rejects.toThrow('disk full');
  expect((await wiki.get('query', userinfo)).query?.userinfo?.name).toBe('Alice');
  expect(tokenRequests(testwiki).length - before).toBe(1);
  expect(store).toHaveBeenCalledTimes(2);
});

test('a dead refresh token is asked for once: all calls say so', async () => {
  const opened = open();
  const { testwiki, auth, wikiOf } = opened;
  const tokens = await signIn(opened);
  const wiki = wikiOf(auth.source(tokens));
  testwiki.oauth.revoke(tokens.refreshToken ?? '');
  testwiki.oauth.revoke(tokens.accessToken);
  const before = tokenRequests(testwiki).length;
  const all = await Promise.all(Array.from({ length: 5 }, () => failure(wiki.get('query', userinfo))));
  for (const error of [...all, await failure(wiki.get('query', userinfo))])
    expect(error).toMatchObject({ code: 'grant-ended', wikiCode: 'invalid_request', status: 401 });
  expect(tokenRequests(testwiki).length - before).toBe(1);
});

test('a refresh that failed before the wiki took it is tried again by the next call, without the user', async () => {
  const opened = open();
  const { testwiki, auth, wikiOf } = opened;
  const wiki = wikiOf(auth.source({ ...(await signIn(opened)), expiresAt: 0 }));
  const stop = testwiki.intercept(({ url }) => {
    if (url.endsWith('/access_token')) throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
    return undefined;
  });
  const all = await Promise.all(Array.from({ length: 5 }, () => failure(wiki.get('query', userinfo))));
  for (const error of all) expect(error).toMatchObject({ name: 'NetworkError', code: 'connection-refused' });
  stop();
  expect((await wiki.get('query', userinfo)).query?.userinfo?.name).toBe('Alice');
});

test.each([
  ['before the wiki took it: all goes on', false, undefined],
  ['after that: the user is needed', true, { name: 'OAuthError', code: 'grant-ended' }],
])('a refresh whose connection is lost is tried once more, also for a write, %s', async (_, taken, expected) => {
  const opened = open();
  const { testwiki, auth, wikiOf } = opened;
  const wiki = wikiOf(auth.source({ ...(await signIn(opened)), expiresAt: 0 }));
  const stop = testwiki.intercept(async (request) => {
    stop();
    if (taken) await testwiki.fetch(request);
    throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
  });
  const error = await failure(wiki.post('edit', { title: 'Once', appendtext: 'x' }));
  if (expected) expect(error).toMatchObject(expected);
  else expect(error).toBeUndefined();
  expect(testwiki.text('Once')).toBe(taken ? undefined : 'x');
  expect(error?.message ?? '').not.toMatch(/look before you send/u);
});

test('a public client needs no secret to sign in, but one to refresh', async () => {
  const opened = open({}, { clientId: 'spa', clientSecret: undefined });
  const tokens = await signIn(opened);
  expect(await failure(opened.auth.refresh(tokens))).toMatchObject({ code: 'wrong-client' });
  const { api, fetch } = opened.testwiki;
  const known = oauth(api, { userAgent, fetch, clientId: 'spa', clientSecret: 'spa-secret' });
  expect((await known.refresh(tokens)).accessToken).not.toBe(tokens.accessToken);
});

test('client_credentials: the owner’s token is renewed for as long as it is wanted', async () => {
  const { testwiki, auth, wikiOf } = open({}, { clientId: 'own', clientSecret: 'own-secret' });
  const wiki = wikiOf(auth.source());
  expect((await wiki.get('query', userinfo)).query?.userinfo?.name).toBe('Alice');
  testwiki.oauth.expireAccessTokens();
  await wiki.post('edit', { title: 'A', text: 'x' });
  expect(tokenRequests(testwiki)).toHaveLength(2);
});

test('an owner-only token is a text; once it is revoked, the wiki’s error stands', async () => {
  const { testwiki, wikiOf } = open();
  const token = testwiki.oauth.ownerOnlyToken('own');
  const wiki = wikiOf(token);
  expect((await wiki.get('query', userinfo)).query?.userinfo?.name).toBe('Alice');
  testwiki.oauth.revoke(token);
  await expect(wiki.get('query', userinfo)).rejects.toMatchObject({ code: 'mwoauth-invalid-authorization' });
});

test('times beyond 32 bits are no trouble', async () => {
  const opened = open();
  const expiresAt = Date.UTC(3026, 0, 1);
  const wiki = opened.wikiOf(opened.auth.source({ ...(await signIn(opened)), expiresAt }));
  await wiki.get('query', userinfo);
  expect(tokenRequests(opened.testwiki)).toHaveLength(1);
});

for (const version of ['1.43', '1.45'] as const) {
  test(`${version}: REST never writes as nobody: a token that has ended is found out and refreshed`, async () => {
    const opened = open({ version });
    const { testwiki, auth, wikiOf } = opened;
    const wiki = wikiOf(auth.source(await signIn(opened)));
    const write = (title: string) => wiki.rest.post('/v1/page', { body: { title, source: 'x', comment: '' } });
    testwiki.oauth.expireAccessTokens();
    await write('First');
    await write('Second');
    const { query } = await wiki.get('query', { titles: ['First', 'Second'], prop: 'revisions', rvprop: 'user' });
    expect(query?.pages?.map(({ revisions }) => revisions?.[0]?.user)).toEqual(['Alice', 'Alice']);
    // the refused proof, the refresh, the proof, two writes, and the query
    expect(testwiki.requests.slice(4)).toHaveLength(6);
    testwiki.oauth.expireAccessTokens();
    expect(await oauthProfile(wiki)).toMatchObject({ username: 'Alice' });
  });

  test(`${version}: a revoked token without a source is an error in REST too`, async () => {
    const { testwiki, wikiOf } = open({ version });
    const token = testwiki.oauth.ownerOnlyToken('own');
    testwiki.oauth.revoke(token);
    const wiki = wikiOf(token);
    const refused = { code: 'mwoauth-invalid-authorization' };
    await expect(wiki.rest.post('/v1/page', { body: { title: 'N', source: 'x', comment: '' } })).rejects.toMatchObject(
      refused,
    );
    await expect(oauthProfile(wiki)).rejects.toMatchObject(refused);
    expect(testwiki.text('N')).toBeUndefined();
  });
}

test('a wiki without the extension says so; a call ends when it is aborted', async () => {
  const { api, fetch } = createTestWiki();
  const auth = oauth(api, { userAgent, fetch, clientId: 'web', clientSecret: 'web-secret' });
  await expect(auth.clientCredentials()).rejects.toMatchObject({
    name: 'RestError',
    status: 404,
    code: 'rest-no-match',
  });
  await expect(auth.authorize()).rejects.toMatchObject({ code: 'bad-option' });
  expect(() => oauth(api, { userAgent, clientId: '' })).toThrow(/clientId/u);
  expect(() => createWiki(api, { userAgent, bearer: {} as never })).toThrow(/bearer/u);
  const silent = oauth(api, { userAgent, fetch: () => new Promise(() => {}), clientId: 'web', clientSecret: 's' });
  const waiting = silent.clientCredentials({ signal: AbortSignal.abort(new Error('enough')) });
  await expect(waiting).rejects.toThrow('enough');
});

test.each([
  ['no access token', { token_type: 'Bearer', expires_in: 3600, refresh_token: 'secret-token' }],
  ['another type of token', { token_type: 'mac', expires_in: 3600, access_token: 'secret-token' }],
])('a damaged answer, with %s, is an error that holds none of it', async (_, answer) => {
  const { api } = createTestWiki();
  const auth = oauth(api, { userAgent, fetch: async () => Response.json(answer), clientId: 'own', clientSecret: 's' });
  const error = await failure(auth.clientCredentials());
  expect(error).toMatchObject({ name: 'HttpError', code: 'unexpected-shape', outcomeUnknown: true });
  expect(inspect(error, { depth: 9 })).not.toContain('secret-token');
});

test('what a program is told of its requests holds no secret', async () => {
  const { api, fetch } = createTestWiki({ oauthConsumers });
  const exchanges: unknown[] = [];
  const onExchange = (exchange: unknown) => exchanges.push(exchange);
  const auth = oauth(api, { userAgent, fetch, clientId: 'own', clientSecret: 'own-secret', onExchange });
  const { accessToken } = await auth.clientCredentials();
  expect(exchanges).toHaveLength(1);
  expect(JSON.stringify(exchanges)).not.toMatch(new RegExp(`${accessToken}|own-secret`, 'u'));
});

test('where the Action API cannot be asked, REST writes all the same', async () => {
  const { testwiki, auth, wikiOf } = open();
  testwiki.intercept((_, { action }) => (action === undefined ? undefined : new Response('no', { status: 403 })));
  const tokens = await signIn({ testwiki, auth, wikiOf });
  await wikiOf(auth.source(tokens)).rest.post('/v1/page', { body: { title: 'R', source: 'y', comment: '' } });
  expect(testwiki.text('R')).toBe('y');
});

test('a consumer is registered by REST, in a session by cookies too, which sends no csrf token there', async () => {
  const users = { Alice: { password: 'Alice-password-1', email: 'a@example.org' } };
  const { testwiki, wikiOf } = open({ users });
  const { api, fetch } = testwiki;
  const wiki = createWiki(api, { userAgent, fetch });
  await wiki.clientLogin().submit({ username: 'Alice', password: 'Alice-password-1' });
  const body = { name: 'Mine', description: 'd', email: 'a@example.org', owner_only: true, is_confidential: true };
  const registered: unknown = await wiki.rest.post('/oauth2/client', {
    body: { ...body, grant_types: ['client_credentials'], scopes: ['basic'] },
  });
  const { access_token: token } = registered as { access_token: string };
  expect((await wikiOf(token).get('query', userinfo)).query?.userinfo?.name).toBe('Alice');
});
