import {
  createServer,
  request as send,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTls } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { script } from './script.ts';

/** A request that reached a site, as it came. */
export interface Seen {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** An origin: a page with mwkit in it, and a wiki behind, where there is one. */
export interface Site extends AsyncDisposable {
  /** E.g. `http://wiki.test:12345` */
  readonly origin: string;
  /** The page: what `page.ts` puts into it is in `across`. */
  readonly page: string;
  readonly api: string;
  /** What was asked of the wiki, oldest first. */
  readonly seen: Seen[];
  /** The origin of the wiki behind, e.g. `http://127.0.0.1:12346`, once it runs. */
  wiki: string | undefined;
}

export interface SiteOptions {
  /** Makes it https. PEM. */
  readonly certificate?: { readonly cert: string; readonly key: string };
}

/** @param host a name of 127.0.0.1, by which pages call the site */
export async function startSite(host: string, { certificate }: SiteOptions = {}): Promise<Site> {
  const seen: Seen[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', headers } = request;
    const url = new URL(request.url ?? '/', site.origin);
    if (url.pathname === '/page.html' || url.pathname === '/page.js') {
      const html = url.pathname.endsWith('html');
      response.setHeader('content-type', html ? 'text/html' : 'text/javascript');
      response.end(html ? '<!DOCTYPE html><script src="/page.js"></script>' : await script());
      return;
    }
    if (site.wiki === undefined || !url.pathname.startsWith('/w/')) {
      response.writeHead(404).end();
      return;
    }
    const body = await buffer(request);
    seen.push({ method, url, headers: headers as Seen['headers'], body: body.toString() });
    const forwarded = { ...headers, 'x-forwarded-proto': url.protocol.slice(0, -1) };
    const passed = send(site.wiki + request.url, { method, headers: forwarded }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.rawHeaders);
      answered.pipe(response);
    });
    passed.on('error', () => response.writeHead(502).end('the wiki does not answer'));
    passed.end(body);
  };
  const listener: RequestListener = (request, response) => void answer(request, response);
  const server = certificate ? createTls(certificate, listener) : createServer(listener);
  await new Promise<void>((ready, failed) => server.once('error', failed).listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const origin = `${certificate ? 'https' : 'http'}://${host}:${port}`;
  const site: Site = {
    origin,
    page: `${origin}/page.html`,
    api: `${origin}/w/api.php`,
    seen,
    wiki: undefined,
    [Symbol.asyncDispose]: () => close(server),
  };
  return site;
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((closed) => server.close(() => closed()));
}
