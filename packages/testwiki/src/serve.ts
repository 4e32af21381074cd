import { serve as listen } from 'srvx';
import type { TestWiki } from './test-wiki.ts';

export interface ServeOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** Default 127.0.0.1: nobody else can reach the wiki. */
  readonly hostname?: string;
}

export interface ServedWiki {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** URL of api.php. */
  readonly api: string;
  /** URL of rest.php. */
  readonly rest: string;
  /** Ends open connections, too. */
  close(): Promise<void>;
}

/** srvx has a Request of its own, which the runtime does not take for one. */
async function native(request: Request): Promise<Request> {
  const { url, method, headers, signal } = request;
  const body = method === 'GET' || method === 'HEAD' ? null : await request.arrayBuffer();
  return new Request(url, { method, headers, signal, body: body?.byteLength ? body : null });
}

/** Serves a test wiki over HTTP, with real `Set-Cookie` headers. Node, Deno and Bun. */
export async function serve(
  wiki: TestWiki,
  { port = 0, hostname = '127.0.0.1' }: ServeOptions = {},
): Promise<ServedWiki> {
  const server = listen({
    port,
    hostname,
    silent: true,
    gracefulShutdown: false,
    fetch: async (request) => wiki.fetch(await native(request)),
  });
  await server.ready();
  const url = new URL(server.url ?? '').origin;
  const path = (address: string): string => url + new URL(address).pathname;
  return { url, api: path(wiki.api), rest: path(wiki.rest), close: () => server.close(true) };
}
