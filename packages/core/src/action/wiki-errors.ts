import { ApiError, HttpError, type WikiError } from '../errors.ts';
import { type Redact, redactJson } from '../http/redact.ts';
import { retryAfter } from '../http/retry-after.ts';
import type { HttpResponse } from '../http/send.ts';
import { firstText, isObject, type JsonObject } from '../json.ts';

/** Throws the errors of an answer, if it holds any. @throws ApiError, HttpError */
export function throwErrors(action: string, answer: JsonObject, response: HttpResponse): void {
  const errors = wikiErrors(answer, response.redact);
  if (errors) throw new ApiError(action, errors, retryAfter(response.headers));
  if (!('httpCode' in answer)) return;
  const what = `${new URL(response.url).pathname} is a REST API, not api.php.`;
  throw new HttpError('rest-base-given', what, undefined, { status: response.status });
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
