// Attacks on sign-in by OAuth: to sign a victim in as somebody else, to be signed in as the victim, or to lead the browser astray.
import { createGateway, memoryStore } from '@mwkit/gateway';
import { createTestWiki } from '@mwkit/testwiki';
import { expect, test } from 'vitest';
import { expectNoSecrets } from './attacker.ts';
import { app, open, type Opened, origin } from './gateway.ts';
import { Browser } from './page.ts';
import { cookieHeader, signInVictim } from './victim.ts';

const own = '__Host-mwkit-test';
const page = `${app}/page`;
const users = { Alice: { password: 'a' }, Mallory: { password: 'm' } };

/** Somebody, in a browser of her own, at the same gateway and wiki. */
function visitorOf({ ask, testwiki }: Pick<Opened, 'ask' | 'testwiki'>, back = page, user = 'Mallory') {
  const browser = new Browser({
    [origin]: ask,
    'https://wiki.example': ({ url }) => testwiki.fetch(url.includes('/authorize?') ? `${url}&user=${user}` : url),
  });
  const cookies = () => cookieHeader(browser.cookies.get('gateway.example'));
  /** To the wiki, and as far as the callback, which is not opened. */
  const toCallback = async (more = ''): Promise<URL> => {
    let here = new URL(`${origin}/test/sign-in?return=${encodeURIComponent(back)}${more}`);
    while (here.pathname !== '/test/callback') {
      const location = (await browser.step(here)).headers.get('location');
      if (location === null) throw new Error(`${here.origin}${here.pathname} leads nowhere`);
      here = new URL(location, here);
    }
    return here;
  };
  return { browser, cookies, toCallback };
}

async function openAttacked(store?: ReturnType<typeof memoryStore>) {
  const opened = open({ users }, { ...(store && { store }) });
  const victim = await signInVictim(opened);
  const mallory = visitorOf(opened);
  const tokenRequests = () => opened.testwiki.requests.filter(({ url }) => url.endsWith('/access_token')).length;
  const openUrl = async (url: URL | string, cookie: string) => {
    const response = await opened.ask(new Request(url, { headers: { cookie, 'sec-fetch-mode': 'navigate' } }));
    const code = /gateway-[a-z-]+/u.exec(await response.text())?.[0] ?? response.headers.get('location');
    return { how: `${response.status} ${code}`, set: response.headers.getSetCookie() };
  };
  const post = async (path: string, body: object, from = app) => {
    const headers = { origin: from, 'content-type': 'application/json' };
    const response = await opened.ask(
      new Request(origin + path, { method: 'POST', headers, body: JSON.stringify(body) }),
    );
    return (await response.json()) as { bearer?: string; user?: string; error?: { code: string } };
  };
  return { ...opened, victim, mallory, tokenRequests, openUrl, post };
}

const refused = { how: '400 gateway-sign-in-refused', set: [] };

test('login CSRF: a victim who is led to the attacker’s callback stays who she is', async () => {
  const opened = await openAttacked();
  const { victim, mallory, openUrl, tokenRequests, log } = opened;
  const callback = await mallory.toCallback();
  const before = tokenRequests();
  // she is signed in; she has never been here; she is signing in herself
  const begun = visitorOf(opened);
  await begun.toCallback();
  for (const cookie of [victim.cookie, '', begun.cookies()]) expect(await openUrl(callback, cookie)).toEqual(refused);
  expect(tokenRequests()).toBe(before);
  await victim.isUntouched();
  expect(log.at(-1)).toMatchObject({ event: 'sign-in-refused', code: 'gateway-sign-in-refused' });
  expectNoSecrets(log, [
    ...victim.secrets(),
    ...callback.searchParams.values(),
    ...mallory.cookies().split(/[=.]/u).slice(2),
  ]);
});

