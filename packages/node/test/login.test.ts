import { createWiki, LoginError, type WikiOptions } from '@mwkit/node';
import { createTestWiki, recordedWiki, type TestWikiOptions } from '@mwkit/testwiki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accounts, botPasswords, start, type TestedWiki, userAgent, wikis } from './wikis.ts';

const bot = { username: botPasswords.bot.name, password: botPasswords.bot.password };

describe.for(wikis)('sign-in: $kind', ({ kind, skip }) => {
  const started: TestedWiki[] = [];
  let wiki: TestedWiki;
  const begin = async (...args: Parameters<typeof start>) => {
    const next = await start(...args);
    started.push(next);
    return next;
  };
  beforeAll(async () => {
    if (!skip) wiki = await begin(kind);
  });
  afterAll(() => Promise.all(started.map((one) => one[Symbol.asyncDispose]())));

  const failure = (on: TestedWiki, username: string, password: string) =>
    on
      .open({ maxWait: 0 })
      .login({ username, password })
      .then(
        () => expect.unreachable('should have failed'),
        (error: unknown) => error,
      );

  test.skipIf(skip)('by a bot password, in both of its forms', async () => {
    expect(await wiki.open().login(bot)).toEqual({ username: 'Robot', userId: expect.any(Number), warnings: [] });
    const [name, app] = bot.username.split('@');
    expect(await wiki.open().login({ username: name ?? '', password: `${app}@${bot.password}` })).toMatchObject({
      username: 'Robot',
    });
  });

  test.skipIf(skip)("by the account's own password: it works, and warns", async () => {
    const { username, warnings } = await wiki
      .open()
      .login({ username: accounts.user.name, password: accounts.user.password });
    expect(username).toBe(accounts.user.name);
    expect(warnings.map(({ code }) => code)).toContain('main-account-login');
    expect(warnings.find(({ code }) => code === 'main-account-login')?.text).toMatch(/Special:BotPasswords/);
  });

  test.skipIf(skip)(
    'twice, as another account: a bot password session cannot change its user, so the second starts from none',
    async () => {
      const client = wiki.open();
      await client.login(bot);
      await client.login({ username: botPasswords.user.name, password: botPasswords.user.password });
      expect((await client.get('query', { meta: 'userinfo' })).query?.userinfo?.name).toBe('Alice');
      // a sign-in that fails leaves the one before as it was
      await expect(client.login({ ...bot, password: 'wrong' })).rejects.toMatchObject({ code: 'wrong-credentials' });
      expect((await client.get('query', { meta: 'userinfo' })).query?.userinfo?.name).toBe('Alice');
    },
  );

  test.skipIf(skip).for([
    ['a wrong password', bot.username, 'x'.repeat(32)],
    ['an unknown bot password', 'Robot@nosuch', bot.password],
    ['a bot password that may not be used from here', botPasswords.elsewhere.name, botPasswords.elsewhere.password],
    ['an unknown account', 'Nosuchuser', 'x'],
  ] as const)('%s: wrong-credentials, which the wiki does not tell apart', async ([, username, password]) => {
    const error = await failure(wiki, username, password);
    expect(error).toBeInstanceOf(LoginError);
    expect(error).toMatchObject({ code: 'wrong-credentials', result: 'Failed', wikiCode: 'wrongpassword' });
    expect(String(error)).toMatch(/app name.*IP address.*switched off/);
  });

  test.skipIf(skip)('a name that no account can have: illegal-name', async () => {
    expect(await failure(wiki, 'a#b', 'x')).toMatchObject({ name: 'LoginError', code: 'illegal-name' });
  });

  test.skipIf(skip)('a password that has to be changed: needs-interaction', async () => {
    const error = await failure(wiki, accounts.weak.name, accounts.weak.password);
    expect(error).toMatchObject({ code: 'needs-interaction', result: 'Aborted' });
    expect(String(error)).toMatch(/bot password/);
  });

  test.skipIf(skip)('a second factor: needs-interaction', async () => {
    const other = await begin(kind, ['2fa']);
    const { name, password } = accounts.twoFactor;
    expect(await failure(other, name, password)).toMatchObject({ code: 'needs-interaction', result: 'Aborted' });
  });

  test.skipIf(skip)('bot passwords switched off: wrong-credentials', async () => {
    const other = await begin(kind, ['restrictive']);
    expect(await failure(other, bot.username, bot.password)).toMatchObject({ code: 'wrong-credentials' });
  });

  test.skipIf(skip)('too many tries: throttled, with the seconds', async () => {
    const other = await begin(kind, ['throttle']);
    for (let n = 0; n < 2; n++) expect(await failure(other, 'Alice', 'x')).toMatchObject({ code: 'wrong-credentials' });
    const error = await failure(other, 'Alice', 'x');
    expect(error).toMatchObject({ code: 'throttled', retryAfter: 300 });
    expect(String(error)).toMatch(/300 seconds/);
  });

  test.skipIf(skip)('a private wiki: signs in, and says what is wrong to whoever has not', async () => {
    const other = await begin(kind, ['private']);
    await expect(other.open().get('query', { meta: 'userinfo' })).rejects.toMatchObject({
      name: 'ApiError',
      code: 'readapidenied',
    });
    const client = other.open();
    await client.login(bot);
    expect((await client.get('query', { meta: 'userinfo' })).query?.userinfo?.name).toBe('Robot');
  });

  test.skipIf(skip)('cookies that do not come back: cookies-not-kept', async () => {
    const forgetful: NonNullable<WikiOptions['fetch']> = async (url, init) => {
      const headers = new Headers(init.headers);
      headers.delete('cookie');
      return fetchOf(wiki)(url, { ...init, headers });
    };
    const error = await wiki
      .open({ fetch: forgetful })
      .login(bot)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'LoginError', code: 'cookies-not-kept' });
    expect(String(error)).toMatch(/cookies/);
  });

  test.skipIf(skip)('a token of another session: asked for once more, then wrong-token', async () => {
    let asked = 0;
    const swapped: NonNullable<WikiOptions['fetch']> = async (url, init) => {
      const response = await fetchOf(wiki)(url, init);
      if (!url.includes('tokens')) return response;
      asked++;
      const body = (await response.text()).replace(/"logintoken":"[^"]*"/, '"logintoken":"deadbeef+\\\\"');
      return new Response(body, { status: response.status, headers: response.headers });
    };
    expect(
      await wiki
        .open({ fetch: swapped })
        .login(bot)
        .catch((thrown: unknown) => thrown),
    ).toMatchObject({ code: 'wrong-token' });
    expect(asked).toBe(2);
  });

  test.skipIf(skip)('a token that became outdated on the way: asked for once more, and in', async () => {
    let spoiled = false;
    const once: NonNullable<WikiOptions['fetch']> = async (url, init) => {
      const body =
        spoiled || typeof init.body !== 'string' ? init.body : init.body.replace(/lgtoken=\w+/, 'lgtoken=deadbeef');
      spoiled ||= body !== init.body;
      return fetchOf(wiki)(url, { ...init, body: body ?? null });
    };
    expect(await wiki.open({ fetch: once }).login(bot)).toMatchObject({ username: 'Robot' });
    expect(spoiled).toBe(true);
  });
});

