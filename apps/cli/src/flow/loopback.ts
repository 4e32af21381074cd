import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CliError } from '../errors.ts';
import { sendReturnPage } from './return-page.ts';

/** A place on this machine that a browser can come back to (RFC 8252, 7.3). */
export interface Loopback<T = string> extends AsyncDisposable {
  /** The URL that is listened at. */
  readonly url: string;
  /**
   * Waits for the browser. @returns what its return gave
   * @throws CliError `browser-timeout`; the signal's reason
   */
  wait(signal: AbortSignal, milliseconds?: number): Promise<T>;
}

const fiveMinutes = 5 * 60_000;

/**
 * Listens on a free port of 127.0.0.1 until it is disposed of, for the URL that the browser comes back to. That holds a secret, so
 * that nothing else can pretend to be the browser.
 */
export function listenForReturn(): Promise<Loopback> {
  const secret = randomBytes(16).toString('hex');
  const at = new URL(`http://127.0.0.1:0/return?mwkit=${secret}`);
  return listen(
    at,
    ({ searchParams }) => isSame(searchParams.get('mwkit') ?? '', secret),
    async (url) => url,
  );
}

/**
 * Listens at a URL of this machine until it is disposed of.
 * @param isReturn whether a URL with this path is what is waited for
 * @param use what its return gives. The browser is answered when that is there: that all is well, or the message of what it throws
 * @throws CliError `port-in-use`
 */
export async function listen<T>(
  at: URL,
  isReturn: (url: URL) => boolean,
  use: (url: string) => Promise<T>,
): Promise<Loopback<T>> {
  let came: ((given: Promise<T>) => void) | undefined;
  const here = new URL(at);
  const server = createServer((request, response) => {
    const url = urlOf(request, here);
    if (!url || !isReturn(url) || !came) return refuse(request, response);
    const given = use(url.href);
    came(given);
    came = undefined; // not twice
    given.then(
      () => sendReturnPage(response),
      (error: unknown) => sendReturnPage(response, error instanceof Error ? error.message : String(error)),
    );
  });
  server.listen(Number(at.port || 80), at.hostname === '[::1]' ? '::1' : '127.0.0.1');
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    const what = `The browser is to come back to ${at.origin}, which another program has in use.`;
    throw new CliError('port-in-use', what, 'End that one, or register another callback URL.');
  });
  here.port = String((server.address() as AddressInfo).port);
  return {
    url: here.href,
    async wait(signal, milliseconds = fiveMinutes) {
      signal.throwIfAborted();
      const over = new AbortController();
      let timer: NodeJS.Timeout | undefined;
      try {
        return await new Promise<T>((resolve, reject) => {
          came = resolve;
          timer = setTimeout(() => reject(timedOut(milliseconds)), milliseconds);
          signal.addEventListener('abort', () => reject(signal.reason), { signal: over.signal });
        });
      } finally {
        came = undefined;
        clearTimeout(timer);
        over.abort();
      }
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      // a page that is being sent still arrives, an idle connection ends
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 500).unref();
      await closed;
    },
  };
}

/** The URL of a GET at this place. A name in Host that is not ours is a page that calls by DNS rebinding. */
function urlOf(request: IncomingMessage, { host, origin, pathname }: URL): URL | undefined {
  const url = URL.parse(request.url ?? '', origin);
  if (request.method !== 'GET' || request.headers.host !== host || url?.origin !== origin) return undefined;
  return url.pathname === pathname ? url : undefined;
}

/** Tells by the time that it takes nothing of a secret. */
export function isSame(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(404, { 'content-type': 'text/plain', connection: 'close' }).end('Not found\n');
}

function timedOut(milliseconds: number): CliError {
  const minutes = Math.round(milliseconds / 60_000);
  return new CliError(
    'browser-timeout',
    `The browser did not come back within ${minutes} minutes.`,
    'It must run on this machine, which it comes back to. Run the command again.',
  );
}