test('stolen state and code: of no use in another browser, and still good in the one they are of', async () => {
  const opened = await openAttacked();
  const { mallory, openUrl, tokenRequests, log } = opened;
  const alice = visitorOf(opened, page, 'Alice');
  const stolen = await alice.toCallback();
  const hers = await mallory.toCallback();
  const before = tokenRequests();
  // as it is; with her own cookie made to name the stolen state; with her own state and the stolen code
  expect(await openUrl(stolen, mallory.cookies())).toEqual(refused);
  const [browser = ''] = mallory.cookies().split('=')[1]?.split('.') ?? [];
  expect(await openUrl(stolen, `${own}.pending=${browser}.${stolen.searchParams.get('state')}`)).toEqual(refused);
  expect(tokenRequests()).toBe(before);
  const mixed = new URL(hers);
  mixed.searchParams.set('code', stolen.searchParams.get('code') ?? '');
  // this one the wiki refuses: the code is not of her verifier (RFC 7636)
  expect(await openUrl(mixed, mallory.cookies())).toEqual(refused);
  expect(tokenRequests()).toBe(before + 1);
  const other = await alice.toCallback();
  expect(await openUrl(other, alice.cookies())).toMatchObject({ how: `303 ${page}` });
  expectNoSecrets(log, [...stolen.searchParams.values(), ...other.searchParams.values(), browser]);
});

test('a callback is good once, also of two at once', async () => {
  const { mallory, openUrl, tokenRequests } = await openAttacked();
  const callback = await mallory.toCallback();
  const before = tokenRequests();
  const cookie = mallory.cookies();
  const both = await Promise.all([openUrl(callback, cookie), openUrl(callback, cookie)]);
  expect(both.map(({ how }) => how).toSorted()).toEqual([`303 ${page}`, refused.how]);
  expect(await openUrl(callback, cookie)).toEqual(refused);
  expect(tokenRequests()).toBe(before + 1);
});

test('session fixation: an id that the attacker has put there does not become the victim’s', async () => {
  const opened = await openAttacked();
  const { mallory, openUrl, ask, victim } = opened;
  await openUrl(await mallory.toCallback(), mallory.cookies()).then(({ set }) =>
    mallory.browser.cookies.get('gateway.example')?.set(own, /=([^;]+)/u.exec(set[0] ?? '')?.[1] ?? ''),
  );
  const fixed = `${own}=${mallory.browser.cookies.get('gateway.example')?.get(own)}`;
  const alice = visitorOf(opened, page, 'Alice');
  const callback = await alice.toCallback();
  const { how, set } = await openUrl(callback, `${alice.cookies()}; ${fixed}`);
  expect(how).toBe(`303 ${page}`);
  const line = set.find((cookie) => cookie.startsWith(`${own}=`)) ?? '';
  expect(line).toMatch(/^__Host-mwkit-test=[\w-]{43}; Path=\/; Max-Age=\d+; Secure; HttpOnly; SameSite=Strict$/u);
  expect(line).not.toContain(fixed);
  // beside another of the same name neither counts: who could say which one the gateway has set
  const who = async (cookie: string) =>
    (await ask(new Request(`${origin}/test/session`, { headers: { origin: app, cookie } }))).json();
  expect(await who(fixed)).toMatchObject({ user: 'Mallory' });
  expect(await who(`${fixed}; ${victim.cookie}`)).toEqual({ user: null });
  expect(await who(`${victim.cookie}; ${fixed}`)).toEqual({ user: null });
  await victim.isUntouched();
});

