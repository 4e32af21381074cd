import { readFile } from 'node:fs/promises';
import { openBrowser } from '@mwkit/browsers';
import { createTestWiki, type TestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';

const page = (name: string) => new URL(`../browser/${name}`, import.meta.url).pathname;

/** The page beside the wiki, on the wiki's own origin. */
async function serveWithPage(wiki: TestWiki) {
  const { outputFiles } = await build({
    entryPoints: [page('page.ts')],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const html = await readFile(page('index.html'));
  return serve({
    ...wiki,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { pathname } = new URL(request.url);
      if (pathname === '/') return new Response(html, { headers: { 'content-type': 'text/html' } });
      const script = { headers: { 'content-type': 'text/javascript' } };
      if (pathname === '/page.js') return new Response(outputFiles[0]!.text, script);
      return wiki.fetch(request);
    },
  });
}

const browser = await openBrowser('chromium', { onProgress: console.warn }).catch((error: Error) => error);
// CI must run everything: there a missing browser fails
const skip = browser instanceof Error && process.env['CI'] !== 'true';
if (skip) console.warn(`\nSKIPPED: the page in a browser. ${browser.message}\n`);
afterAll(async () => {
  if (!(browser instanceof Error)) await browser.close();
});

test.skipIf(skip)('the page: signs in, edits, and is still signed in when it is loaded again', async () => {
  const wiki = createTestWiki({ users: { Alice: { password: 'alice-password' } } });
  const server = await serveWithPage(wiki);
  try {
    if (browser instanceof Error) throw browser;
    const context = await browser.newContext();
    const tab = await context.newPage();
    await tab.goto(server.url);
    await tab.fill('[name=username]', 'Alice');
    await tab.fill('[name=password]', 'wrong');
    await tab.click('button');
    await tab.waitFor(() => /password/i.test(document.querySelector('output')!.value));
    await tab.fill('[name=username]', 'Alice');
    await tab.fill('[name=password]', 'alice-password');
    await tab.click('button');
    const greeted = () => document.querySelector('output')!.value === 'Alice: Success';
    await tab.waitFor(greeted);
    expect(await tab.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('alice-password');
    const before = wiki.requests.length;
    await tab.goto(server.url);
    await tab.waitFor(greeted);
    expect(wiki.requests.slice(before).map(({ action }) => action)).toEqual(['query', 'edit']);
    expect(wiki.text('Sandbox')).toBe('\n* Hello\n* Hello');

    // and when the session has ended, the page asks anew
    wiki.endSessions();
    await tab.goto(server.url);
    await tab.waitFor('[name=password]');
  } finally {
    await server.close();
  }
});
