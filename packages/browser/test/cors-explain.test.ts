// "Failed to fetch", and why: what `explain` finds out in real browsers. Pages that are not listed are in cors-cells.test.ts, cookies
// across sites in cors-cross-site.test.ts.
import { makeCertificate, openBrowser } from '@mwkit/browsers';
import { afterAll, describe, expect, test } from 'vitest';
import type { Across, Outcome } from './across/page.ts';
import { startSite } from './across/site.ts';
import { accounts, bearer, kinds, startBehind } from './across/wikis.ts';

declare const across: Across;

const { user } = accounts;
const lists = ['app.wiki.test:*'];
const passes = { value: 'Main Page' };
const network = { error: 'NetworkError network' };

/** What becomes of a REST read from a listed page, by whom REST takes calls from other origins from. */
const rest = {
  nobody: {
    anonymous: { ...network, cause: 'rest-cors-off' },
    cookies: { ...network, cause: 'rest-cors-off' },
    bearer: { ...network, cause: 'rest-cors-off' },
  },
  anonymous: { anonymous: passes, cookies: { ...network, cause: 'rest-cookies-off' }, bearer: passes },
} as const;

describe.each(['chromium', 'firefox'] as const)('%s', async (name) => {
  const options = { hosts: ['app.wiki.test', 'wiki.test'], onProgress: console.warn };
  const browser = await openBrowser(name, options).catch((error: Error) => error);
  // CI must run everything: there a missing browser fails
  const noBrowser = browser instanceof Error && process.env['CI'] !== 'true';
  if (noBrowser) console.warn(`\nSKIPPED: explain in ${name}. ${browser.message}\n`);
  afterAll(async () => {
    if (!(browser instanceof Error)) await browser.close();
  });
  const newPage = async (url: string) => {
    if (browser instanceof Error) throw browser;
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(url);
    const explained = async (by: string, { value, error }: Outcome) =>
      error === undefined ? { value } : { error, cause: await page.evaluate((by) => across.explain(by), by) };
    return { page, explained, [Symbol.asyncDispose]: () => context.close() };
  };

  for (const setting of ['nobody', 'anonymous'] as const)
    test.skipIf(noBrowser).for(kinds)(`REST, open to ${setting}: $kind`, async ({ kind, skip }, context) => {
      if (skip) context.skip();
      await using app = await startSite('app.wiki.test');
      await using wiki = await startSite('wiki.test');
      await using _behind = await startBehind(wiki, kind, { lists, rest: setting });
      await using opened = await newPage(app.page);
      const { page, explained } = opened;
      await page.evaluate((api) => across.open('cookies', api), wiki.api);
      await page.evaluate((by, secret) => across.clientLogin('cookies', by, secret), user.name, user.password);
      await page.evaluate((api) => across.open('anonymous', api, { as: 'anonymous' }), wiki.api);
      await page.evaluate((api, bearer) => across.open('bearer', api, { bearer }), wiki.api, bearer);
      for (const [i, who] of (['anonymous', 'cookies', 'bearer'] as const).entries()) {
        const read = await page.evaluate((by, limit) => across.readRest(by, 'Main', limit), who, i + 1);
        expect(await explained(who, read), who).toEqual(rest[setting][who]);
      }
    });

  test.skipIf(noBrowser)('no wiki, nothing there, and http from https', async () => {
    const certificate = await makeCertificate(['app.wiki.test']);
    await using app = await startSite('app.wiki.test', { certificate });
    await using plain = await startSite('wiki.test');
    await using secure = await startSite('wiki.test', { certificate });
    const gone = await startSite('wiki.test', { certificate });
    await gone[Symbol.asyncDispose]();
    await using opened = await newPage(app.page);
    const { page, explained } = opened;
    for (const [site, cause] of [
      [secure, 'not-a-wiki'],
      [gone, 'unreachable'],
      [plain, 'mixed-content'],
    ] as const) {
      await page.evaluate((api) => across.open('there', api, { as: 'anonymous' }), site.api);
      const read = await page.evaluate(() => across.read('there'));
      expect(await explained('there', read)).toEqual({ ...network, cause });
    }
  });

  test.skipIf(noBrowser).for(kinds)('what the wiki says: $kind', async ({ kind, skip }, context) => {
    if (skip) context.skip();
    await using app = await startSite('app.wiki.test');
    await using wiki = await startSite('wiki.test');
    // before 1.41 without the security releases
    const settings = "$wgAllowedCorsHeaders = array_diff( $wgAllowedCorsHeaders, [ 'Authorization' ] );";
    await using _behind = await startBehind(wiki, kind, { lists, overlays: ['private'], settings });
    await using opened = await newPage(app.page);
    const { page, explained } = opened;
    await page.evaluate((api) => across.open('nobody', api, { as: 'anonymous' }), wiki.api);
    await page.evaluate((api) => across.open('user', api, { as: 'user' }), wiki.api);
    await page.evaluate((api, bearer) => across.open('bearer', api, { bearer }), wiki.api, bearer);
    const parse = (by: string) => page.evaluate((by) => across.write(by, 'A'), by);
    expect(await explained('nobody', await parse('nobody'))).toEqual({
      error: 'ApiError readapidenied',
      cause: 'private-wiki',
    });
    expect(await explained('user', await parse('user'))).toEqual({
      error: 'ApiError assertuserfailed',
      cause: 'not-signed-in',
    });
    if (kind !== 'testwiki') {
      const read = await page.evaluate(() => across.read('bearer'));
      expect(await explained('bearer', read)).toEqual({ ...network, cause: 'header-refused' });
    }

    await using own = await newPage(wiki.page);
    await own.page.evaluate((api) => across.open('own', api), wiki.api);
    const given = await own.page.evaluate(() => across.read('own', { origin: 'http://app.wiki.test' }));
    expect(await own.explained('own', given)).toEqual({ error: 'HttpError origin-refused', cause: 'origin-mismatch' });
  });
});
