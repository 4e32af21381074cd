import type { AuthFlow } from '@mwkit/node';
import { expect, test } from 'vitest';
import { api, app, open, origin } from './gateway.ts';

const modules = ['query', 'checktoken', 'clientlogin', 'createaccount', 'logout'];
const own = '__Host-mwkit-test';

/** A wiki that asks for the word of a picture, and a page that has begun to make an account. */
function openCaptcha() {
  const opened = open(
    { version: '1.43', captcha: { type: 'image', answers: ['heather'], badlogin: 1 } },
    { wiki: { signIn: { by: 'clientlogin' }, modules } },
  );
  const { browser, ask } = opened;
  const page = () => browser.wikiIn(app, api, { as: 'user' });
  const session = () => browser.cookies.get('gateway.example')?.get(own);
  /** As a script of the app asks, with the session. */
  const get = (path: string, headers: { readonly [name: string]: string } = {}, method = 'GET') => {
    const sent = { origin: app, cookie: `${own}=${session()}`, ...headers };
    return ask(new Request(`${origin}/test/${path}`, { method, headers: sent }));
  };
  return { ...opened, page, session, get };
}

const urlOf = async (flow: AuthFlow) => (await flow.form()).captcha?.imageUrl ?? expect.unreachable('no picture');
const codeOf = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code;

test('a page shows the picture of a captcha, of an account that is made and of a sign-in', async () => {
  const { page, log } = openCaptcha();
  const flow = page().createAccount();
  expect(await urlOf(flow)).toMatch(/^https:\/\/gateway\.example\/test\/captcha\?wpCaptchaId=\d+$/u);
  const { type, bytes } = await flow.captchaImage();
  expect(type).toBe('image/png');
  expect([...bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  const password = 'Newcomer-password-1';
  const answers = { username: 'Newcomer', password, retype: password };
  expect(await flow.submit({ ...answers, captchaWord: 'gorse' })).toMatchObject({ status: 'FAIL' });
  expect((await flow.captchaImage()).type).toBe('image/png');
  expect(await flow.submit({ ...answers, captchaWord: 'heather' })).toEqual({ status: 'PASS', username: 'Newcomer' });

  const signIn = openCaptcha();
  const login = signIn.page().clientLogin();
  expect(await login.submit({ username: 'Alice', password: 'wrong' })).toMatchObject({ status: 'FAIL' });
  expect((await login.captchaImage()).type).toBe('image/png');
  expect(log.map(({ event }) => event)).toEqual(['sign-in-refused', 'sign-in-ended']);
});

test('the picture comes bare, and for the session that was asked alone', async () => {
  const { page, get, testwiki } = openCaptcha();
  const { pathname, search } = new URL(await urlOf(page().createAccount()));
  const path = pathname.replace('/test/', '') + search;
  const seen: Request[] = [];
  testwiki.intercept(async (request) => void seen.push(request));
  const response = await get(path, { 'x-address': '192.0.2.9', referer: 'https://app.example/secret' });
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toEqual({
    'access-control-allow-credentials': 'true',
    'access-control-allow-origin': app,
    'access-control-expose-headers': expect.any(String),
    'cache-control': 'private, no-store',
    'content-security-policy': "sandbox; default-src 'none'",
    'content-type': 'image/png',
    vary: 'Origin',
    'x-content-type-options': 'nosniff',
  });
  const [sent] = seen as [Request];
  expect(new URL(sent.url).href).toMatch(
    /^https:\/\/wiki\.example\/w\/index\.php\?title=Special:Captcha\/image&wpCaptchaId=\d+$/u,
  );
  expect([...sent.headers.keys()].toSorted()).toEqual(['cookie', 'user-agent']);
  expect(sent.headers.get('cookie')).not.toContain('__Host');

  // nor does the wiki show it to another session
  const other = await get('api.php?action=query&meta=tokens&type=createaccount', { cookie: '' });
  const [cookie = ''] = other.headers.getSetCookie()[0]?.split(';') ?? [];
  expect(cookie).toMatch(/^__Host-mwkit-test=[\w-]{43}$/u);
  expect(await codeOf(await get(path, { cookie }))).toBe('gateway-wiki-answer');
  expect(await codeOf(await get(path, { cookie: '' }))).toBe('gateway-session-ended');
  expect(await codeOf(await get(path, { cookie: `${own}=${'A'.repeat(43)}` }))).toBe('gateway-session-ended');
});

test('nothing but that picture is asked for, and only by scripts of listed apps', async () => {
  const { page, get, testwiki } = openCaptcha();
  await urlOf(page().createAccount());
  const before = testwiki.requests.length;
  const asked: string[] = [];
  testwiki.intercept(async ({ url }) => void asked.push(url));
  for (const query of [
    '',
    '?wpCaptchaId=',
    '?wpCaptchaId=1&wpCaptchaId=2',
    '?wpCaptchaId=1%26title=Special:Export',
    '?wpCaptchaId=1%23',
    '?wpCaptchaId=1a',
    '?wpCaptchaId=%D9%A1',
    `?wpCaptchaId=${'1'.repeat(41)}`,
    '?wpCaptchaId=1&title=Special:UserLogout',
    '?title=Special:Captcha/image&wpCaptchaId=1',
    '?wpCaptchaId=1&action=raw',
    '?wpCaptchaId=1&origin=*',
    '?wpCaptchaId[]=1',
  ])
    expect(await codeOf(await get(`captcha${query}`)), query).toBe('gateway-parameter-refused');
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: '' },
    { origin: 'null' },
    { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'image' },
    { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
  ])
    expect(await codeOf(await get('captcha?wpCaptchaId=1', headers)), JSON.stringify(headers)).toBe(
      'gateway-origin-refused',
    );
  expect(await codeOf(await get('captcha?wpCaptchaId=1', {}, 'POST'))).toBe('gateway-bad-method');
  for (const path of ['captcha/image?wpCaptchaId=1', 'index.php?title=Special:Captcha/image&wpCaptchaId=1'])
    expect(await codeOf(await get(path)), path).toBe('gateway-unknown-route');
  expect(asked).toEqual([]);
  expect(testwiki.requests).toHaveLength(before);
  // at a wiki with OAuth there are no such sign-ins
  const oauth = open();
  const response = await oauth.ask(
    new Request(`${origin}/test/captcha?wpCaptchaId=1`, { headers: { origin: app, 'sec-fetch-site': 'cross-site' } }),
  );
  expect(await codeOf(response)).toBe('gateway-unknown-route');
});

