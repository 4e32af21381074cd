// Sessions across origins, and on the wiki's own: sign in, edit, sign out; a farm; a gadget. The hosts are of one site.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { edit, logIn, open, search, signIn } from './across/acts.ts';
import { openPage, startBrowsers } from './across/browsers.ts';
import type { Across } from './across/page.ts';
import { startSite, type Site } from './across/site.ts';
import { accounts, botPasswords, kinds, startBehind, type WikiBehind } from './across/wikis.ts';

declare const across: Across;

const { user } = accounts;
const robot = botPasswords.bot;
const nobody = { error: 'ApiError assertuserfailed' };

const browsers = await startBrowsers(['a.wiki.test', 'b.wiki.test', 'app.wiki.test']);

describe.for(kinds)('$kind', ({ kind, skip }) => {
  const opened = new AsyncDisposableStack();
  let a: Site, b: Site, app: Site;
  let behindA: WikiBehind, behindB: WikiBehind;

  beforeAll(async () => {
    if (skip) return;
    a = opened.use(await startSite('a.wiki.test'));
    b = opened.use(await startSite('b.wiki.test'));
    app = opened.use(await startSite('app.wiki.test'));
    behindA = opened.use(await startBehind(a, kind, { lists: ['app.wiki.test:*'] }));
    behindB = opened.use(await startBehind(b, kind, { lists: ['a.wiki.test:*', 'app.wiki.test:*'] }));
  });
  afterAll(() => opened.disposeAsync());

  describe.for(browsers)('$name', (browser) => {
    const skipped = skip || browser.skip;
    /** A page that this browser alone makes. */
    const its = (what: string) => `${what} in ${browser.name}`;

    test.skipIf(skipped)('a page of another origin signs in, edits, signs out', async () => {
      await using opened = await browser.open(app);
      const { page } = opened;
      await open(page, 'b', b.api);
      await open(page, 'visitor', b.api, { as: 'user' });
      expect(await signIn(page, 'b')).toMatchObject({ value: 'PASS' });
      expect(await edit(page, 'b', its('Signed in'))).toMatchObject({ value: 'Success' });
      expect(await page.evaluate(() => across.logout('b'))).not.toHaveProperty('error');
      expect(await edit(page, 'visitor', its('Signed out'))).toMatchObject(nobody);
      const login = await logIn(page, 'b', robot);
      expect(login).toMatchObject({ value: 'Robot' });
      expect(await edit(page, 'b', its('Robot'))).toMatchObject({ value: 'Success' });
      const titles = [its('Signed in'), its('Signed out'), its('Robot')];
      expect(await behindB.authors(titles)).toEqual({ [its('Signed in')]: user.name, [its('Robot')]: 'Robot' });
    });

    test.skipIf(skipped)('a farm: a page of one wiki acts on the other, as the visitor of both', async () => {
      await using opened = await browser.open(a);
      const { page } = opened;
      await open(page, 'here', a.api);
      await open(page, 'there', b.api);
      await open(page, 'visitor', b.api, { as: 'user' });
      expect(await signIn(page, 'here')).toMatchObject({ value: 'PASS' });
      expect(await edit(page, 'visitor', its('Too early'))).toMatchObject(nobody);
      expect(await signIn(page, 'there')).toMatchObject({ value: 'PASS' });
      expect(await edit(page, 'visitor', its('From A'))).toMatchObject({ value: 'Success' });
      expect(await behindB.authors([its('Too early'), its('From A')])).toEqual({ [its('From A')]: user.name });
    });

    test.skipIf(skipped)('a gadget: a page of the wiki edits with one token, and nothing is added', async () => {
      await using opened = await browser.open(b);
      const { page } = opened;
      await open(page, 'before', b.api);
      await signIn(page, 'before');
      // it finds the visitor signed in
      await open(page, 'gadget', b.api, { as: 'user' });
      const before = b.seen.length;
      await edit(page, 'gadget', its('Gadget'));
      await edit(page, 'gadget', its('Gadget'), { text: 'y' });
      const asked = b.seen.slice(before).map(({ url, body }) => new URLSearchParams(`${url.search}&${body}`));
      expect(asked.map((sent) => sent.get('action'))).toEqual(['query', 'edit', 'edit']);
      for (const sent of asked) expect([...sent.keys()].filter((name) => /origin/.test(name))).toEqual([]);
      expect(await behindB.authors([its('Gadget')])).toEqual({ [its('Gadget')]: user.name });
    });

    test.skipIf(skipped)(
      'a page that is not listed, and has a token all the same: no write comes to the wiki',
      async () => {
        await using opened = await browser.open(a);
        const own = opened.page;
        const unlisted = await openPage(opened.context, b);
        await open(own, 'a', a.api);
        await signIn(own, 'a');
        const token = await own.evaluate(() => across.token('a'));
        await open(unlisted, 'asks', a.api, { as: 'user' });
        await open(unlisted, 'sends', a.api, { as: 'user', unlistedOrigin: 'send' });
        const write = async (name: string, title: string) => {
          const before = a.seen.length;
          const { error } = await edit(unlisted, name, title, { token });
          return { error, came: a.seen.slice(before).map(({ method }) => method) };
        };
        const error = 'NetworkError network';
        expect(await write('asks', its('Asked'))).toEqual({ error, came: ['OPTIONS'] });
        expect(await write('sends', its('Sent'))).toEqual({ error, came: ['POST'] });
        expect(await behindA.authors([its('Asked'), its('Sent')])).toEqual({ [its('Sent')]: user.name });
      },
    );

    test.skipIf(skipped)('what REST answered nobody does not stand in for the visitor’s answer', async () => {
      await using opened = await browser.open(app);
      const { page } = opened;
      await open(page, 'b', b.api);
      await signIn(page, 'b');
      await open(page, 'nobody', b.api, { as: 'anonymous' });
      for (const who of ['b', 'nobody', 'b', 'nobody', 'b']) {
        const read = await search(page, who, 1);
        expect(read, who).toMatchObject({ value: 'Main Page' });
      }
    });
  });
});
