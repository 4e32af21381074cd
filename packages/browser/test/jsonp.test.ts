import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@mwkit/browsers';
import { createTestWiki, type TestWiki, type Version } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { type RealWiki, startWiki } from '@mwkit/wiki';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as Kit from '@mwkit/browser';
import type * as Jsonp from '@mwkit/browser/jsonp';
import { startBrowsers } from './across/browsers.ts';
import { skipReal } from './across/wikis.ts';

/** What the page has. */
declare const kit: typeof Kit & typeof Jsonp;
declare const complaints: string[];

/** How the call of a page ended. */
interface Ended {
  readonly result?: Record<string, Record<string, Record<string, unknown>>>;
  readonly error?: { readonly name: string; readonly code: string };
  /** Callbacks and script tags that are left. */
  readonly left: readonly string[];
}

const { outputFiles } = await build({
  stdin: {
    contents: `export * from '@mwkit/browser'; export * from '@mwkit/browser/jsonp';`,
    resolveDir: import.meta.dirname,
  },
  bundle: true,
  format: 'iife',
  globalName: 'kit',
  write: false,
});
const html = `<!doctype html><meta charset="utf-8"><script>
  const complaints = [];
  addEventListener('error', ({ message }) => complaints.push(message));
</script><script src="/kit.js"></script>`;

async function serving(wiki: TestWiki): Promise<{ readonly api: string } & AsyncDisposable> {
  const served = await serve(wiki);
  return { api: served.api, [Symbol.asyncDispose]: () => served.close() };
}

let real: RealWiki;
beforeAll(async () => {
  if (!skipReal) real = await startWiki({ version: '1.43' });
});
afterAll(() => real?.stop());

const browsers = await startBrowsers([]);

