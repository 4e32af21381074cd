import { describe, expect, test } from 'vitest';
import { classify } from '../src/http/classify.ts';
import { networkError as networkErrorBy, type RejectedRequest } from '../src/http/failure.ts';
import type { Redact } from '../src/http/redact.ts';

const asIs = (text: string) => text;
const networkError = (thrown: unknown, request: RejectedRequest, redact: Redact) =>
  networkErrorBy(thrown, request, redact, classify);
const request = { method: 'POST', url: 'https://wiki.example/w/api.php', headers: {}, write: true, answered: false };

/** What each runtime was seen to throw. */
const refused = {
  node: withCause('fetch failed', { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:1' }),
  deno: withCause('fetch failed', {
    message:
      'error sending request for url (https://wiki.example/w/api.php): client error (Connect): tcp connect error: Connection refused (os error 111)',
  }),
  bun: Object.assign(new TypeError('ECONNREFUSED: Unable to connect. Is the computer able to access the url?'), {
    code: 'ECONNREFUSED',
  }),
};

const others: readonly (readonly [code: string, error: Error])[] = [
  ['dns', withCause('fetch failed', { code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND wiki.example' })],
  ['dns', withCause('fetch failed', { message: 'client error (Connect): dns error: failed to lookup address' })],
  ['tls', withCause('fetch failed', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', message: 'self-signed certificate' })],
  ['tls', withCause('fetch failed', { message: 'client error (Connect): invalid peer certificate: UnknownIssuer' })],
  [
    'tls',
    withCause('fetch failed', {
      code: 'ECONNRESET',
      message: 'Client network socket disconnected before secure TLS connection was established',
    }),
  ],
  ['connection-lost', withCause('fetch failed', { code: 'UND_ERR_SOCKET', message: 'other side closed' })],
  ['connection-lost', withCause('fetch failed', { message: 'Connection reset by peer (os error 104)' })],
  [
    'connection-lost',
    withCause('fetch failed', { message: 'client error (SendRequest): invalid HTTP version parsed' }),
  ],
  // workerd has these words for a refused connection too
  ['network', new Error('Network connection lost.')],
  ['network', new TypeError('Failed to fetch')],
  ['network', new TypeError('NetworkError when attempting to fetch resource.')],
];

function withCause(message: string, cause: { code?: string; message: string }): Error {
  return new TypeError(message, { cause: Object.assign(new Error(cause.message), cause) });
}

describe('networkError', () => {
  test.each(Object.entries(refused))('a refused connection in %s: the call was not sent', (_, thrown) => {
    expect(networkError(thrown, request, asIs)).toMatchObject({ code: 'connection-refused', outcomeUnknown: false });
  });

  test.each(others)('%s: %s', (code, thrown) => {
    const error = networkError(thrown, request, asIs);
    expect(error.code).toBe(code);
    expect(error.outcomeUnknown).toBe(code !== 'dns' && code !== 'tls');
  });

  test('an answer that had begun was lost, whatever the runtime says; only a timeout stays one', () => {
    const begun = { ...request, answered: true };
    expect(networkError(new TypeError('Failed to fetch'), begun, asIs).code).toBe('connection-lost');
    expect(networkError(new DOMException('late', 'TimeoutError'), begun, asIs).code).toBe('timeout');
  });

  test('the name of a host is no word of the error', () => {
    const thrown = new TypeError('error sending request for url (https://tls.wiki.example/ssl/api.php): broken pipe');
    expect(networkError(thrown, request, asIs)).toMatchObject({ code: 'network', outcomeUnknown: true });
  });

  test('a read has no unknown outcome', () => {
    expect(networkError(new Error('x'), { ...request, write: false }, asIs).outcomeUnknown).toBe(false);
  });
});