test('a stolen code of the gateway: without its verifier, for another app, at another wiki, late, twice', async () => {
  let ahead = 0;
  const { mallory, openUrl, post, log } = await openAttacked(memoryStore(() => Date.now() + ahead));
  const verifier = 'a-verifier-that-only-the-page-knows-0123456789';
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  const challenge = btoa(String.fromCodePoint(...digest))
    .replace(/=$/u, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_');
  const codes: string[] = [];
  const newCode = async () => {
    const { how, set } = await openUrl(await mallory.toCallback(`&challenge=${challenge}`), mallory.cookies());
    // no cookie beside it
    expect(set).toEqual([]);
    codes.push(/^303 https:\/\/app\.example\/page#mwkit-code=([\w-]{43})$/u.exec(how)?.[1] ?? '');
    return codes.at(-1) as string;
  };
  const code = 'gateway-code-refused';
  expect((await post('/test/token', { code: await newCode(), verifier: 'another' })).error).toMatchObject({ code });
  // by that attempt it is gone
  expect((await post('/test/token', { code: codes[0], verifier })).error).toMatchObject({ code });
  expect((await post('/test/token', { code: await newCode(), verifier: challenge })).error).toMatchObject({ code });
  expect((await post('/test/token', { code: await newCode() })).error).toMatchObject({ code });
  const other = await post('/test/token', { code: await newCode(), verifier }, 'https://other.example');
  expect(other.error).toMatchObject({ code });
  const evil = await post('/test/token', { code: await newCode(), verifier }, 'https://evil.example');
  expect(evil.error).toMatchObject({ code: 'gateway-origin-refused' });
  const late = await newCode();
  ahead = 60_000;
  expect((await post('/test/token', { code: late, verifier })).error).toMatchObject({ code });
  const good = await newCode();
  const both = await Promise.all([
    post('/test/token', { code: good, verifier }),
    post('/test/token', { code: good, verifier }),
  ]);
  expect(both.map(({ user, error }) => user ?? error?.code ?? '').toSorted()).toEqual(['Mallory', code]);
  const bearers = both.flatMap(({ bearer = [] }) => bearer);
  expectNoSecrets(log, [...codes, ...bearers, verifier, challenge]);
});

test('sessions, states and codes of one wiki are of no use at another one of the same gateway', async () => {
  const oauthConsumers = { web: { secret: 's', callbackUrl: `${origin}/`, callbackIsPrefix: true } };
  const testwiki = createTestWiki({ version: '1.45', origin: 'https://wiki.example', oauthConsumers, users });
  const wiki = { api: testwiki.api, signIn: { by: 'oauth', clientId: 'web' } } as const;
  const gateway = createGateway({
    config: { origin, apps: [app], wikis: { test: wiki, other: wiki } },
    store: memoryStore(),
    secrets: { test: 's', other: 's' },
    log: () => {},
    fetch: testwiki.fetch,
    address: () => '',
  });
  const ask = (request: Request) => gateway.fetch(request);
  const mallory = visitorOf({ ask, testwiki });
  const callback = await mallory.toCallback();
  const moved = new URL(`/other/callback${callback.search}`, origin);
  const cookie = mallory.cookies().replace('mwkit-test', 'mwkit-other');
  expect((await ask(new Request(moved, { headers: { cookie } }))).status).toBe(400);
  expect((await mallory.browser.step(callback)).status).toBe(303);
  const headers = { origin: app, cookie: mallory.cookies().replaceAll('mwkit-test', 'mwkit-other') };
  const session = async (name: string, more: object) =>
    (await ask(new Request(`${origin}/${name}/session`, { headers: { ...headers, ...more } }))).json();
  expect(await session('other', {})).toEqual({ user: null });
  expect(await session('test', { cookie: mallory.cookies() })).toMatchObject({ user: 'Mallory' });
});

test('open redirect: the browser is sent to listed apps alone', async () => {
  const { ask, testwiki, log } = await openAttacked();
  const before = testwiki.requests.length;
  const backs = [
    'https://evil.example/',
    'https://app.example.evil.example/',
    'https://app.example@evil.example/',
    'https://app.example:pass@evil.example/',
    'https://user@app.example/',
    'https://evil.example/https://app.example/',
    'https://evil.example#https://app.example/',
    String.raw`https://evil.example\@app.example/`,
    String.raw`https:\\evil.example\app.example`,
    'https://app.example:444/',
    'http://app.example/',
    '//evil.example/',
    '/\\evil.example/',
    'javascript:alert(1)//https://app.example/',
    'data:text/html,https://app.example/',
    'blob:https://app.example/1b4e28ba-2fa1-11d2-883f-0016d3cca427',
    'filesystem:https://app.example/temporary/x',
    'null',
    '',
  ];
  for (const back of backs) {
    const response = await ask(new Request(`${origin}/test/sign-in?return=${encodeURIComponent(back)}`));
    expect([response.status, response.headers.get('location'), response.headers.getSetCookie()], back).toEqual([400, null, []]); // prettier-ignore
    expect(await response.text()).toContain('gateway-return-refused');
  }
  const twice = new Request(`${origin}/test/sign-in?return=${app}/&return=https://evil.example/`);
  expect((await ask(twice)).status).toBe(400);
  expect(testwiki.requests).toHaveLength(before);
  expectNoSecrets(log, ['evil.example']);
  // these look like other hosts, and are not
  for (const [back, location] of [
    [String.raw`https://app.example\@evil.example/`, 'https://app.example/@evil.example/'],
    ['HTTPS:APP.EXAMPLE', 'https://app.example/'],
    ['https://app.example/\r\nx: y', 'https://app.example/x:%20y'],
  ] as const) {
    const mallory = visitorOf({ ask, testwiki }, back);
    const callback = await mallory.toCallback();
    const headers = { cookie: mallory.cookies() };
    expect((await ask(new Request(callback, { headers }))).headers.get('location')).toBe(location);
  }
});
