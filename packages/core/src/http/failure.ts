import type { CorsPlan } from '../cors.ts';
import { NetworkError, type NetworkErrorCode } from '../errors.ts';
import type { Redact } from './redact.ts';

/** Codes of system and TLS errors, as Node, Deno and Bun hang them on a failed fetch or on its causes. */
const byCode: readonly (readonly [RegExp, NetworkErrorCode])[] = [
  [/^(ECONNREFUSED|ConnectionRefused)$/, 'connection-refused'],
  [/^(ENOTFOUND|EAI_AGAIN|EAI_\w+|ENODATA)$/, 'dns'],
  [/^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_CERT|HOSTNAME_MISMATCH|EPROTO)/, 'tls'],
  [/^(UND_ERR_(HEADERS|BODY|CONNECT)_TIMEOUT|ETIMEDOUT)$/, 'timeout'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET|ConnectionClosed|HPE_\w+)$/, 'connection-lost'],
];

/** Where a runtime gives no code, its words must do (Deno, and Node in part). Their URLs are taken out first. */
const byMessage: readonly (readonly [RegExp, NetworkErrorCode])[] = [
  [/connection refused/i, 'connection-refused'],
  [/dns error|failed to lookup|name or service not known/i, 'dns'],
  [/\b(certificate|tls|ssl)\b/i, 'tls'],
  [/connection (was )?(reset|closed|aborted)|terminated|unexpected eof|error reading a body/i, 'connection-lost'],
  // something answers that is no web server
  [/HTTP\/1\.1 protocol|invalid HTTP/i, 'connection-lost'],
];

/** Says ECONNRESET, but the connection was not made yet (Node). */
const tlsCutShort = /before secure TLS connection/;

const words: { readonly [code in NetworkErrorCode]: readonly [what: string, advice: string] } = {
  'connection-refused': ['refused the connection.', 'Is the wiki running, and is the port right?'],
  dns: ['has a name that could not be looked up.', 'Check the spelling of the host, and the network.'],
  tls: ['could not be reached over TLS.', 'Check its certificate, or whether it speaks https at all.'],
  timeout: ['did not answer in time.', 'Try again later, or allow more time with the option `timeout`.'],
  'connection-lost': ['closed the connection before its answer was complete.', 'Try again later.'],
  network: ['could not be reached.', 'Check the network; in a browser, `wiki.explain(error)` finds out why.'],
};

/**
 * Which failure a rejected fetch was, by one code in every runtime that tells. A browser never does; workerd has the same words
 * for a refused connection as for a lost one, and no more than "internal error" for a name or certificate: those are `network`.
 * Rethrow aborts before asking: they are not failures.
 * @param request `answered`: whether the answer had begun
 */
export function networkError(
  thrown: unknown,
  request: {
    readonly method: string;
    readonly url: string;
    readonly headers: object;
    readonly write: boolean;
    readonly answered: boolean;
    readonly cors?: CorsPlan;
  },
  redact: Redact,
): NetworkError {
  const found = classify(thrown);
  const code = request.answered && found !== 'timeout' ? 'connection-lost' : found;
  const notSent = code === 'connection-refused' || code === 'dns' || code === 'tls';
  const [what, advice] = words[code];
  return new NetworkError(
    code,
    `${new URL(request.url).host} ${what}`,
    advice,
    request.write && !notSent,
    {
      method: request.method,
      url: redact(request.url),
      headers: Object.keys(request.headers),
      rule: request.cors?.rule ?? 'server',
    },
    plainCause(thrown, redact),
  );
}

function classify(thrown: unknown): NetworkErrorCode {
  for (const error of chain(thrown)) {
    if (error.name === 'TimeoutError') return 'timeout';
    if (typeof error.message === 'string' && tlsCutShort.test(error.message)) return 'tls';
    const found = byCode.find(([pattern]) => typeof error.code === 'string' && pattern.test(error.code));
    if (found) return found[1];
  }
  for (const error of chain(thrown)) {
    if (typeof error.message !== 'string') continue;
    const message = error.message.replaceAll(/https?:\/\/\S+/g, '');
    const found = byMessage.find(([pattern]) => pattern.test(message));
    if (found) return found[1];
  }
  return 'network';
}

interface ErrorLike {
  name?: unknown;
  code?: unknown;
  message?: unknown;
  cause?: unknown;
  errors?: unknown;
}

/** The error, its causes, and the parts of an AggregateError (Node tries several addresses). */
function* chain(thrown: unknown, depth = 0): Generator<ErrorLike> {
  if (typeof thrown !== 'object' || thrown === null || depth > 5) return;
  const error = thrown as ErrorLike;
  yield error;
  yield* chain(error.cause, depth + 1);
  if (Array.isArray(error.errors)) for (const part of error.errors) yield* chain(part, depth + 1);
}

/** A runtime's error may hold the request, its headers included: only names, codes and redacted words are taken along. */
function plainCause(thrown: unknown, redact: Redact): Error | undefined {
  const said = [...chain(thrown)].map(({ name, code, message }) =>
    [name, code, message].filter((part) => typeof part === 'string' && part !== '').join(' '),
  );
  return said.length === 0 ? undefined : new Error(redact(said.join('; ')));
}
