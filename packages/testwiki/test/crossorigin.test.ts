import { expect, test } from 'vitest';
import { createCentralAuth, createTestWiki, type Version } from '../src/index.ts';
import { Browser, alice, robot } from './browser.ts';

const app = 'https://app.example';
const evil = 'https://evil.example';

type Query = Record<string, string>;

const wikiOf = (version: Version, centralAuth = createCentralAuth()) =>
  createTestWiki({ version, centralAuth, crossSiteAJAXdomains: ['app.example'], bearerTokens: { good: 'Alice' } });

/** What each request of a browser brings, to be known in this way. */
interface Brings {
  readonly headers?: Query;
  readonly query?: Query;
}

type Way = (browser: Browser, token: () => Promise<string>) => Promise<Brings>;

const sessions = {
  nobody: async () => ({}),
  cookies: async (browser) => {
    await browser.login(...alice);
    return {};
  },
  'bot password': async (browser) => {
    await browser.login(...robot);
    return {};
  },
  bearer: async () => ({ headers: { Authorization: 'Bearer good' } }),
  'bad bearer': async () => ({ headers: { Authorization: 'Bearer bad' } }),
  'central header': async (_, token) => ({ headers: { Authorization: `CentralAuthToken ${await token()}` } }),
  'central parameter': async (_, token) => ({ query: { centralauthtoken: await token() } }),
  'bad central parameter': async () => ({ query: { centralauthtoken: 'bad' } }),
} satisfies Record<string, Way>;

/** `200 <who> allow=<Access-Control-Allow-Origin>`, or the text or code of the refusal. */
async function cell(version: Version, session: keyof typeof sessions, query: Query, origin = app): Promise<string> {
  const centralAuth = createCentralAuth();
  const home = new Browser(createTestWiki({ centralAuth }));
  const token = async () => {
    await home.login(...alice);
    return (await home.get({ action: 'centralauthtoken' })).centralauthtoken.centralauthtoken;
  };
  const browser = new Browser(wikiOf(version, centralAuth));
  const way: Way = sessions[session];
  const sent = await way(browser, token);
  const parameters = new URLSearchParams({
    action: 'query',
    meta: 'userinfo',
    format: 'json',
    formatversion: '2',
    ...query,
    ...sent.query,
  });
  const url = `${browser.wiki.api}?${parameters}`;
  const { status, headers } = await browser.send(url, { headers: { Origin: origin, ...sent.headers } });
  const text = await browser.response.text();
  const body = headers.get('content-type')?.startsWith('text/html') ? undefined : JSON.parse(text);
  const what = body ? (body.error?.code ?? body.query.userinfo.name) : text.trim();
  const allow = headers.get('access-control-allow-origin');
  const credentials = headers.get('access-control-allow-credentials');
  return `${status} ${what}${allow === null ? '' : ` allow=${allow}${credentials === 'true' ? ' with cookies' : ''}`}`;
}

const both = "403 'origin' and 'crossorigin' parameters cannot be used together";
const cookies = "403 'crossorigin' cannot be used with cookie-based sessions";

test.for<[keyof typeof sessions, without: string, star: string, listed: string, unlisted: string, crossorigin: string]>(
  [
    [
      'nobody',
      '200 127.0.0.1',
      '200 127.0.0.1 allow=*',
      `200 127.0.0.1 allow=${app} with cookies`,
      '200 127.0.0.1',
      cookies,
    ],
    ['cookies', '200 Alice', '200 127.0.0.1 allow=*', `200 Alice allow=${app} with cookies`, '200 Alice', cookies],
    [
      'bot password',
      '200 Robot',
      '200 127.0.0.1 allow=*',
      `200 Robot allow=${app} with cookies`,
      '200 Robot',
      "403 'crossorigin' cannot be used with bot password sessions",
    ],
    [
      'bearer',
      '200 Alice',
      '200 127.0.0.1 allow=*',
      `200 Alice allow=${app} with cookies`,
      '200 Alice',
      '200 Alice allow=*',
    ],
    [
      'central header',
      '200 Alice',
      '200 127.0.0.1 allow=*',
      `200 Alice allow=${app} with cookies`,
      '200 Alice',
      '200 Alice allow=*',
    ],
    [
      'central parameter',
      '200 Alice',
      '200 127.0.0.1 allow=*',
      `200 Alice allow=${app} with cookies`,
      '200 Alice',
      "403 'crossorigin' cannot be used with CentralAuth token-based sessions",
    ],
  ],
)('1.45, %s', async ([session, without, star, listed, unlisted, crossorigin]) => {
  expect(await cell('1.45', session, {})).toBe(without);
  expect(await cell('1.45', session, { origin: '*' })).toBe(star);
  expect(await cell('1.45', session, { origin: app })).toBe(listed);
  expect(await cell('1.45', session, { origin: evil }, evil)).toBe(unlisted);
  expect(await cell('1.45', session, { crossorigin: '' })).toBe(crossorigin);
  expect(await cell('1.45', session, { crossorigin: '1', origin: app })).toBe(both);
});

