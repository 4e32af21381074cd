import { laterIfReached } from '../load-later.ts';
import { HttpError } from '../errors.ts';
import { isObject, type JsonObject } from '../json.ts';
import { retryAfter } from './retry-after.ts';
import type { HttpRequest, HttpResponse } from './send.ts';

/**
 * The object that an answer of api.php or rest.php is.
 * @throws HttpError for any of the many things that answer in place of a MediaWiki API
 */
export function parseJson(request: HttpRequest, response: HttpResponse): JsonObject | Promise<never> {
  let answer: unknown;
  try {
    answer = mayHoldProto(response.text) ? JSON.parse(response.text, withoutProto) : JSON.parse(response.text);
  } catch {
    return notJson(request, response);
  }
  if (isObject(answer)) return answer;
  // an empty result is `[]` in formatversion=1
  if (Array.isArray(answer) && answer.length === 0) return {};
  // the one module whose answer is a list
  if (Array.isArray(answer) && request.purpose === 'action=opensearch') return answer as unknown as JsonObject;
  return notJson(request, response);
}

/** A reviver makes JSON.parse many times slower. Any letter of the key may be escaped. */
const mayHoldProto = (text: string) => text.includes('__proto__') || text.includes('\\u00');

/** A key `__proto__` is data to JSON.parse, and a trap for everyone who copies the result. */
export function withoutProto(this: unknown, key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

/** What it is instead takes many words: loaded when it is first needed. */
async function notJson(request: HttpRequest, response: HttpResponse): Promise<never> {
  const later = await laterIfReached();
  throw later ? later.notJson(request, response) : badStatus(request, response);
}

/** An answer whose status alone says that something went wrong. */
export function badStatus(request: HttpRequest, response: HttpResponse): HttpError {
  return new HttpError(
    'status',
    `${request.purpose} was answered with HTTP ${response.status}.`,
    undefined,
    details(request, response),
  );
}

const refusals: ReadonlySet<number> = new Set([401, 403, 404, 429]);

/** What an error tells of the answer. */
export function details(
  request: HttpRequest,
  { status, headers }: HttpResponse,
): { status: number; retryAfter: number | undefined; outcomeUnknown: boolean } {
  return { status, retryAfter: retryAfter(headers), outcomeUnknown: request.write && !refusals.has(status) };
}
