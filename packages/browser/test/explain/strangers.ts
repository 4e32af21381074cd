import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Seen } from '../across/site.ts';

/** Something at the URL of a wiki that is none, or is not always there. */
export interface Stranger extends AsyncDisposable {
  readonly api: string;
  /** What was asked of it, oldest first. */
  readonly seen: Seen[];
}

/** The title of a page whose calls do not get through to the wiki. */
export const lost = 'Lost on the way';

/** How a stranger answers; `silent`: never. */
export type Answer = 'silent' | { readonly type: string; readonly text: string; readonly headers?: object };

/** Answers everything alike. */
export function startStranger(host: string, answer: Answer): Promise<Stranger> {
  return start(host, (_, response) => {
    if (answer === 'silent') return;
    response.writeHead(200, { 'content-type': answer.type, ...answer.headers }).end(answer.text);
  });
}

/**
 * Resets the connection of each call about {@link lost}, and passes everything else on to a wiki.
 * @param wiki absent: nothing else is ever answered
 */
export function startLossy(host: string, wiki?: string): Promise<Stranger> {
  return start(host, ({ url, method, headers, body }, response, request) => {
    const asked = decodeURIComponent(url.search + body).replaceAll('+', ' ');
    if (asked.includes(lost)) request.socket.destroy();
    else if (wiki !== undefined) {
      const passed = send(wiki + url.pathname + url.search, { method, headers }, (answered) => {
        response.writeHead(answered.statusCode ?? 502, answered.rawHeaders);
        answered.pipe(response);
      });
      passed.on('error', () => response.destroy());
      passed.end(body);
    }
  });
}

/** Where nothing answers. */
export async function startNothing(host: string): Promise<Stranger> {
  const gone = await startStranger(host, 'silent');
  await gone[Symbol.asyncDispose]();
  return { ...gone, [Symbol.asyncDispose]: () => Promise.resolve() };
}

type Listener = (seen: Seen, response: ServerResponse, request: IncomingMessage) => void;

async function start(host: string, answer: Listener): Promise<Stranger> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', `http://${host}`);
      const body = Buffer.concat(chunks).toString();
      const one = { method: request.method ?? '', url, headers: request.headers as Seen['headers'], body };
      seen.push(one);
      answer(one, response, request);
    });
  });
  await new Promise<void>((ready, failed) => server.once('error', failed).listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    api: `http://${host}:${port}/w/api.php`,
    seen,
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
