// Another site for real, over https. There the browser's settings decide whether the wiki's cookies travel, and where they do not
// no request fails: what must not happen is that a password is sent for nothing, or an edit made as nobody.
import { makeCertificate, type BrowserName } from '@mwkit/browsers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { edit, explain, logIn, open, signIn } from './across/acts.ts';
import { openPage, startBrowser } from './across/browsers.ts';
import { startSite, type Site } from './across/site.ts';
import { accounts, botPasswords, kinds, startBehind, type WikiBehind } from './across/wikis.ts';

const { user } = accounts;
const robot = botPasswords.bot;
const hosts = ['app.test', 'wiki.test'];

interface Case {
  readonly name: BrowserName;
  readonly thirdPartyCookies?: 'allowed' | 'blocked';
  /**
   * What becomes of the cookies of wiki.test in a page of app.test. `shared`: they are kept and sent, and are those of the wiki's
   * own pages; `partitioned`: kept and sent, but others than those; `blocked`: not kept.
   */
  readonly cookies: 'shared' | 'partitioned' | 'blocked';
}
const settings: readonly Case[] = [
  { name: 'chromium', thirdPartyCookies: 'allowed', cookies: 'shared' },
  { name: 'chromium', thirdPartyCookies: 'blocked', cookies: 'blocked' },
  { name: 'firefox', cookies: 'partitioned' }, // as it is installed: Total Cookie Protection
  { name: 'firefox', thirdPartyCookies: 'blocked', cookies: 'blocked' },
];
const cases = await Promise.all(
  settings.map(async ({ name, thirdPartyCookies, cookies }) => {
    const browser = await startBrowser(name, { hosts, ...(thirdPartyCookies && { thirdPartyCookies }) });
    return { name, cookies, browser };
  }),
);

const certificate = await makeCertificate(hosts);

describe.for(kinds)('$kind', ({ kind, skip }) => {
  const opened = new AsyncDisposableStack();
  let app: Site, wiki: Site;
  let behind: WikiBehind;

  beforeAll(async () => {
    if (skip) return;
    app = opened.use(await startSite('app.test', { certificate }));
    wiki = opened.use(await startSite('wiki.test', { certificate }));
    behind = opened.use(await startBehind(wiki, kind, { lists: ['app.test:*'], overlays: ['samesite'] }));
  });
  afterAll(() => opened.disposeAsync());

  test.for(cases)('sign-in: $name, cookies $cookies', async ({ browser, name, cookies }, context) => {
    if (skip || browser.skip) context.skip();
    await using opened = await browser.open(app);
    const { page } = opened;
    await open(page, 'person', wiki.api);
    await open(page, 'program', wiki.api);
    const before = wiki.seen.length;
    const person = await signIn(page, 'person');
    const write = person.error ? undefined : await edit(page, 'person', `By a person in ${name}`);
    const program = await logIn(page, 'program', robot);
    const sent = wiki.seen.slice(before).map(({ url, body }) => decodeURIComponent(url.search + body));
    const passwords = sent.filter((text) => text.includes(user.password) || text.includes(robot.password));
    if (cookies === 'blocked') {
      expect([person.error, program.error]).toEqual(['LoginError cookies-blocked', 'LoginError cookies-blocked']);
      expect(await explain(page, 'person')).toBe('cookies-blocked');
      expect(passwords).toEqual([]);
    } else {
      expect([person.value, write?.value, program.value]).toEqual(['PASS', 'Success', 'Robot']);
      expect(Object.values(await behind.authors([`By a person in ${name}`]))).toEqual([user.name]);
      expect(passwords).toHaveLength(2);
    }
  });

  test.for(cases)(
    'as the visitor, who has signed in on the wiki itself: $name, cookies $cookies',
    async ({ browser, name, cookies }, context) => {
      if (skip || browser.skip) context.skip();
      await using opened = await browser.open(wiki);
      await open(opened.page, 'own', wiki.api);
      expect(await signIn(opened.page, 'own')).toMatchObject({ value: 'PASS' });
      const page = await openPage(opened.context, app);
      await open(page, 'visitor', wiki.api, { as: 'user' });
      const title = `By a visitor in ${name}, ${cookies}`;
      const write = await edit(page, 'visitor', title);
      const authors = Object.values(await behind.authors([title]));
      if (cookies === 'shared') {
        expect(write).toMatchObject({ value: 'Success' });
        expect(authors).toEqual([user.name]);
      } else {
        expect(write).toMatchObject({ error: 'ApiError assertuserfailed' });
        const cause = cookies === 'blocked' ? 'cookies-blocked' : 'not-signed-in';
        expect(await explain(page, 'visitor')).toBe(cause);
        expect(authors).toEqual([]);
      }
    },
  );
});

test.for(cases)('a wiki whose cookies have no SameSite: $name, cookies $cookies', async (one, context) => {
  const { browser, name, cookies } = one;
  if (browser.skip) context.skip();
  await using app = await startSite('app.test', { certificate });
  await using wiki = await startSite('wiki.test', { certificate });
  await using _behind = await startBehind(wiki, 'testwiki', { lists: ['app.test:*'] });
  await using opened = await browser.open(app);
  await open(opened.page, 'person', wiki.api);
  const { value, error } = await signIn(opened.page, 'person');
  // Chromium keeps a cookie without SameSite=None from every other site
  const blocked = name === 'chromium' || cookies === 'blocked';
  expect(value ?? error).toBe(blocked ? 'LoginError cookies-blocked' : 'PASS');
});
