// Requests as no browser and no fetch writes them: to reach another host or route than the configuration's, or to add headers.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectNoSecrets, listen, outcome, type Target, watchConsole, written } from './attacker.ts';
import { app, open, type Opened } from './gateway.ts';
import { cookieHeader, signInVictim, type Victim } from './victim.ts';

const said = watchConsole();
const host = 'host: gateway.example';
const from = `origin: ${app}`;
const call = '/test/api.php?action=query&meta=userinfo';
const rest = '/test/rest.php';

let opened: Opened;
let target: Target;
let victim: Victim;
/** What has reached the wiki. */
const seen: Request[] = [];
beforeAll(async () => {
  opened = open();
  victim = await signInVictim(opened);
  opened.testwiki.intercept(async (request) => void seen.push(request));
  target = await listen(opened.ask);
});
afterAll(() => target[Symbol.asyncDispose]());

/** Sends a request with the victim's cookie. @returns its outcome, and where at the wiki it got */
async function send(line: string, headers: readonly string[] = [host, from]): Promise<string> {
  seen.length = 0;
  const bytes = Buffer.from(written(line, [...headers, `cookie: ${victim.cookie}`]), 'latin1');
  return [outcome(await target.raw(bytes)), ...seen.map(({ url }) => url)].join(' -> ');
}

test('another host, named in the request', async () => {
  const passed = '200 -> https://wiki.example/w/api.php?action=query&meta=userinfo&format=json';
  for (const headers of [
    ['host: evil.example', from],
    ['host: evil.example@wiki.example', from],
    ['host: [', from],
    [host, from, 'x-forwarded-host: evil.example', 'x-forwarded-proto: http'],
    [host, from, 'forwarded: host=evil.example;proto=http', 'x-original-url: /evil/api.php', 'x-rewrite-url: /evil'],
    [host, from, 'x-http-method-override: DELETE', 'upgrade: h2c'],
  ])
    expect(await send(`GET ${call}`, headers), headers.join()).toBe(passed);
  expect(await send(`GET http://evil.example${call}`)).toBe(passed);
  // whose URL is none
  expect(await send(`GET ${call}`, ['host: a:99999', from])).toBe('404 gateway-unknown-route');
  for (const target of [`//evil.example${call}`, `/https://evil.example${call}`, `/evil.example/..;${call}`, '*'])
    expect(await send(`GET ${target}`), target).toBe('404 gateway-unknown-route');
  expect(await send('GET /evil.example/api.php?action=query')).toBe('404 gateway-unknown-wiki');
  expect(await send('GET /%E0%A4%A/api.php?action=query')).toBe('404 gateway-unknown-wiki');
  for (const line of [`GET http:${call}`, `GET http://a:99999${call}`, `GET evil${call}`, 'GET @evil.example/'])
    expect(await send(line), line).toBe('400');
  // nothing is said to those who take it for a proxy
  expect(await send('CONNECT evil.example:443')).toBe('nothing');
  expect(await send(`TRACE ${call}`)).toBe('405 gateway-bad-method');
});

test('another route of the wiki', async () => {
  const refused = {
    '403 gateway-route-refused': [
      '/oauth2/resource/profile',
      '/v1/../oauth2/resource/profile',
      '/v1/%2e%2e/oauth2/resource/profile',
      '/v1/.%2E%2foauth2/resource/profile',
      '/v1/%252e%252e/oauth2',
      '/v1/%25252e%25252e/oauth2',
      '/v1/%09/../../oauth2',
      String.raw`/v1\..\oauth2`,
      String.raw`/v1/..\oauth2`,
      '/v1/..%5coauth2',
      '/v1/..;/oauth2',
      '/v1;x/oauth2',
      '/v1%2f..%2foauth2',
      '/v1%00/page/A',
      '//evil.example/v1/page/A',
    ],
    '404 gateway-unknown-route': [
      '@evil.example/v1/page/A',
      '.evil.example/v1/page/A',
      ':80@evil.example/v1/page/A',
      '/../index.php?title=A',
    ],
    '404 gateway-unknown-wiki': ['/../../other/api.php?action=query'],
    '400 gateway-parameter-refused': [
      '/v1/page/A?callback=f',
      '/v1/page/A?oauth_token=x',
      '/v1/page/A?centralauthtoken=x',
      '/v1/page/A?a=1&a=2',
      '/v1/page/A?a[]=1',
    ],
    '400': ['/v1/.\t./oauth2', '/v1/page/A B'],
  };
  for (const [how, paths] of Object.entries(refused))
    for (const path of paths) expect(await send(`GET ${rest}${path}`), path).toBe(how);
  // what names a title stays in its place, whatever it looks like
  expect(await send(`GET ${rest}/v1/page/%2Foauth2%2F%3Fx%23%40evil.example`)).toBe(
    '404 -> https://wiki.example/w/rest.php/v1/page/%2Foauth2%2F%3Fx%23%40evil.example',
  );
});

