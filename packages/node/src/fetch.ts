import type { IncomingMessage } from 'node:http';
import type { Answered, Platform } from '@mwkit/core';

/** Node's own `fetch` costs more than twice the CPU, and as long again to load. */
const builtIn = globalThis.fetch;

/**
 * Sends by `node:http`, what a wiki is sent: no more than a text, redirects left alone. A file goes by `fetch`, and everything in a program
 * that has replaced `fetch` or told it where to send (undici's `setGlobalDispatcher`).
 */
export const fetch: Platform['fetch'] = async (url, init) => {
  const { body, signal } = init;
  if ((body && typeof body !== 'string') || isRedirected()) return globalThis.fetch(url, init);
  const { request } = await (url.startsWith('https:') ? import('node:https') : import('node:http'));
  return new Promise((resolve, reject) => {
    const headers = {
      accept: '*/*',
      'accept-encoding': 'gzip, deflate, br',
      // said by itself only for the methods that usually have a body
      ...(body && { 'content-length': Buffer.byteLength(body) }),
      ...(init.headers as HeadersRecord),
    };
    request(url, { method: init.method ?? 'GET', headers, ...(signal && { signal }) })
      .once('response', (message) => {
        decoded(message).then((stream) => resolve(answer(url, message, stream)), reject);
      })
      .once('error', reject)
      .end(body ?? undefined);
  });
};

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
