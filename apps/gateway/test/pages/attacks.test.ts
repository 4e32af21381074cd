// Pages that are no apps of the gateway, in browsers whose visitor is signed in by cookie. What they can make a browser send is refused
// before anything reaches the wiki: from another site, and from a host of the gateway's own site, to which the cookie is sent.
import type { BrowserContext, Page } from '@mwkit/browsers';
import { createTestWiki } from '@mwkit/testwiki';
import { serve as serveWiki } from '@mwkit/testwiki/serve';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowsers } from '../../../../packages/browser/test/across/browsers.ts';
import { createGateway, memoryStore, type AuditEntry } from '../../src/index.ts';
import { serve } from '../../src/server/serve.ts';
import { expectNoSecrets } from '../attacker.ts';
import { hosts, startSites, type Sites } from './sites.ts';

const browsers = await startBrowsers(hosts);
const secret = 'the-secret-of-the-consumer';
const own = '__Host-mwkit-wiki';

interface Arrived {
  readonly what: string;
  readonly withCookie: boolean;
  readonly status: number;
}

/** What a page tries, and what it gets to know. Runs in the page. */
async function attack(gateway: string): Promise<{ readonly [what: string]: string }> {
  const read = `${gateway}/api.php?action=query&meta=userinfo&format=json`;
  const known: { [what: string]: string } = {};
  const tried = async (what: string, run: () => unknown) => {
    known[what] = await (async () => String(await run()))().catch((error: Error) => error.name);
  };
  const form = () => new URLSearchParams({ action: 'edit', title: 'Attacked', text: 'x', token: '+\\' });
  const credentials = 'include';
  await tried('fetch', () => fetch(read, { credentials }).then((got) => got.text()));
  await tried('fetch of the session', () => fetch(`${gateway}/session`, { credentials }).then((got) => got.text()));
  await tried('fetch with a header', () => fetch(read, { credentials, headers: { authorization: 'Bearer x' } }));
  const blind = { method: 'POST', mode: 'no-cors', credentials } as const;
  await tried('blind write', () => fetch(`${gateway}/api.php`, { ...blind, body: form() }).then((got) => got.type));
  await tried('blind sign-out', () => fetch(`${gateway}/sign-out`, blind).then((got) => got.type));
  await tried('beacon', () => navigator.sendBeacon(`${gateway}/sign-out`));

  const load = (tag: string, attributes: { readonly [name: string]: string }) =>
    new Promise<HTMLElement>((resolve) => {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      for (const event of ['load', 'error']) element.addEventListener(event, () => resolve(element));
      document.body.append(element);
    });
  const heard: string[] = [];
  Object.assign(globalThis, { heard: (data: unknown) => heard.push(JSON.stringify(data)) });
  await tried('script', () => load('script', { src: `${read}&callback=heard` }).then(() => heard.join()));
  await tried('script with credentials', () =>
    load('script', { src: `${read}&callback=heard`, crossorigin: 'use-credentials' }).then(() => heard.join()),
  );
  await tried('picture', () => load('img', { src: read }).then((image) => (image as HTMLImageElement).naturalWidth));
  await tried('style', () => load('link', { rel: 'stylesheet', href: read }).then(() => document.styleSheets.length));
  await tried('frame', () =>
    load('iframe', { src: read }).then((frame) => (frame as HTMLIFrameElement).contentDocument?.body.textContent),
  );
  for (const [what, action] of [
    ['form', `${gateway}/api.php`],
    ['form that signs out', `${gateway}/sign-out`],
  ] as const)
    await tried(what, async () => {
      const frame = document.createElement('iframe');
      frame.name = what;
      document.body.append(frame);
      const sent = new Promise((resolve) => {
        // not that of the empty page which it begins with
        frame.addEventListener('load', () => frame.contentDocument === null && resolve(undefined));
      });
      const element = Object.assign(document.createElement('form'), { action, method: 'post', target: what });
      for (const [name, value] of form())
        element.append(Object.assign(document.createElement('input'), { name, value }));
      document.body.append(element);
      element.submit();
      await sent;
      return frame.contentDocument;
    });
  // its origin is null
  await tried('sandbox', () => {
    const said = new Promise((resolve) => addEventListener('message', ({ data }) => resolve(data), { once: true }));
    const call = `fetch(${JSON.stringify(read)}, { credentials: 'include' }).then((got) => got.text()).catch((error) => error.name)`;
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.srcdoc = `<script>${call}.then((said) => parent.postMessage(said, '*'))</script>`;
    document.body.append(frame);
    return said;
  });
  return known;
}

/** Nothing at all. */
const nothing = {
  fetch: 'TypeError',
  'fetch of the session': 'TypeError',
  'fetch with a header': 'TypeError',
  'blind write': 'opaque',
  'blind sign-out': 'opaque',
  beacon: 'true',
  script: '',
  'script with credentials': '',
  picture: '0',
  style: expect.stringMatching(/^[01]$/u),
  frame: 'undefined',
  form: 'null',
  'form that signs out': 'null',
  sandbox: 'TypeError',
};