test('headers that break out, come twice, or are of the gateway’s own', async () => {
  for (const header of ['api-user-agent: a\r\n x-evil: 1', 'accept: a\rx-evil: 1', 'accept: a\nx: 1\0', 'a b: c'])
    expect(await send(`GET ${call}`, [host, from, header]), header).toBe('400');
  expect(await send(`GET ${call}`, [host, from, 'api-user-agent: \xE9'])).toBe('400 gateway-parameter-refused');
  expect(await send(`GET ${call}`, [host, from, from])).toBe('403 gateway-origin-refused');
  expect(await send(`GET ${call}`, [host, from, 'origin: https://evil.example'])).toBe('403 gateway-origin-refused');
  expect(await send(`GET ${call}`, [host, `origin: ${app}, *`])).toBe('403 gateway-origin-refused');
  expect(await send(`GET ${call}`, [host, 'sec-fetch-site: cross-site', 'sec-fetch-site: same-origin'])).toBe(
    '403 gateway-origin-refused',
  );
  // none of two is taken
  const bearer = `authorization: Bearer ${'x'.repeat(43)}`;
  expect(await send(`GET ${call}`, [host, from, bearer, bearer])).toBe('401 gateway-session-ended');
  const headers = [
    'x-forwarded-for: 192.0.2.66',
    'referer: https://app.example/secret',
    'proxy-authorization: Basic secret',
    'cookie: mw_session=stolen; centralauth_Token=stolen',
    'x-wikimedia-debug: 1',
    'range: bytes=0-1',
    'accept-language: de',
  ];
  expect(await send(`GET ${call}`, [host, from, ...headers])).toMatch(/^200 -> /u);
  expect([...seen[0]!.headers.keys()].toSorted()).toEqual(['accept-language', 'authorization', 'user-agent']);
});

test('lines put into the answer', async () => {
  const back = encodeURIComponent(`${app}/a\r\nset-cookie: x=1\r\n\r\n<script>`);
  const begun = await target.raw(written(`GET /test/sign-in?return=${back}`, [host]));
  expect(begun).toMatch(/^HTTP\/1\.1 303/u);
  expect(begun.match(/^set-cookie: .*$/gimu)).toEqual([expect.stringContaining('__Host-mwkit-test.pending=')]);
  expect(begun).not.toContain('script');
  const shown = await target.raw(written('GET /test/callback?state=%0d%0ax:1&error=%3Cscript%3E%0d%0ax:1', [host]));
  expect(outcome(shown)).toBe('400 gateway-sign-in-refused');
  expect(shown).not.toMatch(/^x:|<script/mu);
});

test('redirects of the wiki lead no token elsewhere', async () => {
  for (const location of [
    'https://evil.example/w/api.php',
    '//evil.example/',
    'http://wiki.example/w/api.php',
    '/evil',
  ]) {
    const end = opened.testwiki.intercept(async () => new Response(null, { status: 307, headers: { location } }));
    for (const path of [call, `${rest}/v1/page/A`])
      expect(await send(`GET ${path}`), location).toMatch(
        /^502 gateway-wiki-redirects -> https:\/\/wiki\.example\/\S+$/u,
      );
    end();
  }
  const callback = new URL((await opened.browser.step(`https://gateway.example/test/sign-in?return=${app}`)).headers.get('location') ?? ''); // prettier-ignore
  const { searchParams } = callback;
  const cookies = cookieHeader(opened.browser.cookies.get('gateway.example'));
  const end = opened.testwiki.intercept(async () => Response.redirect('https://evil.example/access_token', 307));
  seen.length = 0;
  const back = written(`GET /test/callback?code=abcdefgh&state=${searchParams.get('state')}`, [
    host,
    `cookie: ${cookies}`,
  ]);
  expect(outcome(await target.raw(back))).toMatch(/^502 gateway-/u);
  end();
  // the secret of the consumer, too
  expect(seen.map(({ url }) => new URL(url).origin)).toEqual(['https://wiki.example']);
});

test('and all the while the victim is who she is, and nothing secret is written down', async () => {
  await victim.isUntouched();
  expectNoSecrets([opened.log, said], victim.secrets());
  expect(said).toEqual([]);
  expect(opened.log.filter(({ event }) => event === 'fault')).toEqual([]);
});
