import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Place } from './place.ts';

const built = fileURLToPath(new URL('../../dist/page', import.meta.url));
const types: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

// Calls and captcha pictures go to whichever wiki is chosen; all else is the page's own. No form is ever sent by the browser.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: http: https:",
  "connect-src 'self' http: https:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': policy,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

export interface PageServer {
  /** `http://localhost:<port>/` */
  readonly url: string;
  /** What `/place.json` answers. */
  setPlace(place: Place): void;
  close(): Promise<void>;
}

/** Serves the built page, and nothing but its files. */
export async function pageServer(port: number): Promise<PageServer> {
  const files = await readFiles();
  let place: Place | undefined;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname === '/' ? '/index.html' : pathname;
    const body = name === '/place.json' ? JSON.stringify(place) : files.get(name);
    if (body === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(404, headers).end();
      return;
    }
    const type = types[path.extname(name)] ?? 'application/json';
    response.writeHead(200, { ...headers, 'content-type': type }).end(request.method === 'HEAD' ? undefined : body);
  });
  await listen(server, port);
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    setPlace: (given) => void (place = given),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function readFiles(): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(built, { recursive: true, withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  if (names.length === 0) throw new Error('The page has not been built: npm run build.');
  const read = async (name: string) => [`/${path.relative(built, name)}`, await readFile(name)] as const;
  return new Map(await Promise.all(names.map(read)));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
