// Apps in Chromium and Firefox whose visitors sign in to a wiki with OAuth, through a gateway in Node.
import type { Page } from '@mwkit/browsers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowsers } from '../../../../packages/browser/test/across/browsers.ts';
import { startInNode, startOAuthWiki, type Behind, type StartedWiki } from './gateways.ts';
import type { App, Outcome } from './page.ts';
import { hosts, startSites, type Sites } from './sites.ts';
import { appAt, kinds, openApp, signIn } from './visitor.ts';

declare const app: App;

const browsers = await startBrowsers(hosts);
const opened = new AsyncDisposableStack();
let sites: Sites;
let wiki: StartedWiki;
let gateway: Behind;

beforeAll(async () => {
  sites = opened.use(await startSites());
  wiki = opened.use(await startOAuthWiki(sites));
  gateway = opened.use(await startInNode(sites, wiki.config));
});
afterAll(() => opened.disposeAsync());

const user = (page: Page) => page.evaluate(() => app.user());
const edit = (page: Page, title: string) => page.evaluate((title) => app.edit(title), title);

describe.for(browsers)('$name', (browser) => {
  describe.for(kinds)('an app on $host, by $keep', (kind) => {
    const title = (what: string) => `${what} by ${kind.keep} in ${browser.name}`;
    const url = () => appAt(sites, gateway.url, kind);

    test.skipIf(browser.skip)('sign in, edit, reload, second tab, sign out', async () => {
      await using context = await browser.newContext();
      const page = await openApp(context, `${url()}#part`);
      expect(await user(page)).toEqual({});
      expect(await edit(page, title('Too early'))).toMatchObject({ signedOut: true });
      expect(await page.evaluate(() => app.readAsNobody())).toEqual({ value: true });

      await signIn(page);
      await page.waitFor('#opened');
      expect(await page.evaluate(() => app.finished)).toEqual({ value: kind.keep === 'bearer' });
      expect(await page.evaluate(() => location.href)).toBe(`${url()}#part`);
      expect(await user(page)).toEqual({ value: 'Alice' });
      expect(await edit(page, title('Edited'))).toEqual({ value: 'Success' });
      const byRest = await page.evaluate((title) => app.editByRest(title), title('By REST'));
      expect(byRest).toEqual({ value: title('By REST') });

      await page.goto(url());
      expect(await user(page)).toEqual({ value: 'Alice' });
      const second = await openApp(context, url());
      expect(await edit(second, title('Second tab'))).toEqual({ value: 'Success' });
      expect(await second.evaluate(() => document.cookie)).toBe('');

      expect(await second.evaluate(() => app.signOut())).toEqual({});
      expect(await user(page)).toEqual({});
      expect(await edit(page, title('Signed out'))).toMatchObject({ signedOut: true });
      for (const what of ['Edited', 'By REST', 'Second tab']) expect(await wiki.author(title(what))).toBe('Alice');
      for (const what of ['Too early', 'Signed out']) expect(await wiki.author(title(what))).toBeUndefined();
    });

    test.skipIf(browser.skip)('a session that has ended: the app is told, and signs in again', async () => {
      await using context = await browser.newContext();
      const page = await openApp(context, url());
      await signIn(page);
      await page.waitFor('#opened');
      expect(await edit(page, title('In time'))).toEqual({ value: 'Success' });
      gateway.pass(31 * 86_400);
      expect(await edit(page, title('Too late'))).toMatchObject({
        error: 'ApiError gateway-session-ended',
        signedOut: true,
      });
      expect(await user(page)).toEqual({});
      await signIn(page);
      await page.waitFor('#opened');
      expect(await edit(page, title('Again'))).toEqual({ value: 'Success' });
    });

    test.skipIf(browser.skip)('who does not allow it comes back too, and is nobody', async () => {
      await using context = await browser.newContext();
      const page = await openApp(context, `${url()}#part`);
      await signIn(page, 'deny=1');
      await page.waitFor('#opened');
      expect(await page.evaluate(() => app.finished)).toMatchObject({ error: 'GatewayError denied' });
      expect(await page.evaluate(() => location.href)).toBe(`${url()}#part`);
      expect(await user(page)).toEqual({});
    });
  });

  test.skipIf(browser.skip)('the end of a sign-in that the tab has not begun signs nobody in', async () => {
    await using context = await browser.newContext();
    const url = appAt(sites, gateway.url, kinds[1]!);
    const page = await openApp(context, `${url}#mwkit-code=${'a'.repeat(43)}`);
    const finished: Outcome = await page.evaluate(() => app.finished);
    expect(finished).toMatchObject({ error: 'GatewayError foreign-sign-in' });
    expect(await page.evaluate(() => location.hash)).toBe('');
    expect(await user(page)).toEqual({});
  });
});
