import { wordsFor } from '../advice.ts';
import type { CorsPlan } from '../cors.ts';
import { NetworkError, type NetworkErrorCode } from '../errors.ts';
import type { Redact } from './redact.ts';

/** For these no runtime need tell more than that it failed. */
const words: { readonly [code in NetworkErrorCode]?: string } = {
  timeout: 'did not answer in time.',
  'connection-lost': 'closed the connection before its answer was complete.',
  network: 'could not be reached.',
};

/** What the error for a rejected fetch must know of its request. */
export interface RejectedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: object;
  readonly write: boolean;
  /** Whether the answer had begun. */
  readonly answered: boolean;
  /** How a page could send it. */
  readonly cors?: CorsPlan | undefined;
}

/**
 * The error for a rejected fetch. Rethrow aborts before asking: they are not failures.
 * @param classify which failure it was; absent where the runtime does not tell
 */
export function networkError(
  thrown: unknown,
  request: RejectedRequest,
  redact: Redact,
  classify?: (thrown: unknown) => NetworkErrorCode,
): NetworkError {
  const timedOut = [...chain(thrown)].some(({ name }) => name === 'TimeoutError');
  const found = timedOut ? 'timeout' : (classify?.(thrown) ?? 'network');
  const code = request.answered && found !== 'timeout' ? 'connection-lost' : found;
  const notSent = code === 'connection-refused' || code === 'dns' || code === 'tls';
  return new NetworkError(
    code,
    `${new URL(request.url).host} ${words[code] ?? (wordsFor(code) || `could not be reached (${code}).`)}`,
    undefined,
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

interface ErrorLike {
  name?: unknown;
  code?: unknown;
  message?: unknown;
  cause?: unknown;
  errors?: unknown;
}

/** The error, its causes, and the parts of an AggregateError (Node tries several addresses). */
export function* chain(thrown: unknown, depth = 0): Generator<ErrorLike> {
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
