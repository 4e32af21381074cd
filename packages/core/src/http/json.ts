import { adviceFor } from '../advice.ts';
import { HttpError } from '../errors.ts';
import { isObject, type JsonObject } from '../json.ts';
import { retryAfter } from './retry-after.ts';
import type { HttpRequest, HttpResponse } from './send.ts';

/**
 * The object that an answer of api.php or rest.php is.
 * @throws HttpError for any of the many things that answer in place of a MediaWiki API
 */
export function parseJson(request: HttpRequest, response: HttpResponse): JsonObject {
  let answer: unknown;
  try {
    answer = JSON.parse(response.text, withoutProto);
  } catch {
    throw notJson(request, response);
  }
  if (isObject(answer)) return answer;
  // an empty result is `[]` in formatversion=1
  if (Array.isArray(answer) && answer.length === 0) return {};
  // the one module whose answer is a list
  if (Array.isArray(answer) && request.purpose === 'action=opensearch') return answer as unknown as JsonObject;
  throw notJson(request, response);
}

/** A key `__proto__` is data to JSON.parse, and a trap for everyone who copies the result. */
export function withoutProto(this: unknown, key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

function notJson(request: HttpRequest, response: HttpResponse): HttpError {
  const { status, headers, text, redact } = response;
  const error = (code: HttpError['code'], what: string, advice?: string) =>
    new HttpError(code, what, advice, details(request, response));
  const at = new URL(response.url);
  const where = `${at.origin}${at.pathname}`;
  const type = headers.get('content-type') ?? 'no content type';
  const giveUrl = request.purpose.startsWith('action=') ? adviceFor('give-api-url') : adviceFor('give-rest-url');

  // readable where no browser stands between: from the wiki's own pages, and on servers (cors-get-mismatch)
  if (status === 403 && /^'(cross)?origin' /.test(text))
    return error('origin-refused', `The wiki refuses this: ${text.trim()}.`);
  if (status === 404) return error('not-found', `${where} does not exist (HTTP 404).`, giveUrl);
  if (status !== 200) return badStatus(request, response);
  if (/html/.test(type)) {
    const title = /<title>([^<]{1,200})<\/title>/i.exec(text)?.[1]?.trim();
    return error(
      'html',
      `${where} answers with a web page${title ? ` ("${redact(title)}")` : ''}, not with JSON.`,
      `${giveUrl} ${adviceFor('page-answers')}`.trim(),
    );
  }
  if (!/json/.test(type)) return error('not-json', `${where} answers with ${type}, not with JSON.`, giveUrl);
  if (/^\s*([{[]|$)/.test(text)) {
    return error('truncated', `The answer to ${request.purpose} ends in the middle.`);
  }
  return error('not-json', `The answer to ${request.purpose} is called JSON, but is not.`, adviceFor('php-notices'));
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

function details(
  request: HttpRequest,
  { status, headers }: HttpResponse,
): { status: number; retryAfter: number | undefined; outcomeUnknown: boolean } {
  return { status, retryAfter: retryAfter(headers), outcomeUnknown: request.write && !refusals.has(status) };
}
