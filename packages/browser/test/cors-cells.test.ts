// Every cell of the rule table of packages/core/src/cors.ts in real browsers: what the page gets, and what came to the wiki.
import { openBrowser, type BrowserContext, type Page } from '@mwkit/browsers';
import { createCentralAuth } from '@mwkit/testwiki';
import { afterAll, describe, expect, test } from 'vitest';
import type { Across, Outcome } from './across/page.ts';
import { startSite, type Seen } from './across/site.ts';
import { accounts, bearer, kinds, startBehind } from './across/wikis.ts';

declare const across: Across;

const acts = ['Action read', 'Action write', 'REST read', 'REST write'] as const;
type Act = (typeof acts)[number];
type Origin = 'same' | 'listed' | 'unlisted';
type Person = 'anonymous' | 'cookies' | 'bearer' | 'centralauthtoken';

/** A refusal: the error that the page gets, what `explain` makes of it, and why it is right. */
interface Refusal {
  readonly error: string;
  readonly cause: string;
  /** `browser`: no write is sent. `wiki`: it is sent, and not carried out. */
  readonly by: 'browser' | 'wiki';
  readonly because: string;
}
const failed = (because: string): Refusal => ({
  error: 'NetworkError network',
  cause: 'origin-not-listed',
  by: 'browser',
  because,
});

const ok = 'passes';
const noAnswer = failed('the wiki does not list the page, so that the browser keeps the answer from it');
const noToken = failed('a write needs a token, and no answer with one can be read: the wiki does not list the page');
const restWithCookies = failed('REST answers pages that are not listed with `*`, which is not for calls with cookies');
const restNobody: Refusal = {
  error: 'RestError rest-cross-origin-anon-write',
  cause: 'other', // the error says it
  by: 'wiki',
  because: 'REST lets nobody write from a page that is not listed, whatever the browser says',
};

/** THE table: what becomes of a page's calls, in the order of `acts`. */
function table(knowsCrossorigin: boolean): Record<Origin, Record<Person, readonly (typeof ok | Refusal)[]>> {
  const all = [ok, ok, ok, ok] as const;
  // by `crossorigin` (MediaWiki 1.44) a token is good from every page; before, from those that are listed
  const byToken = knowsCrossorigin ? all : ([noAnswer, noToken, ok, ok] as const);
  return {
    same: { anonymous: all, cookies: all, bearer: all, centralauthtoken: all },
    listed: { anonymous: all, cookies: all, bearer: all, centralauthtoken: all },
    unlisted: {
      anonymous: [ok, ok, ok, restNobody],
      cookies: [noAnswer, noToken, restWithCookies, noToken],
      bearer: byToken,
      centralauthtoken: byToken,
    },
  };
}

/** By which rule, and with what in the URL of an Action API call. */
function ruleOf(origin: Origin, who: Person, knowsCrossorigin: boolean, page: string) {
  if (origin === 'same') return { rule: 'same-origin', parameters: {} };
  if (who === 'anonymous') return { rule: 'anonymous', parameters: { origin: '*' } };
  if (who === 'cookies') return { rule: 'cookies', parameters: { origin: page } };
  if (knowsCrossorigin) return { rule: 'crossorigin', parameters: { crossorigin: '1' } };
  return { rule: 'listed-origin', parameters: { origin: page } };
}

/** As whom a request shows its sender to the wiki. */
function shown({ url, headers: { cookie = '', authorization = '' } }: Seen): Person | 'several' {
  const ways: Person[] = [];
  if (/_session=/.test(cookie)) ways.push('cookies');
  if (authorization === `Bearer ${bearer}`) ways.push('bearer');
  if (authorization.startsWith('CentralAuthToken ') || url.searchParams.has('centralauthtoken'))
    ways.push('centralauthtoken');
  return ways.length > 1 ? 'several' : (ways[0] ?? 'anonymous');
}

const hosts: Record<Origin, string> = { same: 'wiki.test', listed: 'listed.wiki.test', unlisted: 'unlisted.wiki.test' };
const origins = Object.keys(hosts) as Origin[];
/** 1.39's REST does not know its own origin where that has a port. */
const lists = ['listed.wiki.test:*', 'wiki.test:*'];
const { name: username, password } = accounts.user;