/** The fetch that reaches this wiki. */
function fetchOf(wiki: TestedWiki): NonNullable<WikiOptions['fetch']> {
  return wiki.fetch ?? ((url, init) => fetch(url, init));
}

test('a read-only wiki: read-only, with the reason', async () => {
  const wiki = createTestWiki({ ...recordedWiki, readOnly: 'Moving house' });
  const error = await createWiki(wiki.api, { userAgent, fetch: wiki.fetch, maxWait: 0 })
    .login(bot)
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'LoginError', code: 'read-only', wikiCode: 'readonly' });
  expect(String(error)).toMatch(/Moving house/);
});

describe('wikis before 1.27', () => {
  const old = (options: TestWikiOptions = {}) => createTestWiki({ version: '1.16', ...options });
  const signIn = (wiki: ReturnType<typeof createTestWiki>, username: string, password: string, domain?: string) =>
    createWiki(wiki.api, { userAgent, fetch: wiki.fetch }).login({
      username,
      password,
      ...(domain !== undefined && { domain }),
    });
  const actions = (wiki: ReturnType<typeof createTestWiki>) => wiki.requests.map(({ action }) => action);

  test('NeedToken first, then the token: three requests with the one that finds out', async () => {
    const wiki = old();
    expect(await signIn(wiki, 'Alice', 'Alice-password-1')).toMatchObject({ username: 'Alice' });
    expect(actions(wiki)).toEqual(['query', 'login', 'login']);
  });

  test('where no cookie is sent, they are built from the answer', async () => {
    const wiki = old({ sendsCookies: false });
    const client = createWiki(wiki.api, { userAgent, fetch: wiki.fetch });
    await client.login({ username: 'Alice', password: 'Alice-password-1' });
    const { cookies } = await client.session.save();
    expect(cookies.map(({ key }) => key).toSorted()).toEqual([
      'wikiToken',
      'wikiUserID',
      'wikiUserName',
      'wiki_session',
    ]);
    const { query } = await client.get('query', { meta: 'userinfo' });
    expect(query?.userinfo?.name).toBe('Alice');
  });

  test.each([
    ['Illegal', 'illegal-name', 'a#b', 'x', {}],
    ['NotExists', 'no-such-user', 'Nobody', 'x', {}],
    ['WrongPass', 'wrong-password', 'Alice', 'x', {}],
    ['WrongPluginPass', 'wrong-plugin-password', 'Paula', 'x', { users: { Paula: { password: 'p', domain: 'corp' } } }],
    [
      'CreateBlocked',
      'creation-blocked',
      'Carl',
      'p',
      { users: { Carl: { password: 'p', createBlocked: true, domain: 'corp' } } },
    ],
    ['Blocked', 'blocked', 'Bert', 'p', { users: { Bert: { password: 'p', blocked: true } } }],
  ] as const)('%s: %s', async (result, code, username, password, options) => {
    const error = await signIn(old(options), username, password, 'corp').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'LoginError', code, result });
    expect((error as LoginError).advice).not.toBe('');
  });

  test('Throttled: with the seconds of `wait`', async () => {
    const wiki = old({ throttle: { count: 2, seconds: 120 } });
    for (let n = 0; n < 2; n++) await signIn(wiki, 'Alice', 'x').catch(() => {});
    await expect(signIn(wiki, 'Alice', 'Alice-password-1')).rejects.toMatchObject({
      code: 'throttled',
      result: 'Throttled',
      retryAfter: 120,
    });
  });

  test.each([
    ['NoName', 'no-name'],
    ['EmptyPass', 'empty-password'],
    ['Aborted', 'aborted'],
    ['WrongToken', 'wrong-token'],
    ['NeedToken', 'cookies-not-kept'],
  ])('%s, should the wiki say so: %s', async (result, code) => {
    const wiki = old();
    const words = {
      result,
      ...(result === 'NeedToken' && { token: 'abc' }),
      ...(result === 'Aborted' && { reason: 'A hook says no' }),
    };
    wiki.intercept((_, { action }) => (action === 'login' ? Response.json({ login: words }) : undefined));
    await expect(signIn(wiki, 'Alice', 'x')).rejects.toMatchObject({ name: 'LoginError', code, result });
  });
});