test('what is no picture is not passed on', async () => {
  const { page, get, testwiki } = openCaptcha();
  await urlOf(page().createAccount());
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const typed = (type: string, status = 200) => new Response(svg, { status, headers: { 'content-type': type } });
  const png = { 'content-type': 'image/png' };
  const answers: (readonly [string, () => Response])[] = [
    ['a page', () => typed('text/html; charset=UTF-8')],
    ['an SVG', () => typed('image/svg+xml')],
    ['an SVG in disguise', () => typed('image/svg+xml, image/png')],
    ['no type', () => typed('')],
    ['an error that is a picture', () => typed('image/png', 404)],
    ['one that is too large', () => new Response(new Uint8Array(1_048_577), { headers: png })],
    ['one that says so', () => new Response('x', { headers: { ...png, 'content-length': '9999999' } })],
  ];
  for (const [what, answer] of answers) {
    const end = testwiki.intercept(async () => answer());
    const response = await get('captcha?wpCaptchaId=1');
    end();
    expect([response.status, await codeOf(response)], what).toEqual([502, 'gateway-wiki-answer']);
  }
  const cut = testwiki.intercept(async () => new Response(brokenOff(), { headers: png }));
  expect(await codeOf(await get('captcha?wpCaptchaId=1'))).toBe('gateway-wiki-unreachable');
  cut();
  const end = testwiki.intercept(async ({ url }) =>
    url.includes('wpCaptchaId') ? typed('text/html', 400) : undefined,
  );
  const lost = page().createAccount().captchaImage();
  await expect(lost).rejects.toMatchObject({ name: 'HttpError', code: 'status', status: 502 });
  end();
  // one that the wiki does not know (any more)
  expect(await codeOf(await get('captcha?wpCaptchaId=1'))).toBe('gateway-wiki-answer');
});

