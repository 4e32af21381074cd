import type { IncomingMessage, request as Request } from 'node:http';
import type { Answered, Platform } from '@mwkit/core';

/** Node's own `fetch` costs more than twice the CPU, and as long again to load. */
const builtIn = globalThis.fetch;

/**
 * Sends by `node:http`, what a wiki is sent: no more than a text, redirects left alone. A file goes by `fetch`, and everything in a program
 * that has replaced `fetch` or told it where to send (undici's `setGlobalDispatcher`).
 */
export const fetch: Platform['fetch'] = async (url, init) => {
  const { body, signal, method = 'GET' } = init;
  if ((body && typeof body !== 'string') || isRedirected()) return globalThis.fetch(url, init);
  const send = await requestOf(url.startsWith('https:') ? 'node:https' : 'node:http');
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const headers = {
      accept: '*/*',
      'accept-encoding': 'gzip, deflate, br',
      // said by itself only for the methods that usually have a body
      ...(body && { 'content-length': Buffer.byteLength(body) }),
      ...(init.headers as HeadersRecord),
    };
    const request = send(url, { method, headers })
      .once('response', (message) => {
        if (!message.headers['content-encoding']) return resolve(answer(url, message, message));
        decoded(message).then((stream) => resolve(answer(url, message, stream)), reject);
      })
      .on('error', reject);
    // the option `signal` does the same, and costs more
    signal?.addEventListener('abort', () => request.destroy(signal.reason as Error));
    request.end(body ?? undefined);
  });
};

/** Loaded with the first request, and then at hand: to ask for a module again costs as much as much else here. */
const requests: { [module: string]: typeof Request } = {};

async function requestOf(module: 'node:http' | 'node:https'): Promise<typeof Request> {
  return (requests[module] ??= ((await import(module)) as { request: typeof Request }).request);
}

type HeadersRecord = { readonly [name: string]: string };

function isRedirected(): boolean {
  const dispatcher = (globalThis as { [key: symbol]: object | undefined })[Symbol.for('undici.globalDispatcher.1')];
  return globalThis.fetch !== builtIn || (dispatcher !== undefined && dispatcher.constructor.name !== 'Agent');
}

async function decoded(message: IncomingMessage): Promise<AsyncIterable<Uint8Array>> {
  const coding = message.headers['content-encoding'] ?? '';
  if (!/^(x-)?gzip$|^deflate$|^br$/i.test(coding)) return message;
  const { createBrotliDecompress, createUnzip } = await import('node:zlib');
  const { pipeline } = await import('node:stream');
  // its errors come out of the reading end too
  return pipeline(message, coding.toLowerCase() === 'br' ? createBrotliDecompress() : createUnzip(), () => {});
}

function answer(
  url: string,
  { statusCode = 0, headers }: IncomingMessage,
  stream: AsyncIterable<Uint8Array>,
): Answered {
  return {
    status: statusCode,
    url,
    type: 'default',
    headers: {
      get: (name) => headers[name.toLowerCase()]?.toString() ?? null,
      getSetCookie: () => headers['set-cookie'] ?? [],
    },
    body: {
      getReader() {
        const parts = stream[Symbol.asyncIterator]();
        return {
          read: () => parts.next() as Promise<ReadableStreamReadResult<Uint8Array>>,
          cancel: async () => void (await parts.return?.()),
        };
      },
    },
  };
}
