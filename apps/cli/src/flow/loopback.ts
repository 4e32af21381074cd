import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CliError } from '../errors.ts';
import { sendReturnPage } from './return-page.ts';

/** A place on this machine that a browser can come back to (RFC 8252, 7.3). */
export interface Loopback extends AsyncDisposable {
  /** The one URL that is listened at; holds a secret, so that nothing else can pretend to be the browser. */
  readonly url: string;
  /**
   * Waits for the browser. @returns the whole URL that it came back to
   * @throws CliError `browser-timeout`; the signal's reason
   */
  wait(signal: AbortSignal, milliseconds?: number): Promise<string>;
}

const fiveMinutes = 5 * 60_000;

/** Listens on a free port of 127.0.0.1 until it is disposed of. */
export async function listenForReturn(): Promise<Loopback> {
  const state = randomBytes(16).toString('hex');
  let came: ((url: string) => void) | undefined;
  const server = createServer((request, response) => {
    const url = returnOf(request, origin, state);
    if (url === undefined || !came) return refuse(request, response);
    sendReturnPage(response);
    came(url);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/return?mwkit=${state}`,
    async wait(signal, milliseconds = fiveMinutes) {
      const timeout = AbortSignal.timeout(milliseconds);
      const ended = AbortSignal.any([signal, timeout]);
      ended.throwIfAborted();
      try {
        return await new Promise<string>((resolve, reject) => {
          came = resolve;
          ended.addEventListener('abort', () => reject(signal.aborted ? signal.reason : timedOut(milliseconds)), {
            once: true,
          });
        });
      } finally {
        came = undefined;
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

/** The URL of a request that is the browser's return. A name in Host that is not ours is a page that calls by DNS rebinding. */
function returnOf(request: IncomingMessage, origin: string, state: string): string | undefined {
  const url = URL.parse(request.url ?? '', origin);
  if (request.method !== 'GET' || `http://${request.headers.host}` !== origin || url?.origin !== origin)
    return undefined;
  const [given, expected] = [url.searchParams.get('mwkit') ?? '', state].map((text) => Buffer.from(text));
  const same = given?.length === expected?.length && timingSafeEqual(given as Buffer, expected as Buffer);
  return same && url.pathname === '/return' ? url.href : undefined;
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