test('its cookies stay; redirects lead to the name that the page has in the language of the wiki, and nowhere else', async () => {
  const { page, get, testwiki } = openCaptcha();
  await urlOf(page().createAccount());
  const asked: string[] = [];
  let location = '';
  testwiki.intercept(async ({ url }) => {
    asked.push(url);
    if (asked.length === 1) return new Response(null, { status: 302, headers: { location, 'set-cookie': 'a=b' } });
    return new Response('png', { headers: { 'content-type': 'image/png; charset=x', 'set-cookie': 'c=d; path=/' } });
  });
  const follow = async (to: string) => {
    asked.length = 0;
    location = to;
    const response = await get('captcha?wpCaptchaId=12');
    expect(response.headers.getSetCookie()).toEqual([]);
    return response.status === 200 ? response.text() : codeOf(response);
  };
  const path = '/w/index.php?title=Spezial:Captcha/image&wpCaptchaId=12';
  expect(await follow(path)).toBe('png');
  expect(asked.at(-1)).toBe(`https://wiki.example${path}`);
  for (const wrong of [
    `https://evil.example${path}`,
    `http://wiki.example${path}`,
    `https://wiki.example:8443${path}`,
    '/w/index.php?title=Spezial:Captcha/image&wpCaptchaId=13',
    '/w/index.php?title=Spezial:Captcha/image',
    `${path}&action=raw`,
    '/w/index.php?title=Special:UserLogin&wpCaptchaId=12',
    '/w/index.php?title=User:X/y/image&wpCaptchaId=12',
    '/w/index.php/Special:UserLogin?title=Spezial:Captcha/image&wpCaptchaId=12',
    '/w/api.php?title=Spezial:Captcha/image&wpCaptchaId=12',
  ]) {
    expect(await follow(wrong), wrong).toBe('gateway-wiki-redirects');
    expect(asked).toHaveLength(1);
  }
});

test('in answers that ask for something, the URLs of pictures alone are changed', async () => {
  const { page, testwiki, get } = openCaptcha();
  await urlOf(page().createAccount());
  const field = (value: unknown) => ({ type: 'null', value });
  const asks = (...fields: unknown[]) => ({ query: { authmanagerinfo: { requests: [{ fields }] } } });
  const through = async (body: string) => {
    const end = testwiki.intercept(async () => new Response(body));
    const response = await get('api.php?action=query&meta=authmanagerinfo&amirequestsfor=create');
    end();
    return response.text();
  };
  const path = '/w/index.php?title=Spezial:Captcha/image&wpCaptchaId=7';
  const all = [path, `https://wiki.example${path}`, `//wiki.example${path}`];
  expect(JSON.parse(await through(JSON.stringify(asks(...all.map(field)))))).toEqual(
    asks(...all.map(() => field('/test/captcha?wpCaptchaId=7'))),
  );
  const others = asks(
    { label: path },
    field(7),
    field(`https://cdn.example${path}`),
    field('wpCaptchaId=7'),
    field(`${path}x`),
    field('/w/index.php?title=Special:Captcha/image'),
  );
  for (const body of [
    JSON.stringify(others, undefined, 1),
    '<html>wpCaptchaId=7',
    '{"a":1e400,"value":"wpCaptchaId="}',
  ])
    expect(await through(body)).toBe(body);
  expect(JSON.parse(await through(`{"value":"${'x'.repeat(1_048_577)}"}`))).toMatchObject({
    error: { code: 'gateway-wiki-answer' },
  });
});

function brokenOff(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(10));
      controller.error(new Error('reset'));
    },
  });
}
