import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser } from '@mwkit/browsers';
import { build } from 'vite';
import { project } from './packages.ts';

const entry = `import { createWiki } from '@mwkit/browser';
createWiki(new URL('/w/api.php', location.href), { userAgent: 'packaging/1.0 (me@wiki.example)' });
globalThis.evaluated = performance.now();
`;

/** A page's global, set by the script above: milliseconds since its navigation began. */
declare const evaluated: number;

/** An empty page with a script that has the package in it, bundled by Vite and served. */
export async function servePage(folder: string, npmrc: string): Promise<{ readonly url: string } & AsyncDisposable> {
  await project(folder, npmrc, ['@mwkit/browser']);
  await writeFile(path.join(folder, 'entry.js'), entry);
  await writeFile(path.join(folder, 'index.html'), '<!DOCTYPE html><script type="module" src="/entry.js"></script>');
  await build({ root: folder, logLevel: 'error', configFile: false, build: { modulePreload: false } });
  const server = createServer((request, response) => {
    const name = request.url === '/' ? 'index.html' : (request.url ?? '');
    const type = name.endsWith('.js') ? 'text/javascript' : 'text/html';
    readFile(path.join(folder, 'dist', path.basename(path.dirname(name)), path.basename(name))).then(
      (file) => response.writeHead(200, { 'content-type': type }).end(file),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Visits the page three times, each as if never before. @returns the least milliseconds from the navigation until its script had run */
export async function coldImport(browser: Browser, url: string): Promise<number> {
  const times: number[] = [];
  for (let visit = 0; visit < 3; visit++) {
    await using context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(url);
    times.push(await page.evaluate(() => evaluated));
  }
  return Math.min(...times);
}
