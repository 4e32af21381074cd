// Sessions across origins, and on the wiki's own: sign in, edit, sign out; a farm; a gadget. The hosts are of one site.
import { openBrowser } from '@mwkit/browsers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Across } from './across/page.ts';
import { startSite, type Site } from './across/site.ts';
import { accounts, botPasswords, kinds, startBehind, type WikiBehind } from './across/wikis.ts';

declare const across: Across;

const { user } = accounts;

describe.each(['chromium', 'firefox'] as const)('%s', async (name) => {
  const options = { hosts: ['a.wiki.test', 'b.wiki.test', 'app.wiki.test'], onProgress: console.warn };
  const browser = await openBrowser(name, options).catch((error: Error) => error);
  // CI must run everything: there a missing browser fails
  const noBrowser = browser instanceof Error && process.env['CI'] !== 'true';
  if (noBrowser) console.warn(`\nSKIPPED: sessions across origins in ${name}. ${browser.message}\n`);
  afterAll(async () => {
    if (!(browser instanceof Error)) await browser.close();
  });

  describe.for(kinds)('$kind', ({ kind, skip }) => {
    const skipped = skip || noBrowser;
    const opened = new AsyncDisposableStack();
    let a: Site, b: Site, app: Site;
    let behindA: WikiBehind, behindB: WikiBehind;

    beforeAll(async () => {
      if (skipped) return;
      a = opened.use(await startSite('a.wiki.test'));
      b = opened.use(await startSite('b.wiki.test'));
      app = opened.use(await startSite('app.wiki.test'));
      behindA = opened.use(await startBehind(a, kind, { lists: ['app.wiki.test:*'] }));
      behindB = opened.use(await startBehind(b, kind, { lists: ['a.wiki.test:*', 'app.wiki.test:*'] }));
    });
    afterAll(() => opened.disposeAsync());

    const pageOf = async (site: Site) => {
      if (browser instanceof Error) throw browser;
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(site.page);
      return { page, [Symbol.asyncDispose]: () => context.close() };
    };

    test.skipIf(skipped)('a page of another origin signs in, edits, signs out', async () => {
      await using opened = await pageOf(app);
      const { page } = opened;
      await page.evaluate((api) => across.open('b', api), b.api);
      const clientLogin = await page.evaluate(
        (by, secret) => across.clientLogin('b', by, secret),
        user.name,
        user.password,
      );
      expect(clientLogin).toMatchObject({ value: 'PASS' });
      expect(await page.evaluate(() => across.write('b', 'Signed in'))).toMatchObject({ value: 'Success' });
      expect(await page.evaluate(() => across.logout('b'))).not.toHaveProperty('error');
      await page.evaluate((api) => across.open('user', api, { as: 'user' }), b.api);
      expect(await page.evaluate(() => across.write('user', 'Signed out'))).toMatchObject({
        error: 'ApiError assertuserfailed',
      });

      const { name: bot, password } = botPasswords.bot;
      expect(await page.evaluate((by, secret) => across.login('b', by, secret), bot, password)).toMatchObject({
        value: 'Robot',
      });
      expect(await page.evaluate(() => across.write('b', 'By a bot password'))).toMatchObject({ value: 'Success' });
      const titles = ['Signed in', 'Signed out', 'By a bot password'];
      expect(await behindB.authors(titles)).toEqual({ 'Signed in': user.name, 'By a bot password': 'Robot' });
    });

    test.skipIf(skipped)('a farm: a page of one wiki acts on the other, as the visitor of both', async () => {
      await using opened = await pageOf(a);
      const { page } = opened;
      const signIn = (api: string) =>
        page.evaluate(
          async (api, by, secret) => {
            across.open('wiki', api);
            return across.clientLogin('wiki', by, secret);
          },
          api,
          user.name,
          user.password,
        );
      await page.evaluate((api) => across.open('there', api, { as: 'user' }), b.api);
      expect(await signIn(a.api)).toMatchObject({ value: 'PASS' });
      expect(await page.evaluate(() => across.write('there', 'Too early'))).toMatchObject({
        error: 'ApiError assertuserfailed',
      });
      expect(await signIn(b.api)).toMatchObject({ value: 'PASS' });
      expect(await page.evaluate(() => across.write('there', 'From A'))).toMatchObject({ value: 'Success' });
      expect(await behindB.authors(['Too early', 'From A'])).toEqual({ 'From A': user.name });
    });

    test.skipIf(skipped)('a gadget: a page of the wiki edits with one token, and nothing is added', async () => {
      await using opened = await pageOf(b);
      const { page } = opened;
      await page.evaluate((api) => across.open('first', api), b.api);
      await page.evaluate((by, secret) => across.clientLogin('first', by, secret), user.name, user.password);
      // a gadget finds the visitor signed in
      await page.evaluate((api) => across.open('gadget', api, { as: 'user' }), b.api);
      const before = b.seen.length;
      await page.evaluate(() => across.write('gadget', 'Gadget'));
      await page.evaluate(() => across.write('gadget', 'Gadget', { text: 'y' }));
      const asked = b.seen.slice(before);
      const actions = asked.map(({ url, body }) => new URLSearchParams(`${url.search.slice(1)}&${body}`).get('action'));
      expect(actions).toEqual(['query', 'edit', 'edit']);
      for (const { url, body } of asked) expect(url.search + body).not.toMatch(/(cross)?origin=/);
      expect(await behindB.authors(['Gadget'])).toEqual({ Gadget: user.name });
    });

    test.skipIf(skipped)(
      'a page that is not listed, and has a token all the same: its write never comes to the wiki',
      async () => {
        if (browser instanceof Error) throw browser;
        await using context = await browser.newContext();
        const [own, unlisted] = [await context.newPage(), await context.newPage()];
        await own.goto(a.page);
        await unlisted.goto(b.page);
        await own.evaluate((api) => across.open('a', api), a.api);
        await own.evaluate((by, secret) => across.clientLogin('a', by, secret), user.name, user.password);
        const token = await own.evaluate(() => across.token('a'));
        await unlisted.evaluate((api) => across.open('asks', api, { as: 'user' }), a.api);
        await unlisted.evaluate((api) => across.open('sends', api, { as: 'user', unlistedOrigin: 'send' }), a.api);
        const write = async (by: string, title: string) => {
          const before = a.seen.length;
          const { error } = await unlisted.evaluate(
            (by, title, token) => across.write(by, title, { token }),
            by,
            title,
            token,
          );
          return { error, came: a.seen.slice(before).map(({ method }) => method) };
        };
        const error = 'NetworkError network';
        expect(await write('asks', 'Asked')).toEqual({ error, came: ['OPTIONS'] });
        expect(await write('sends', 'Sent')).toEqual({ error, came: ['POST'] });
        expect(await behindA.authors(['Asked', 'Sent'])).toEqual({ Sent: user.name });
      },
    );

    test.skipIf(skipped)('what REST answered nobody does not stand in for the visitor’s answer', async () => {
      await using opened = await pageOf(app);
      const { page } = opened;
      await page.evaluate((api) => across.open('b', api), b.api);
      await page.evaluate((by, secret) => across.clientLogin('b', by, secret), user.name, user.password);
      await page.evaluate((api) => across.open('nobody', api, { as: 'anonymous' }), b.api);
      for (const who of ['b', 'nobody', 'b', 'nobody', 'b']) {
        const read = await page.evaluate((by) => across.readRest(by, 'Main', 1), who);
        expect(read, who).toMatchObject({ value: 'Main Page' });
      }
    });
  });
});
