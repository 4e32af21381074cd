import { expect, test } from 'vitest';
import { app, open, origin } from './gateway.ts';
import type { Browser } from './page.ts';

const pending = '__Host-mwkit-test.pending';

/** Goes to the wiki and as far as the callback, which it does not open. */
async function toCallback(browser: Browser, back = `${app}/`): Promise<URL> {
  let here = new URL(`${origin}/test/sign-in?return=${encodeURIComponent(back)}`);
  while (here.pathname !== '/test/callback')
    here = new URL((await browser.step(here)).headers.get('location') ?? '', here);
  return here;
}

async function refusal(response: Response): Promise<string | undefined> {
  return /gateway-[a-z-]+/u.exec(await response.text())?.[0];
}

test('two tabs may sign in at once', async () => {
  const { browser } = open();
  const [first, second] = [await toCallback(browser, `${app}/1`), await toCallback(browser, `${app}/2`)];
  expect((await browser.step(first)).headers.get('location')).toBe(`${app}/1`);
  const session = browser.cookies.get('gateway.example')?.get('__Host-mwkit-test');
  expect((await browser.step(second)).headers.get('location')).toBe(`${app}/2`);
  // every sign-in has a new id
  expect(browser.cookies.get('gateway.example')?.get('__Host-mwkit-test')).not.toBe(session);
});

test('a sign-in ends once, in the browser that began it, with its own state', async () => {
  const opened = open();
  const { browser, ask, log, testwiki } = opened;
  const callback = await toCallback(browser);
  const mine = browser.cookies.get('gateway.example')?.get(pending) ?? '';
  const tokenRequests = () => testwiki.requests.filter(({ url }) => url.endsWith('/access_token')).length;
  const as = (cookie: string | undefined, url: URL | string) =>
    ask(new Request(url, { headers: cookie === undefined ? {} : { cookie: `${pending}=${cookie}` } }));
  for (const [cookie, url] of [
    // another browser: an attacker's callback in the victim's, or the victim's in the attacker's
    [undefined, callback],
    [`${'x'.repeat(43)}.${callback.searchParams.get('state')}`, callback],
    ['garbage', callback],
    [mine, `${origin}/test/callback?code=${callback.searchParams.get('code')}&state=${'s'.repeat(43)}`],
    [mine, `${origin}/test/callback?code=${callback.searchParams.get('code')}`],
    [mine, `${origin}/test/callback`],
  ] as const) {
    const response = await as(cookie, url);
    expect(response.status).toBe(400);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await refusal(response)).toBe('gateway-sign-in-refused');
  }
  expect(tokenRequests()).toBe(0);
  expect(log.at(-1)).toMatchObject({ event: 'sign-in-refused', wiki: 'test', code: 'gateway-sign-in-refused' });
  const again = await toCallback(browser);
  expect((await browser.step(again)).status).toBe(303);
  expect(await refusal(await browser.step(again))).toBe('gateway-sign-in-refused');
  expect(tokenRequests()).toBe(1);
});

test('a denial goes back to the app', async () => {
  const { browser, signIn, testwiki } = open();
  expect((await signIn('', 'deny=1')).href).toBe(`${app}/page?x=1#mwkit-error=denied`);
  expect(testwiki.requests.some(({ url }) => url.endsWith('/access_token'))).toBe(false);
  expect(browser.cookies.get('gateway.example')?.has('__Host-mwkit-test')).toBe(false);
});

test('nobody is sent where no app is', async () => {
  const { ask, log } = open();
  for (const back of [
    'https://evil.example/',
    'https://app.example.evil.example/',
    'https://app.example@evil.example/',
    'https://user@app.example/',
    'http://app.example/',
    'https://app.example:444/',
    '//app.example/',
    '/page',
    'javascript:alert(1)//https://app.example',
    '',
    `${app}/&return=https://evil.example/`,
  ]) {
    const response = await ask(new Request(`${origin}/test/sign-in?return=${back}`));
    expect(response.status, back).toBe(400);
    expect(response.headers.get('location')).toBe(null);
    expect(await refusal(response)).toBe('gateway-return-refused');
  }
  expect((await ask(new Request(`${origin}/test/sign-in?return=${app}/&challenge=short`))).status).toBe(400);
  expect(log.every(({ event }) => event === 'refused')).toBe(true);
});

test('what a person is shown quotes nothing, runs nothing and tells nobody', async () => {
  const { ask } = open();
  const response = await ask(new Request(`${origin}/test/callback?code=<script>&state=<script>`));
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(await response.text()).not.toContain('<script');
});

test('the wiki refuses the gateway itself: the page says so', async () => {
  const { browser, testwiki } = open();
  const callback = await toCallback(browser);
  testwiki.intercept(async (request) =>
    request.url.endsWith('/access_token') ? Response.json({ error: 'invalid_client' }, { status: 401 }) : undefined,
  );
  const response = await browser.step(callback);
  expect([response.status, await refusal(response)]).toEqual([502, 'gateway-oauth-refused']);
});