describe.for(browsers)('JSONP in $name', (browser) => {
  const { skip } = browser;
  let page: Page;
  /** What the server at `/w/api.php` of the page's server does, and the CSP of its page. */
  let answer: (callback: string, response: ServerResponse) => void;
  let policy = '';
  const server = createServer(({ url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
    if (pathname === '/w/api.php') return answer(searchParams.get('callback') ?? '', response);
    const script = pathname === '/kit.js';
    if (policy) response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
    return void response.end(script ? outputFiles[0]!.text : html);
  });
  let port: number;

  beforeAll(async () => {
    if (skip) return;
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    ({ port } = server.address() as AddressInfo);
    page = await (await browser.newContext()).newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  /** A call of the page, to a wiki of another origin. */
  function call(
    api: string,
    action: string,
    parameters: Kit.LooseParameters,
    options: { timeout?: number; abortAfter?: number; post?: boolean } = {},
  ): Promise<Ended> {
    const run = async (
      api: string,
      action: string,
      parameters: Kit.LooseParameters,
      { timeout = 10_000, abortAfter, post = false }: { timeout?: number; abortAfter?: number; post?: boolean },
    ) => {
      const userAgent = 'mwkit-tests/1.0 (tests@wiki.example)';
      const wiki = kit.createWiki(api, { userAgent, as: 'anonymous', fetch: kit.jsonp, timeout, maxWait: 0 });
      const signal = abortAfter === undefined ? undefined : AbortSignal.timeout(abortAfter);
      const called = post ? wiki.post(action, parameters, { signal }) : wiki.get(action, parameters, { signal });
      const ended = await called.then(
        (result) => ({ result }),
        ({ name, code }) => ({ error: { name, code } }),
      );
      const callbacks = Object.keys(globalThis).filter((key) => key.startsWith('mwkit_jsonp'));
      const scripts = [...document.querySelectorAll('script')]
        .map(({ src }) => src)
        .filter((src) => src.includes('api'));
      return JSON.stringify({ ...ended, left: [...callbacks, ...scripts] });
    };
    return page.evaluate(run, api, action, parameters, options).then((text) => JSON.parse(text) as Ended);
  }
  // another origin than 127.0.0.1
  const elsewhere = () => `http://localhost:${port}/w/api.php`;

  test.skipIf(skip).each<Version>(['1.16', '1.27', '1.39', '1.43'])(
    'reads from testwiki %s, as nobody',
    async (version) => {
      const wiki = createTestWiki({ version });
      await using served = await serving(wiki);
      const { result, left } = await call(served.api, 'query', { meta: 'userinfo|siteinfo' });
      expect(result).toMatchObject({ query: { userinfo: { id: 0 }, general: { sitename: expect.any(String) } } });
      expect(left).toEqual([]);
      expect(wiki.requests).toHaveLength(1);
    },
  );

  test.skipIf(skip || skipReal)('reads from a real wiki, as nobody; a refusal is an ApiError', async () => {
    const { api } = real;
    const { result } = await call(api, 'query', { meta: 'userinfo|siteinfo' });
    expect(result).toMatchObject({ query: { userinfo: { id: 0 }, general: { sitename: 'Lab Wiki' } } });
    const { error, left } = await call(api, 'parse', { page: 'Missing' });
    expect(error).toEqual({ name: 'ApiError', code: 'missingtitle' });
    expect(left).toEqual([]);
  });

  test.skipIf(skip)('only a GET: a write is refused, and a read that is too long for a URL', async () => {
    const wiki = createTestWiki({});
    await using served = await serving(wiki);
    const refused = { name: 'UsageError', code: 'bad-option' };
    const edit = await call(served.api, 'edit', { title: 'A', text: 'x' }, { post: true });
    expect(edit).toEqual({ error: refused, left: [] });
    expect(await call(served.api, 'query', { titles: 'x'.repeat(7000) })).toEqual({ error: refused, left: [] });
    expect(wiki.requests).toEqual([]);
  });

  test.skipIf(skip)('no answer, and one that is no JSONP: NetworkError', async () => {
    const failed = { name: 'NetworkError', code: 'network' };
    answer = (_, response) => response.destroy();
    expect(await call(elsewhere(), 'query', {})).toEqual({ error: failed, left: [] });
    answer = (_, response) => response.writeHead(503).end('down');
    expect(await call(elsewhere(), 'query', {})).toEqual({ error: failed, left: [] });
    answer = (_, response) => response.setHeader('content-type', 'text/javascript').end('1 + 1;');
    expect(await call(elsewhere(), 'query', {})).toEqual({ error: failed, left: [] });
  });

  test.skipIf(skip)('a timeout and an abort take the tag away; an answer that comes later does no harm', async () => {
    const late: (() => void)[] = [];
    answer = (callback, response) => {
      response.setHeader('content-type', 'text/javascript');
      late.push(() => response.end(`/**/${callback}({"batchcomplete":true});complaints.push("${callback}")`));
    };
    await page.evaluate(() => void complaints.splice(0));
    const slow = await call(elsewhere(), 'query', {}, { timeout: 100 });
    expect(slow.error).toEqual({ name: 'NetworkError', code: 'timeout' });
    await page.waitFor(() => !document.querySelector('script[src*="api.php"]'));
    const aborted = await call(elsewhere(), 'query', {}, { abortAfter: 100 });
    expect(aborted.error?.name).toBe('TimeoutError');
    await page.waitFor(() => !document.querySelector('script[src*="api.php"]'));
    for (const finish of late) finish();
    // the scripts have run to their ends, and then nothing of theirs is left
    await page.waitFor((count) => complaints.length === count, late.length);
    await page.waitFor(() => !Object.keys(globalThis).some((key) => key.startsWith('mwkit_jsonp')));
    expect((await page.evaluate(() => complaints)).every((text) => text.startsWith('mwkit_jsonp'))).toBe(true);
  });

  test.skipIf(skip)('a Content-Security-Policy must name the wiki in script-src', async () => {
    answer = (callback, response) =>
      response.setHeader('content-type', 'text/javascript').end(`/**/${callback}({"batchcomplete":true})`);
    const own = `script-src 'unsafe-inline' http://127.0.0.1:${port}`;
    policy = own;
    await page.goto(`http://127.0.0.1:${port}/`);
    expect((await call(elsewhere(), 'query', {})).error).toEqual({ name: 'NetworkError', code: 'network' });
    policy = `${own} http://localhost:${port}`;
    await page.goto(`http://127.0.0.1:${port}/`);
    expect((await call(elsewhere(), 'query', {})).result).toEqual({ batchcomplete: true });
  });
});
