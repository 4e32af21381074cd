// OAuth 2.0 from a page of another origin, in real browsers: by real navigations to the wiki and back, as a public client.
import { makeCertificate, type Page } from '@mwkit/browsers';
import { createTestWiki, type TestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { edit, explain } from './across/acts.ts';
import { openPage, startBrowsers } from './across/browsers.ts';
import type { Across } from './across/page.ts';
import { startSite, type Site } from './across/site.ts';

declare const across: Across;

const hosts = ['app.test', 'wiki.test', 'closed.test'];
const browsers = await startBrowsers(hosts);
const certificate = await makeCertificate(hosts);
const clientId = 'page';

const opened = new AsyncDisposableStack();
let app: Site, insecure: Site, wiki: Site, closed: Site;
/** The wikis behind, by site. */
const memory = new Map<Site, TestWiki>();

/** A wiki that does not list the page, with or without `$wgAllowCrossOrigin`. */
async function startOAuthWiki(host: string, allowCrossOrigin: boolean): Promise<Site> {
  const site = opened.use(await startSite(host, { certificate }));
  const consumer = { secret: 'page-secret', callbackUrl: app.page, confidential: false };
  const oauthConsumers = { [clientId]: consumer };
  const options = { version: '1.45', origin: site.origin, allowCrossOrigin, oauthConsumers } as const;
  const testwiki = createTestWiki(options);
  memory.set(site, testwiki);
  const served = await serve(testwiki);
  opened.defer(() => served.close());
  site.wiki = served.url;
  return site;
}

beforeAll(async () => {
  app = opened.use(await startSite('app.test', { certificate }));
  insecure = opened.use(await startSite('app.test'));
  wiki = await startOAuthWiki('wiki.test', true);
  closed = await startOAuthWiki('closed.test', false);
});
afterAll(() => opened.disposeAsync());

/** Goes to the wiki, chooses there, and is back on the page. */
async function visit(page: Page, { api }: Site, choice: string): Promise<void> {
  await page.goto(await page.evaluate((api, id) => across.authorize(api, id), api, clientId));
  await page.waitFor('h1');
  await page.click(`a[href*="${choice}"]`);
  await page.waitFor((origin) => location.origin === origin && 'across' in globalThis, app.origin);
}

const finish = (page: Page, { api }: Site, name = 'me', refresh = false) =>
  page.evaluate((...args) => across.finish(...args), name, api, clientId, refresh);

const exchanges = ({ seen }: Site) => seen.filter(({ url }) => url.pathname.endsWith('/access_token'));

describe.for(browsers)('$name', (browser) => {
  test(
    'there and back: both APIs take the token; the code and the token are used once',
    { timeout: 60_000 },
    async (context) => {
      if (browser.skip) context.skip();
      await using visitor = await browser.open(app);
      const { page } = visitor;
      await visit(page, wiki, 'user=Alice');
      expect(await finish(page, wiki)).toMatchObject({ value: true });
      expect(await page.evaluate(() => across.read('me'))).toMatchObject({ value: 'Alice' });
      expect(await edit(page, 'me', `By ${browser.name}`)).toMatchObject({ value: 'Success' });
      const title = `REST ${browser.name}`;
      expect(await page.evaluate((title) => across.writeRest('me', title), title)).toMatchObject({ value: title });
      const exchanged = exchanges(wiki).filter(({ method }) => method === 'POST');
      expect(exchanged.at(-1)?.headers).not.toHaveProperty('cookie');
      // what the wiki says of a token that has ended, it lets no page read
      memory.get(wiki)?.oauth.expireAccessTokens();
      expect(await page.evaluate(() => across.read('me'))).toMatchObject({ error: 'NetworkError network' });
      expect(await explain(page, 'me')).toBe('token-refused');

      // the visitor reloads the page, whose URL has the code still
      await page.goto(await page.evaluate(() => location.href));
      expect(await finish(page, wiki)).toMatchObject({ error: 'OAuthError grant-ended' });
      // another tab did not begin this authorization
      const url = await page.evaluate(() => location.href);
      const other = await openPage(visitor.context, app);
      await other.evaluate((api, id) => across.authorize(api, id), wiki.api, clientId);
      await other.goto(url);
      const before = exchanges(wiki).length;
      expect(await finish(other, wiki)).toMatchObject({ error: 'OAuthError foreign-answer' });
      await visit(other, wiki, 'deny=1');
      expect(await finish(other, wiki)).toMatchObject({ error: 'OAuthError denied' });
      expect(exchanges(wiki)).toHaveLength(before);
      // a public client cannot refresh on 1.45
      await visit(page, wiki, 'user=Alice');
      expect(await finish(page, wiki, 'late', true)).toMatchObject({ value: true });
      expect(await page.evaluate(() => across.read('late'))).toMatchObject({ error: 'OAuthError wrong-client' });
    },
  );

  test(
    'a wiki without $wgAllowCrossOrigin: the code is not sent, and so still good elsewhere',
    { timeout: 60_000 },
    async (context) => {
      if (browser.skip) context.skip();
      await using visitor = await browser.open(app);
      const { page } = visitor;
      await visit(page, closed, 'user=Alice');
      expect(await finish(page, closed)).toMatchObject({ error: 'NetworkError network' });
      expect(await explain(page, 'me')).toBe('rest-cors-off');
      expect(exchanges(closed).map(({ method }) => method)).not.toContain('POST');
      const callback = new URL(await page.evaluate(() => location.href));
      const { codeVerifier } = JSON.parse(
        await page.evaluate(() => sessionStorage.getItem('pending authorization') ?? ''),
      );
      const form = {
        grant_type: 'authorization_code',
        client_id: clientId,
        redirect_uri: app.page,
        code_verifier: codeVerifier,
      };
      const body = new URLSearchParams({ ...form, code: callback.searchParams.get('code') ?? '' });
      const answer = await fetch(`${closed.wiki}/w/rest.php/oauth2/access_token`, { method: 'POST', body });
      expect(answer.status).toBe(200);
    },
  );

  test('a page by http is told what is wrong', async (context) => {
    if (browser.skip) context.skip();
    await using visitor = await browser.open(insecure);
    const began = visitor.page.evaluate((api, id) => across.authorize(api, id), wiki.api, clientId);
    await expect(began).rejects.toThrow(/connection that is not secure/u);
  });
});
