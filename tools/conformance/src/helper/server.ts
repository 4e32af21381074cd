import { createServer as createPlain, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTls } from 'node:https';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Env } from '../../suite/env.ts';
import type { Certificate } from '@mwkit/browsers';
import { createPlays } from './plays.ts';
import { proxy } from './proxy.ts';

/** The server of one run: what no wiki does, and the origin of a browser's page. */
export interface Helper extends AsyncDisposable {
  readonly origin: string;
  readonly elsewhere: Env['elsewhere'];
  /** An URL where nobody listens: the port was just given back. */
  readonly refused: string;
  /** What a page gets as `/suite/env.json`. */
  env: Env | undefined;
}

/** @param wiki the wiki's origin, whose pages the helper shows as its own @param files where the suite's bundles lie */
export async function startHelper(wiki: string, files: string, { cert, key }: Certificate): Promise<Helper> {
  const play = createPlays();
  const helper: { env: Env | undefined } = { env: undefined };
  const answer = async (request: IncomingMessage, response: ServerResponse, scheme: string) => {
    const origin = `${scheme}://${request.headers.host}`;
    // a page of the main server asks the others too
    const { url = '/' } = request;
    if (await play(request, response, origin)) return;
    if (url.startsWith('/back')) return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Back.');
    if (url === '/forget') return forget(request, response);
    if (url === '/suite/env.json') return json(response, helper.env);
    if (url.startsWith('/suite/')) return file(response, path.join(files, path.basename(url)));
    proxy(request, response, wiki, origin);
  };
  const listener = (scheme: string) => (request: IncomingMessage, response: ServerResponse) =>
    void answer(request, response, scheme).catch((error: unknown) => response.writeHead(500).end(String(error)));
  const servers = [
    createPlain(listener('http')),
    createPlain(listener('http')),
    createTls({ cert, key }, listener('https')),
  ];
  const [main = 0, other, tls] = await Promise.all(servers.map((server) => listen(server, '127.0.0.1')));
  const six = createPlain(listener('http'));
  // `localhost` is ::1 first in some runtimes
  const both = await listen(six, '::1', main).then(
    () => true,
    () => false,
  );
  const gone = createPlain();
  const refused = await listen(gone, '127.0.0.1');
  await close(gone);
  return Object.assign(helper, {
    origin: `http://127.0.0.1:${main}`,
    elsewhere: { port: `http://127.0.0.1:${other}`, host: `http://localhost:${main}`, tls: `https://127.0.0.1:${tls}` },
    refused: `http://127.0.0.1:${refused}`,
    async [Symbol.asyncDispose]() {
      await Promise.all([...servers, ...(both ? [six] : [])].map(close));
    },
  });
}

/** Ends all cookies of the page, which it cannot do itself: they are HttpOnly. */
function forget(request: IncomingMessage, response: ServerResponse): void {
  const names = (request.headers.cookie ?? '').split('; ').map((pair) => pair.replace(/=.*/, ''));
  response.setHeader(
    'set-cookie',
    names.filter(Boolean).map((name) => `${name}=; path=/; max-age=0`),
  );
  response.writeHead(204).end();
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function file(response: ServerResponse, name: string): Promise<void> {
  const type = name.endsWith('.html') ? 'text/html; charset=utf-8' : 'text/javascript; charset=utf-8';
  response.writeHead(200, { 'content-type': type }).end(await readFile(name));
}

function listen(server: Server, host: string, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
