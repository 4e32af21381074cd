// Apps in Chromium and Firefox whose visitors sign in to a wiki with OAuth, through a gateway. What is the browsers' own part is
// shown with the gateway in workerd; where its sessions must end, it runs in Node.
import { readFile } from 'node:fs/promises';
import type { Page } from '@mwkit/browsers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowsers, type TestedBrowser } from '../../../../packages/browser/test/across/browsers.ts';
import {
  startInNode,
  startInWorkerd,
  startInWrangler,
  startOAuthWiki,
  type Behind,
  type BehindInNode,
  type StartedWiki,
} from './gateways.ts';
import type { App, Outcome } from './page.ts';
import { hosts, startSites, type Sites } from './sites.ts';
import { appAt, kinds, openApp, signIn } from './visitor.ts';

declare const app: App;

test('the page of the docs stands there as it is', async () => {
  const [docs, code] = await Promise.all(
    ['../../../../docs/gateway.md', 'example.ts'].map((path) => readFile(new URL(path, import.meta.url), 'utf8')),
  );
  expect(docs).toContain(`\`\`\`ts\n${code}\`\`\``);
});

const browsers = await startBrowsers(hosts);
const cases = browsers.flatMap((browser) => kinds.map((kind) => ({ ...kind, kind, browser, name: browser.name })));

const user = (page: Page) => page.evaluate(() => app.user());
const edit = (page: Page, title: string) => page.evaluate((title) => app.edit(title), title);

const chromiumByCookie = ({ name, keep }: (typeof cases)[number]) => (name === 'chromium') === (keep === 'cookie');

/** Each browser meets each runtime and each kind of app, but not all of them together: in wrangler it is workerd again. */
const workers = [
  { name: 'workerd', start: startInWorkerd, cases: cases.filter(chromiumByCookie) },
  { name: 'wrangler', start: startInWrangler, cases: cases.filter((one) => !chromiumByCookie(one)) },
];

describe.for(workers)('in $name', ({ start, cases }) => {
  const opened = new AsyncDisposableStack();
  let sites: Sites;
  let wiki: StartedWiki;
  let gateway: Behind;

  beforeAll(async () => {
    sites = opened.use(await startSites());
    wiki = opened.use(await startOAuthWiki(sites));
    gateway = opened.use(await start(sites, wiki.config));
    // wrangler bundles the Worker first
  }, 60_000);
  afterAll(() => opened.disposeAsync());

  test.for(cases)(
    '$name, an app on $host by $keep: sign in, edit, reload, second tab, sign out',
    async (one, context) => {
      const { browser, kind } = one;
      if (browser.skip) context.skip();
      const title = (what: string) => `${what} by ${kind.keep} in ${browser.name}`;
      const url = appAt(sites, gateway.url, kind);
      await using tabs = await browser.newContext();
      const page = await openApp(tabs, `${url}#part`);
      expect(await user(page)).toEqual({});
      expect(await edit(page, title('Too early'))).toMatchObject({ signedOut: true });
      expect(await page.evaluate(() => app.readAsNobody())).toEqual({ value: true });

      await signIn(page);
      await page.waitFor('#opened');
      expect(await page.evaluate(() => app.finished)).toEqual({ value: kind.keep === 'bearer' });
      expect(await page.evaluate(() => location.href)).toBe(`${url}#part`);
      expect(await user(page)).toEqual({ value: 'Alice' });
      expect(await edit(page, title('Edited'))).toEqual({ value: 'Success' });
      const byRest = await page.evaluate((title) => app.editByRest(title), title('By REST'));
      expect(byRest).toEqual({ value: title('By REST') });

      await page.goto(url);
      expect(await user(page)).toEqual({ value: 'Alice' });
      const second = await openApp(tabs, url);
      expect(await edit(second, title('Second tab'))).toEqual({ value: 'Success' });
      expect(await second.evaluate(() => document.cookie)).toBe('');

      expect(await second.evaluate(() => app.signOut())).toEqual({});
      expect(await user(page)).toEqual({});
      expect(await edit(page, title('Signed out'))).toMatchObject({ signedOut: true });
      for (const what of ['Edited', 'By REST', 'Second tab']) expect(await wiki.author(title(what))).toBe('Alice');
      for (const what of ['Too early', 'Signed out']) expect(await wiki.author(title(what))).toBeUndefined();
    },
  );
});