test.for([
  ['bad bearer', '200 mwoauth-invalid-authorization'],
  ['bad central parameter', '200 badtoken'],
] as const)(
  '%s: an error before any rule of CORS, so that no page of another origin may see it',
  async ([session, error]) => {
    for (const query of [{}, { origin: '*' }, { origin: app }, { crossorigin: '' }] as Query[])
      expect(await cell('1.45', session, query)).toBe(error);
  },
);

test('before, crossorigin is a parameter that nobody knows: no headers, and a warning', async () => {
  expect(await cell('1.43', 'bearer', { crossorigin: '' })).toBe('200 Alice');
  const { warnings } = await new Browser(wikiOf('1.43')).get({ action: 'query', crossorigin: '' });
  expect(warnings.main.warnings).toBe('Unrecognized parameter: crossorigin.');
});

test('paraminfo of main tells which wiki knows it', async () => {
  const names = async (version: Version) => {
    const { paraminfo } = await new Browser(wikiOf(version)).get({ action: 'paraminfo', modules: 'main' });
    return paraminfo.modules[0].parameters.map(({ name }: { name: string }) => name);
  };
  expect(await names('1.45')).toContain('crossorigin');
  expect(await names('1.45')).toContain('centralauthtoken');
  expect(await names('1.43')).not.toContain('crossorigin');
});

test('a preflight may ask for crossorigin, and leaves a CentralAuth token as it is', async () => {
  const centralAuth = createCentralAuth();
  const home = new Browser(createTestWiki({ centralAuth }));
  await home.login(...alice);
  const { centralauthtoken } = (await home.get({ action: 'centralauthtoken' })).centralauthtoken;
  const browser = new Browser(wikiOf('1.45', centralAuth));
  const preflight = async (query: Query) => {
    const headers = {
      Origin: app,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization',
    };
    const url = `${browser.wiki.api}?${new URLSearchParams({ action: 'query', format: 'json', ...query })}`;
    const response = await browser.send(url, { method: 'OPTIONS', headers });
    return ['access-control-allow-origin', 'access-control-allow-headers', 'mediawiki-api-error'].map((name) =>
      response.headers.get(name),
    );
  };
  expect(await preflight({ crossorigin: '' })).toEqual(['*', 'authorization', null]);
  expect(await preflight({ origin: app, centralauthtoken })).toEqual([app, 'authorization', null]);
  expect(await preflight({ origin: app, centralauthtoken: 'bad' })).toEqual([null, null, 'badtoken']);
  const { query } = await browser.get({ action: 'query', meta: 'userinfo', centralauthtoken });
  expect(query.userinfo.name).toBe('Alice');
});

test('tokens come with crossorigin, and write', async () => {
  const browser = new Browser(wikiOf('1.45'));
  const headers = { Authorization: 'Bearer good', Origin: app };
  const { query } = await browser.get({ action: 'query', meta: 'tokens', crossorigin: '' }, headers);
  expect(query.tokens.csrftoken).toMatch(/^[0-9a-f]{40}\+\\$/u);
  const edit = { action: 'edit', title: 'T', text: 'x', token: query.tokens.csrftoken };
  expect((await browser.post(edit, '?crossorigin=', headers)).edit.result).toBe('Success');
  expect((await browser.post({ ...edit, token: '+\\' }, '?crossorigin=', headers)).error.code).toBe('badtoken');
});
