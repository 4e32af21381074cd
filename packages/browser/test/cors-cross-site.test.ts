// Another site for real, over https. There the browser's settings decide whether the wiki's cookies travel, and where they do not
// no request fails: what must not happen is that a password is sent for nothing, or an edit made as nobody.
import { makeCertificate, openBrowser, type BrowserName, type OpenOptions } from '@mwkit/browsers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Across } from './across/page.ts';
import { startSite, type Site } from './across/site.ts';
import { accounts, botPasswords, kinds, startBehind, type WikiBehind } from './across/wikis.ts';

declare const across: Across;

const { user } = accounts;
const hosts = ['app.test', 'wiki.test'];

/** What becomes of the cookies of wiki.test in a page of app.test. */
type Cookies =
  /** Kept, and sent: they are those of the wiki's own pages. */
  | 'shared'
  /** Kept, and sent: but they are others than those of the wiki's own pages. */
  | 'partitioned'
  /** Not kept. */
  | 'blocked';

interface Case {
  readonly name: BrowserName;
  readonly thirdPartyCookies?: NonNullable<OpenOptions['thirdPartyCookies']>;
  readonly cookies: Cookies;
}
const cases: readonly Case[] = [
  { name: 'chromium', thirdPartyCookies: 'allowed', cookies: 'shared' },
  { name: 'chromium', thirdPartyCookies: 'blocked', cookies: 'blocked' },
  { name: 'firefox', cookies: 'partitioned' }, // as it is installed: Total Cookie Protection
  { name: 'firefox', thirdPartyCookies: 'blocked', cookies: 'blocked' },
];

/** Cookies that a wiki does not mark as `SameSite=None`: Chromium keeps them from every other site. */
const unmarked = ({ name, cookies }: Case): Cookies => (name === 'chromium' ? 'blocked' : cookies);

describe.each(cases)('$name, third-party cookies $cookies', async (one) => {
  const { name, thirdPartyCookies, cookies } = one;
  const options = { hosts, ...(thirdPartyCookies && { thirdPartyCookies }), onProgress: console.warn };
  const browser = await openBrowser(name, options).catch((error: Error) => error);
  // CI must run everything: there a missing browser fails
  const noBrowser = browser instanceof Error && process.env['CI'] !== 'true';
  if (noBrowser) console.warn(`\nSKIPPED: pages of other sites in ${name}. ${browser.message}\n`);
  afterAll(async () => {
    if (!(browser instanceof Error)) await browser.close();
  });
  const newPages = async (...sites: Site[]) => {
    if (browser instanceof Error) throw browser;
    const context = await browser.newContext();
    const pages = await Promise.all(
      sites.map(async (site) => {
        const page = await context.newPage();
        await page.goto(site.page);
        return page;
      }),
    );
    return { page: pages[0]!, wikiPage: pages[1]!, [Symbol.asyncDispose]: () => context.close() };
  };

  describe.for(kinds)('$kind', ({ kind, skip }) => {
    const skipped = skip || noBrowser;
    const opened = new AsyncDisposableStack();
    let app: Site, wiki: Site;
    let behind: WikiBehind;

    beforeAll(async () => {
      if (skipped) return;
      const certificate = await makeCertificate(hosts);
      app = opened.use(await startSite('app.test', { certificate }));
      wiki = opened.use(await startSite('wiki.test', { certificate }));
      behind = opened.use(await startBehind(wiki, kind, { lists: ['app.test:*'], overlays: ['samesite'] }));
    });
    afterAll(() => opened.disposeAsync());

    test.skipIf(skipped)('sign-in', async () => {
      await using pages = await newPages(app);
      const { page } = pages;
      await page.evaluate((api) => across.open('person', api), wiki.api);
      await page.evaluate((api) => across.open('bot', api), wiki.api);
      const { name: bot, password } = botPasswords.bot;
      const person = await page.evaluate(
        (by, secret) => across.clientLogin('person', by, secret),
        user.name,
        user.password,
      );
      const edit = person.error ? undefined : await page.evaluate(() => across.write('person', 'By a person'));
      const program = await page.evaluate((by, secret) => across.login('bot', by, secret), bot, password);
      if (cookies === 'blocked') {
        expect([person.error, program.error]).toEqual(['LoginError cookies-blocked', 'LoginError cookies-blocked']);
        expect(await page.evaluate(() => across.explain('person'))).toBe('cookies-blocked');
        // what it would have been: no password has left
        for (const { url, body } of wiki.seen) {
          expect(url.search + body).not.toMatch(/password=[^&]/);
          expect(decodeURIComponent(url.search + body)).not.toContain(user.password);
        }
      } else {
        expect([person.value, edit?.value, program.value]).toEqual(['PASS', 'Success', 'Robot']);
        expect(await behind.authors(['By a person'])).toEqual({ 'By a person': user.name });
        expect(wiki.seen.some(({ body }) => body.includes(user.password))).toBe(true);
      }
    });

    test.skipIf(skipped)('as the visitor, who has signed in on the wiki itself', async () => {
      await using pages = await newPages(app, wiki);
      const { page, wikiPage } = pages;
      await wikiPage.evaluate((api) => across.open('own', api), wiki.api);
      const own = await wikiPage.evaluate(
        (by, secret) => across.clientLogin('own', by, secret),
        user.name,
        user.password,
      );
      expect(own).toMatchObject({ value: 'PASS' });
      await page.evaluate((api) => across.open('visitor', api, { as: 'user' }), wiki.api);
      const edit = await page.evaluate(() => across.write('visitor', 'By the visitor'));
      if (cookies === 'shared') {
        expect(edit).toMatchObject({ value: 'Success' });
        expect(await behind.authors(['By the visitor'])).toEqual({ 'By the visitor': user.name });
      } else {
        expect(edit).toMatchObject({ error: 'ApiError assertuserfailed' });
        const cause = cookies === 'blocked' ? 'cookies-blocked' : 'not-signed-in';
        expect(await page.evaluate(() => across.explain('visitor'))).toBe(cause);
        expect(await behind.authors(['By the visitor'])).toEqual({});
      }
    });
  });

  test.skipIf(noBrowser)('a wiki with $wgCookieSameSite as it is by default', async () => {
    const certificate = await makeCertificate(hosts);
    await using app = await startSite('app.test', { certificate });
    await using wiki = await startSite('wiki.test', { certificate });
    await using _behind = await startBehind(wiki, 'testwiki', { lists: ['app.test:*'] });
    await using pages = await newPages(app);
    await pages.page.evaluate((api) => across.open('person', api), wiki.api);
    const { value, error } = await pages.page.evaluate(
      (by, secret) => across.clientLogin('person', by, secret),
      user.name,
      user.password,
    );
    expect(value ?? error).toBe(unmarked(one) === 'blocked' ? 'LoginError cookies-blocked' : 'PASS');
  });
});
