// Every cell of the rule table of packages/core/src/cors.ts in real browsers: what the page gets, and what came to the wiki.
import type { Page } from '@mwkit/browsers';
import { createCentralAuth } from '@mwkit/testwiki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { edit, explain, open, search, signIn } from './across/acts.ts';
import { openPage, startBrowsers } from './across/browsers.ts';
import type { Across, Outcome } from './across/page.ts';
import { startSite, type Seen, type Site } from './across/site.ts';
import { accounts, bearer, startBehind, type WikiBehind, with145 } from './across/wikis.ts';

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
const noProof = failed(
  'REST takes a token that is no good for nobody, so the Action API is asked about it first, and does not answer such a page',
);
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
      centralauthtoken: knowsCrossorigin ? all : [noAnswer, noToken, ok, noProof],
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

const browsers = await startBrowsers([...Object.values(hosts), 'home.wiki.test']);

describe.for(with145)('$kind', ({ kind, crossorigin, skip }) => {
  const opened = new AsyncDisposableStack();
  let sites: Record<Origin, Site>;
  let home: Site;
  let behind: WikiBehind;

  beforeAll(async () => {
    if (skip) return;
    sites = {
      same: opened.use(await startSite(hosts.same)),
      listed: opened.use(await startSite(hosts.listed)),
      unlisted: opened.use(await startSite(hosts.unlisted)),
    };
    const centralAuth = createCentralAuth();
    behind = opened.use(await startBehind(sites.same, kind, { lists, centralAuth }));
    home = opened.use(await startSite('home.wiki.test'));
    opened.use(await startBehind(home, kind, { lists: ['*wiki.test:*'], centralAuth }));
  });
  afterAll(() => opened.disposeAsync());

  // 36 or 48 calls, one after another
  test.for(browsers)('every cell of the table: $name', { timeout: 60_000 }, async (browser, { skip: skipTest }) => {
    if (skip || browser.skip) skipTest();
    const wiki = sites.same;
    const found: Record<string, object> = {};
    const expected: Record<string, object> = {};
    const authors: Record<string, string> = {};

    /** The four calls of a person from one origin. */
    async function row(page: Page, origin: Origin, who: Person): Promise<void> {
      const { rule, parameters } = ruleOf(origin, who, crossorigin, sites[origin].origin);
      for (const [i, act] of acts.entries()) {
        const outcome = table(crossorigin)[origin][who][i]!;
        const cell = `${act} from ${origin} as ${who} in ${browser.name}`;
        const before = wiki.seen.length;
        const { error, rules } = await call(page, act, who, cell, Object.keys(found).length + 1);
        const asked = wiki.seen.slice(before).filter(({ method }) => method !== 'OPTIONS');
        const last = asked.at(-1);
        found[cell] = {
          outcome: error ?? ok,
          rule: rules.at(-1),
          ...(error && { cause: await explain(page, who) }),
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
        if (act.endsWith('write') && outcome === ok)
          authors[cell] = who === 'anonymous' ? '127.0.0.1' : accounts.user.name;
      }
    }
    // signed in on the wiki: whoever does not go by cookies must not send them
    await using visitor = await browser.open(wiki);
    await open(visitor.page, 'own', wiki.api);
    expect(await signIn(visitor.page, 'own')).toMatchObject({ value: 'PASS' });
    const settings = { anonymous: { as: 'anonymous' }, cookies: { as: 'user' }, bearer: { bearer } } as const;
    for (const origin of origins) {
      const page = await openPage(visitor.context, sites[origin]);
      for (const who of ['anonymous', 'cookies', 'bearer'] as const) {
        await open(page, who, wiki.api, settings[who]);
        await row(page, origin, who);
      }
    }

    // signed in on another wiki of its farm; the real ones here have no Extension:CentralAuth
    if (kind.startsWith('testwiki')) {
      await using elsewhere = await browser.open(home);
      await open(elsewhere.page, 'own', home.api);
      expect(await signIn(elsewhere.page, 'own')).toMatchObject({ value: 'PASS' });
      for (const origin of origins) {
        const page = await openPage(elsewhere.context, sites[origin]);
        await open(page, 'home', home.api, { as: 'user' });
        await open(page, 'centralauthtoken', wiki.api, { homeName: 'home' });
        await row(page, origin, 'centralauthtoken');
      }
    }

    expect(found).toEqual(expected);
    expect(await behind.authors(Object.keys(found))).toEqual(authors);
  });
});

function call(page: Page, act: Act, who: Person, title: string, number: number): Promise<Outcome> {
  if (act === 'Action read') return page.evaluate((who) => across.read(who), who);
  if (act === 'Action write') return edit(page, who, title);
  if (act === 'REST read') return search(page, who, number);
  return page.evaluate((who, title) => across.writeRest(who, title), who, title);
}

function corsOf({ url }: Seen): Record<string, string> {
  return Object.fromEntries([...url.searchParams].filter(([name]) => /^(cross)?origin$/.test(name)));
}