describe.for(browsers)('$name', (browser) => {
  const opened = new AsyncDisposableStack();
  const arrived: Arrived[] = [];
  const log: AuditEntry[] = [];
  const ids = new Set<string>();
  let wiki: ReturnType<typeof createTestWiki>;
  let sites: Sites;
  let gateway: string;
  let tabs: BrowserContext;
  let app: Page;

  beforeAll(async () => {
    if (browser.skip) return;
    sites = opened.use(await startSites());
    const origin = sites.origin('gateway.wiki.test');
    wiki = createTestWiki({ oauthConsumers: { app: { secret, callbackUrl: `${origin}/wiki/callback` } } });
    const served = await serveWiki(wiki);
    opened.defer(() => served.close());
    const made = createGateway({
      config: {
        origin,
        apps: [sites.origin('app.wiki.test')],
        wikis: { wiki: { api: served.api, signIn: { by: 'oauth', clientId: 'app' } } },
      },
      store: memoryStore(),
      secrets: { wiki: secret },
      log: (entry) => log.push(entry),
      address: () => '127.0.0.1',
    });
    const answer = async (request: Request) => {
      const cookie = request.headers.get('cookie') ?? '';
      for (const [, id = ''] of cookie.matchAll(/mwkit-wiki=([\w-]{43})/gu)) ids.add(id);
      const response = await made.fetch(request);
      const [dest, mode] = ['dest', 'mode'].map((name) => request.headers.get(`sec-fetch-${name}`));
      const what = `${request.method} ${mode} ${dest}`;
      arrived.push({ what, withCookie: cookie.includes(`${own}=`), status: response.status });
      return response;
    };
    const server = await serve(answer, { port: 0, host: '127.0.0.1' });
    opened.defer(() => server.close(0));
    sites.behind = server.url;
    gateway = `${origin}/wiki`;
    tabs = opened.use(await browser.newContext());
    app = await tabs.newPage();
    await app.goto(`${gateway}/sign-in?return=${encodeURIComponent(`${sites.origin('app.wiki.test')}/blank`)}`);
    await app.waitFor('a[href*="user=Alice"]');
    await app.click('a[href*="user=Alice"]');
    await app.waitFor(() => location.pathname === '/blank');
  });
  afterAll(() => opened.disposeAsync());

  /** Whom the gateway takes the app's page for. */
  const user = () =>
    app.evaluate(
      (gateway) =>
        fetch(`${gateway}/session`, { credentials: 'include' }).then(async (got) => (await got.json()).user as string),
      gateway,
    );

  test.for([
    { host: 'evil.test', sees: false },
    { host: 'evil.wiki.test', sees: true },
  ] as const)('a page of $host', async ({ host, sees }, context) => {
    if (browser.skip) context.skip();
    expect(await user()).toBe('Alice');
    const page = await tabs.newPage();
    await page.goto(`${sites.origin(host)}/`);
    [arrived.length, log.length] = [0, 0];
    const before = wiki.requests.length;
    expect(await page.evaluate(attack, gateway)).toEqual(nothing);
    expect(wiki.requests).toHaveLength(before);
    expect(wiki.text('Attacked')).toBe(undefined);
    // they came, some with the cookie where the site is the same, and all were refused
    expect(arrived.filter(({ status }) => status !== 403)).toEqual([]);
    expect(arrived.length).toBeGreaterThan(10);
    expect(arrived.some(({ withCookie }) => withCookie)).toBe(sees);
    expect(new Set(log.map(({ event, code }) => `${event} ${code}`))).toEqual(
      new Set(['refused gateway-origin-refused']),
    );
    expect(await user()).toBe('Alice');
    expect(ids.size).toBe(1);
    expectNoSecrets(log, ids);
    await page.close();
  });

  test('elements in the app’s own page, such as others may have put there', async (context) => {
    if (browser.skip) context.skip();
    [arrived.length, log.length] = [0, 0];
    const before = wiki.requests.length;
    const known = await app.evaluate(attack, gateway);
    const scripts = {
      fetch: expect.stringContaining('Alice'),
      'fetch of the session': expect.stringContaining('Alice'),
    };
    const { fetch: read, 'fetch of the session': session, ...others } = known;
    expect({ fetch: read, 'fetch of the session': session }).toEqual(scripts);
    const { fetch: _, 'fetch of the session': __, 'fetch with a header': ___, ...refused } = nothing;
    expect(others).toMatchObject(refused);
    expect(wiki.requests.slice(before).map(({ action }) => action)).toEqual(['query']);
    expect(await user()).toBe('Alice');
  });

  test('cookies of the gateway’s name, set by a host of its site', async (context) => {
    if (browser.skip) context.skip();
    const page = await tabs.newPage();
    await page.goto(`${sites.origin('evil.wiki.test')}/`);
    await page.evaluate((own) => {
      const id = 'm'.repeat(43);
      for (const line of [
        `${own}=${id}; domain=wiki.test; path=/; secure`,
        `${own}=${id}; domain=wiki.test; path=/wiki`,
        `=${own}=${id}; domain=wiki.test; path=/; secure`,
        `${own.toLowerCase()}=${id}; domain=wiki.test; path=/; secure`,
        `a=b, ${own}=${id}; domain=wiki.test; path=/; secure`,
      ])
        document.cookie = line;
    }, own);
    expect(await user()).toBe('Alice');
    await page.close();
  });
});