describe.each(['chromium', 'firefox'] as const)('%s', async (name) => {
  const options = { hosts: [...Object.values(hosts), 'home.wiki.test'], onProgress: console.warn };
  const browser = await openBrowser(name, options).catch((error: Error) => error);
  // CI must run everything: there a missing browser fails
  const noBrowser = browser instanceof Error && process.env['CI'] !== 'true';
  if (noBrowser) console.warn(`\nSKIPPED: pages of other origins in ${name}. ${browser.message}\n`);
  afterAll(async () => {
    if (!(browser instanceof Error)) await browser.close();
  });

  test.skipIf(noBrowser).for(kinds)('every cell of the table: $kind', { timeout: 60_000 }, async (one, { skip }) => {
    if (one.skip) skip();
    if (browser instanceof Error) throw browser;
    await using opened = new AsyncDisposableStack();
    const sites = {
      same: opened.use(await startSite(hosts.same)),
      listed: opened.use(await startSite(hosts.listed)),
      unlisted: opened.use(await startSite(hosts.unlisted)),
    };
    const wiki = sites.same;
    const centralAuth = createCentralAuth();
    const behind = opened.use(await startBehind(wiki, one.kind, { lists, centralAuth }));

    const found: Record<string, object> = {};
    const expected: Record<string, object> = {};
    const authors: Record<string, string> = {};
    let cells = 0;

    /** The four calls of a person from one origin. */
    async function row(page: Page, origin: Origin, who: Person): Promise<void> {
      const { rule, parameters } = ruleOf(origin, who, one.crossorigin, sites[origin].origin);
      for (const [i, act] of acts.entries()) {
        const outcome = table(one.crossorigin)[origin][who][i]!;
        const cell = `${act} from ${origin} as ${who}`;
        const before = wiki.seen.length;
        const { error, rules } = await call(page, act, who, cell, ++cells);
        const asked = wiki.seen.slice(before).filter(({ method }) => method !== 'OPTIONS');
        const last = asked.at(-1);
        found[cell] = {
          outcome: error ?? ok,
          rule: rules.at(-1),
          ...(error && { cause: await page.evaluate((by) => across.explain(by), who) }),
          ...(outcome === ok && last && { as: shown(last), parameters: corsOf(last) }),
          written: asked.some(({ method }) => method === 'POST'),
        };
        expected[cell] = {
          ...(outcome === ok
            ? { outcome, as: who, parameters: act.startsWith('Action') ? parameters : {} }
            : { outcome: outcome.error, cause: outcome.cause }),
          rule,
          written: act.endsWith('write') && (outcome === ok || outcome.by === 'wiki'),
        };
        if (act.endsWith('write') && outcome === ok) authors[cell] = who === 'anonymous' ? '127.0.0.1' : username;
      }
    }

    const open = async (context: BrowserContext) =>
      Promise.all(
        origins.map(async (origin) => {
          const page = await context.newPage();
          await page.goto(sites[origin].page);
          return { origin, page };
        }),
      );

    // signed in on the wiki: whoever does not go by cookies must not send them
    const visitor = opened.use(await browser.newContext());
    const pages = await open(visitor);
    await pages[0]!.page.evaluate((api) => across.open('first', api), wiki.api);
    const signIn = (page: Page) =>
      page.evaluate((who, secret) => across.clientLogin('first', who, secret), username, password);
    expect(await signIn(pages[0]!.page)).toMatchObject({ value: 'PASS' });
    for (const { origin, page } of pages)
      for (const [who, settings] of Object.entries({
        anonymous: { as: 'anonymous' },
        cookies: { as: 'user' },
        bearer: { bearer },
      })) {
        await page.evaluate((by, api, given) => across.open(by, api, given as object), who, wiki.api, settings);
        await row(page, origin, who as Person);
      }

    // signed in on another wiki of its farm; the real ones here have no Extension:CentralAuth
    if (one.kind.startsWith('testwiki')) {
      const home = opened.use(await startSite('home.wiki.test'));
      opened.use(await startBehind(home, one.kind, { lists: ['*wiki.test:*'], centralAuth }));
      const elsewhere = opened.use(await browser.newContext());
      for (const { origin, page } of await open(elsewhere)) {
        await page.evaluate((api) => across.open('first', api), home.api);
        if (origin === 'same') expect(await signIn(page)).toMatchObject({ value: 'PASS' });
        await page.evaluate((api) => across.open('centralauthtoken', api, { homeName: 'first' }), wiki.api);
        await row(page, origin, 'centralauthtoken');
      }
    }

    expect(found).toEqual(expected);
    expect(await behind.authors(Object.keys(found))).toEqual(authors);
  });
});

/** A REST read is another one each time: browsers keep such answers for some seconds. */
function call(page: Page, act: Act, who: Person, title: string, limit: number): Promise<Outcome> {
  if (act === 'Action read') return page.evaluate((by) => across.read(by), who);
  if (act === 'Action write') return page.evaluate((by, title) => across.write(by, title), who, title);
  if (act === 'REST read') return page.evaluate((by, limit) => across.readRest(by, 'Main', limit), who, limit);
  return page.evaluate((by, title) => across.writeRest(by, title), who, title);
}

function corsOf({ url }: Seen): Record<string, string> {
  return Object.fromEntries([...url.searchParams].filter(([name]) => /^(cross)?origin$/.test(name)));
}