describe('in Node', () => {
  const opened = new AsyncDisposableStack();
  let sites: Sites;
  let gateway: BehindInNode;

  beforeAll(async () => {
    sites = opened.use(await startSites());
    gateway = opened.use(await startInNode(sites, opened.use(await startOAuthWiki(sites)).config));
  });
  afterAll(() => opened.disposeAsync());

  test.for(cases)(
    '$name, an app on $host by $keep: not allowed, then allowed; told that the session has ended, and signed in again',
    async ({ browser, kind }, context) => {
      if (browser.skip) context.skip();
      const title = (what: string) => `${what} by ${kind.keep} in ${browser.name}`;
      const url = appAt(sites, gateway.url, kind);
      await using tabs = await browser.newContext();
      const page = await openApp(tabs, `${url}#part`);
      await signIn(page, 'deny=1');
      await page.waitFor('#opened');
      expect(await page.evaluate(() => app.finished)).toMatchObject({ error: 'GatewayError denied' });
      expect(await page.evaluate(() => location.href)).toBe(`${url}#part`);
      expect(await user(page)).toEqual({});

      await signIn(page);
      await page.waitFor('#opened');
      expect(await edit(page, title('In time'))).toEqual({ value: 'Success' });
      gateway.pass(31 * 86_400);
      const late = await edit(page, title('Too late'));
      expect(late).toMatchObject({ error: 'ApiError gateway-session-ended', signedOut: true });
      expect(await user(page)).toEqual({});
      await signIn(page);
      await page.waitFor('#opened');
      expect(await edit(page, title('Again'))).toEqual({ value: 'Success' });
    },
  );

  test.skipIf(browsers[0]!.skip)('the page of the docs', async () => {
    const [browser] = browsers as [TestedBrowser];
    sites.exampleGateway = gateway.url;
    await using tabs = await browser.newContext();
    const page = await tabs.newPage();
    const says = async (text: string) => {
      await page.waitFor((text) => document.querySelector('output')?.value === text, text);
      // sign in, greet, sign out: what can be clicked
      return page.evaluate(() => [...document.querySelectorAll('button')].map(({ hidden }) => !hidden));
    };
    const [nobody, somebody] = [
      [true, false, false],
      [false, true, true],
    ];
    await page.goto(`${sites.origin('other.test')}/example`);
    expect(await says('Nobody is signed in')).toEqual(nobody);
    await page.click('button:nth-of-type(1)');
    await page.waitFor('a[href*="user=Alice"]');
    await page.click('a[href*="user=Alice"]');
    await page.waitFor('button:nth-of-type(2)');
    expect(await says('Alice')).toEqual(somebody);
    await page.click('button:nth-of-type(2)');
    await says('Success');
    gateway.pass(31 * 86_400);
    await page.click('button:nth-of-type(2)');
    expect(await says('Nobody is signed in')).toEqual(nobody);
    await page.click('button:nth-of-type(1)');
    await page.waitFor('a[href*="user=Alice"]');
    await page.click('a[href*="user=Alice"]');
    await page.waitFor('button:nth-of-type(3)');
    await page.click('button:nth-of-type(3)');
    expect(await says('Nobody is signed in')).toEqual(nobody);
  });

  test.for(browsers)(
    '$name: the end of a sign-in that the tab has not begun signs nobody in',
    async (browser, context) => {
      if (browser.skip) context.skip();
      await using tabs = await browser.newContext();
      const url = appAt(sites, gateway.url, kinds[1]!);
      const page = await openApp(tabs, `${url}#mwkit-code=${'a'.repeat(43)}`);
      const finished: Outcome = await page.evaluate(() => app.finished);
      expect(finished).toMatchObject({ error: 'GatewayError foreign-sign-in' });
      expect(await page.evaluate(() => location.hash)).toBe('');
      expect(await user(page)).toEqual({});
    },
  );
});
