import { firstText, isObject, type JsonObject } from '../json.ts';
import { ApiError, HttpError, type WikiError } from '../errors.ts';
import { retryAfter } from '../http/retry-after.ts';
import { type Redact, redactJson } from '../http/redact.ts';
import type { HttpRequest, HttpResponse } from '../http/send.ts';

/**
 * The JSON of an Action API answer, or the error that it is.
 * Errors come with HTTP 200 nearly always, so the body decides.
 * @throws ApiError, HttpError
 */
export function readAnswer(action: string, request: HttpRequest, response: HttpResponse): JsonObject {
  const answer = parseJson(request, response);
  const errors = wikiErrors(answer, response.redact);
  if (errors) throw new ApiError(action, errors, retryAfter(response.headers));
  if ('httpCode' in answer) throw restBaseGiven(request, response);
  if (response.status !== 200) throw badStatus(request, response);
  return answer;
}

export function parseJson(request: HttpRequest, response: HttpResponse): JsonObject {
  let answer: unknown;
  try {
    answer = JSON.parse(response.text, withoutProto);
  } catch {
    throw notJson(request, response);
  }
  // an empty result is `[]` in formatversion=1
  if (Array.isArray(answer) && answer.length === 0) return {};
  if (!isObject(answer)) throw notJson(request, response);
  return answer;
}

/** A key `__proto__` is data to JSON.parse, and a trap for everyone who copies the result. */
function withoutProto(this: unknown, key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

/**
 * The errors of an answer, in whichever of the six errorformats and two formatversions it has them:
 * `error: {code, info}` (bc), or `errors: [{code, text | html | * | key + params, module, data}]`.
 */
function wikiErrors(answer: JsonObject, redact: Redact): [WikiError, ...WikiError[]] | undefined {
  const { error, errors } = answer;
  const items = Array.isArray(errors) ? errors : isObject(error) ? [error] : [];
  const [first, ...others] = items.filter(isObject).map((item) => wikiError(item, redact));
  return first && [first, ...others];
}

function wikiError(item: JsonObject, redact: Redact): WikiError {
  const { code, info, text, html, '*': star, module, data, docref: _, ...bcData } = item;
  const said = firstText(info, text, html, star) ?? '';
  const extra = isObject(data) ? data : info === undefined ? {} : bcData;
  return {
    code: firstText(code) ?? 'unknown',
    text: redact(said),
    ...(typeof module === 'string' ? { module } : {}),
    ...(Object.keys(extra).length > 0 ? { data: redactJson(extra, redact) as JsonObject } : {}),
  };
}

function restBaseGiven(request: HttpRequest, response: HttpResponse): HttpError {
  const what = `${new URL(response.url).pathname} is a REST API, not api.php.`;
  return new HttpError('rest-base-given', what, 'Give the URL of api.php.', details(request, response));
}

function badStatus(request: HttpRequest, response: HttpResponse): HttpError {
  return new HttpError(
    'status',
    `${request.purpose} was answered with HTTP ${response.status}.`,
    'The wiki or a server before it is overloaded, blocks this client, or is not set up right.',
    details(request, response),
  );
}

/** Says which of the many ways it is that this is not an api.php. */
function notJson(request: HttpRequest, response: HttpResponse): HttpError {
  const { status, headers, text, redact } = response;
  const at = new URL(response.url);
  const where = `${at.origin}${at.pathname}`;
  const type = headers.get('content-type') ?? 'no content type';
  if (status === 404) {
    return new HttpError(
      'not-found',
      `${where} does not exist (HTTP 404).`,
      'Give the URL of api.php; Special:Version of the wiki names it.',
      details(request, response),
    );
  }
  if (status !== 200) return badStatus(request, response);
  if (/json/.test(type)) {
    return new HttpError(
      'truncated',
      `The answer to ${request.purpose} ends in the middle.`,
      'Try again later.',
      details(request, response),
    );
  }
  if (/html/.test(type)) {
    const title = /<title>([^<]{1,200})<\/title>/i.exec(text)?.[1]?.trim();
    return new HttpError(
      'html',
      `${where} answers with a web page${title ? ` ("${redact(title)}")` : ''}, not with JSON.`,
      'Give the URL of api.php, not that of a page; a sign-in page or a bot check before the wiki answers like this too.',
      details(request, response),
    );
  }
  return new HttpError(
    'not-json',
    `${where} answers with ${type}, not with JSON.`,
    'Give the URL of api.php.',
    details(request, response),
  );
}

function details(
  request: HttpRequest,
  response: HttpResponse,
): { status: number; retryAfter: number | undefined; outcomeUnknown: boolean } {
  const { status } = response;
  const refused = status === 404 || status === 403 || status === 429 || status === 401;
  return { status, retryAfter: retryAfter(response.headers), outcomeUnknown: request.write && !refused };
}
