// testwiki beside real wikis, request by request, without a browser: what a browser would go by must be the same.
import { createTestWiki, type TestWikiOptions, type Version } from '@mwkit/testwiki';
import { accounts, startWiki, type RealWiki } from '@mwkit/wiki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { optionsOf } from '../../testwiki/test/overlays.ts';
import { skipReal } from './across/wikis.ts';

interface Raw {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends one request as it is, as no browser would let a page. */
type Send = (raw: Raw) => Promise<Response>;

/** REST's settings, and how one wiki gets them all: by a header of each request. */
const restSettings = {
  off: {},
  anonymous: { allowCrossOrigin: true },
  cookies: { allowCrossOrigin: true, restAllowCrossOriginCookieAuth: true },
} as const satisfies Record<string, TestWikiOptions>;
/** Without the wiki's own host. */
const lists = ['app.example', '*friend.example', 'on?.example'];
const settings = `$wgRateLimits = [];
$wgCrossSiteAJAXdomains = [ ${lists.map((pattern) => `'${pattern}'`).join(', ')} ];
$wgAllowCrossOrigin = in_array( $_SERVER['HTTP_X_REST'] ?? '', [ 'anonymous', 'cookies' ] );
$wgRestAllowCrossOriginCookieAuth = ( $_SERVER['HTTP_X_REST'] ?? '' ) === 'cookies';`;

const origins = (own: string): Readonly<Record<string, string | undefined>> => ({
  'no origin': undefined,
  'own origin': own,
  listed: 'http://app.example',
  unlisted: 'http://evil.example',
  null: 'null',
});

const byPattern = { '*': 'https://friend.example', '?': 'http://one.example' };

interface Session {
  readonly cookie: string;
  readonly token: string;
}

const people = (cookie: string, token: string) => ({
  nobody: { headers: {}, token: '+\\' },
  cookies: { headers: { cookie }, token },
  bearer: { headers: { authorization: 'Bearer lab-alice' }, token: '+\\' },
});

const call = (query: Record<string, string>) =>
  `/w/api.php?${new URLSearchParams({ format: 'json', formatversion: '2', ...query })}`;

const post = (query: Record<string, string>, fields: Record<string, string>, headers = {}): Raw => ({
  method: 'POST',
  path: call(query),
  headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
  body: String(new URLSearchParams(fields)),
});

const preflight = (path: string, method: string, asked: string, origin: string | undefined): Raw => ({
  method: 'OPTIONS',
  path,
  headers: {
    'access-control-request-method': method,
    ...(asked && { 'access-control-request-headers': asked }),
    ...(origin && { origin }),
  },
});

/** Cookies and token of a signed-in user. */
async function signIn(send: Send): Promise<Session> {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map((pair) => pair.join('=')).join('; ');
  const ask = async ({ headers, ...raw }: Raw) => {
    const response = await send({ ...raw, headers: { ...headers, ...(jar.size > 0 && { cookie: cookie() }) } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return response.json();
  };
  const tokens = { path: call({ action: 'query', meta: 'tokens', type: 'csrf|login' }) };
  const { logintoken } = (await ask(tokens)).query.tokens;
  const { name: username, password } = accounts.user;
  const fields = { action: 'clientlogin', username, password, logintoken, loginreturnurl: 'http://app.example/' };
  expect((await ask(post({}, fields))).clientlogin.status).toBe('PASS');
  return { cookie: cookie(), token: (await ask(tokens)).query.tokens.csrftoken };
}

/** The Action API by all ways, by name; then REST. */
function* actionRequests({ cookie, token }: Session, wikiOrigin: string): Generator<[string, Raw]> {
  for (const [place, origin] of Object.entries(origins(wikiOrigin))) {
    const parameters = { 'no parameter': {}, ...(origin && { origin: { origin } }), 'origin=*': { origin: '*' } };
    for (const [given, parameter] of Object.entries(parameters)) {
      const from = `Action, ${place}, ${given}`;
      for (const [who, { headers, token: own }] of Object.entries(people(cookie, token))) {
        const all = { ...headers, ...(origin && { origin }) };
        yield [
          `${from}, ${who}: read`,
          { path: call({ action: 'query', meta: 'userinfo', ...parameter }), headers: all },
        ];
        yield [
          `${from}, ${who}: write`,
          post(parameter, { action: 'edit', title: 'Cors', appendtext: 'x', token: own }, all),
        ];
      }
      for (const asked of ['', 'api-user-agent', 'authorization,content-type', 'x-other'])
        yield [`${from}: preflight for ${asked || 'no header'}`, preflight(call(parameter), 'POST', asked, origin)];
    }
  }
  const odd = { 'of another page': 'http://evil.example', 'with a slash': 'http://app.example/', empty: '' };
  for (const [name, origin] of Object.entries(odd)) {
    const headers = { origin: 'http://app.example' };
    yield [`Action, origin ${name}: read`, { path: call({ action: 'query', meta: 'userinfo', origin }), headers }];
    yield [`Action, origin ${name}: preflight`, preflight(call({ origin }), 'GET', '', headers.origin)];
  }
  for (const [pattern, origin] of Object.entries(byPattern)) {
    const headers = { origin, cookie };
    yield [
      `Action, listed by ${pattern}: read`,
      { path: call({ action: 'query', meta: 'userinfo', origin }), headers },
    ];
    yield [`Action, listed by ${pattern}: preflight`, preflight(call({ origin }), 'POST', '', origin)];
  }
}

function* restRequests({ cookie, token }: Session, wikiOrigin: string, setting: string): Generator<[string, Raw]> {
  for (const [place, origin] of Object.entries(origins(wikiOrigin))) {
    const from = `REST, ${place}`;
    for (const [who, { headers, token: own }] of Object.entries(people(cookie, token))) {
      const all = { ...headers, ...(origin && { origin }) };
      yield [`${from}, ${who}: read`, { path: '/w/rest.php/v1/page/Main_Page/bare', headers: all }];
      yield [`${from}, ${who}: no such page`, { path: '/w/rest.php/v1/page/Nothing_here/bare', headers: all }];
      const page = {
        title: `${setting}, ${place}, ${who}`,
        source: 'x',
        comment: 'c',
        ...(who !== 'bearer' && { token: own }),
      };
      const json = { ...all, 'content-type': 'application/json' };
      yield [
        `${from}, ${who}: write`,
        { method: 'POST', path: '/w/rest.php/v1/page', headers: json, body: JSON.stringify(page) },
      ];
    }
    const asked = 'authorization,content-type';
    yield [`${from}: preflight for POST`, preflight('/w/rest.php/v1/page', 'POST', asked, origin)];
    yield [`${from}: preflight for PUT`, preflight('/w/rest.php/v1/page/Main_Page', 'PUT', asked, origin)];
    yield [`${from}: preflight for no route`, preflight('/w/rest.php/v1/nothing', 'GET', asked, origin)];
  }
  for (const [pattern, origin] of Object.entries(byPattern))
    yield [
      `REST, listed by ${pattern}: read`,
      { path: '/w/rest.php/v1/page/Main_Page/bare', headers: { origin, cookie } },
    ];
}

const looked = /^(access-control-|timing-allow-origin$|vary$|mediawiki-(cors-rejection|login-suppressed|api-error)$)/;

/** What a browser goes by, and what its page then reads: one line. */
async function seen(response: Response): Promise<string> {
  const headers = Object.fromEntries([...response.headers].filter(([name]) => looked.test(name)));
  // compression's, which is the server's affair
  const vary = headers['vary']?.split(', ').filter((name) => name !== 'Accept-Encoding');
  if (vary) headers['vary'] = vary.join(', ');
  if (vary?.length === 0) delete headers['vary'];
  const type = response.headers.get('content-type')?.replace(/;.*/, '').toLowerCase();
  return `${response.status} ${JSON.stringify(headers)} ${type} ${kind(await response.text())}`;
}

function kind(text: string): string {
  if (!text.startsWith('{')) return text.trim().slice(0, 60);
  const answer = JSON.parse(text);
  const { query, edit, error, errorKey, warnings = {}, ...rest } = answer;
  return JSON.stringify({
    user: query?.userinfo?.name,
    edit: edit?.result,
    code: error?.code ?? error ?? errorKey,
    warned: Object.keys(warnings),
    keys: Object.keys(rest).toSorted(),
  });
}

async function ask(send: Send, which: typeof restRequests, wikiOrigin: string, setting: string): Promise<string[]> {
  const answers: string[] = [];
  for (const [name, raw] of which(await signIn(send), wikiOrigin, setting))
    answers.push(`${name}: ${await seen(await send(raw))}`);
  return answers;
}

const overlays = ['cors', 'bearer'] as const;

describe.for(['1.39', '1.43'] as const satisfies Version[])('%s', (version) => {
  let real: RealWiki;
  beforeAll(async () => {
    if (!skipReal) real = await startWiki({ version, overlays, settings });
  });
  afterAll(() => real?.stop());

  async function both(which: typeof restRequests, rest: keyof typeof restSettings) {
    const wiki = createTestWiki({
      ...optionsOf(overlays),
      ...restSettings[rest],
      crossSiteAJAXdomains: lists,
      version,
      origin: real.origin,
    });
    const sendReal: Send = ({ path, headers, ...init }) =>
      fetch(real.origin + path, { ...init, headers: { ...headers, 'x-rest': rest }, redirect: 'manual' });
    const sendTest: Send = ({ path, ...init }) => wiki.fetch(real.origin + path, init);
    return {
      theirs: await ask(sendReal, which, real.origin, rest),
      ours: await ask(sendTest, which, real.origin, rest),
    };
  }

  test.skipIf(skipReal)('the Action API', async () => {
    const { ours, theirs } = await both(actionRequests, 'off');
    expect(ours).toEqual(theirs);
  });

  test.skipIf(skipReal).for(['off', 'anonymous', 'cookies'] as const)('REST, cross-origin: %s', async (rest) => {
    const { ours, theirs } = await both(restRequests, rest);
    expect(ours).toEqual(theirs);
  });
});
