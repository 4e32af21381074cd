import { laterIfReached } from '../load-later.ts';
import type { JsonObject } from '../json.ts';
import { badStatus, parseJson } from '../http/json.ts';
import type { HttpRequest, HttpResponse } from '../http/send.ts';

/**
 * The JSON of an Action API answer, or the error that it is.
 * Errors come with HTTP 200 nearly always, so the body decides.
 * @throws ApiError, HttpError
 */
export function readAnswer(
  action: string,
  request: HttpRequest,
  response: HttpResponse,
): JsonObject | Promise<JsonObject> {
  const answer = parseJson(request, response);
  // it is none, and rejects
  if (answer instanceof Promise) return answer;
  if ('error' in answer || 'errors' in answer || 'httpCode' in answer) return fail(action, answer, request, response);
  return requireOk(answer, request, response);
}

/** What it says takes code of its own, loaded when it is first needed. */
async function fail(
  action: string,
  answer: JsonObject,
  request: HttpRequest,
  response: HttpResponse,
): Promise<JsonObject> {
  const later = await laterIfReached();
  if (!later) throw badStatus(request, response);
  later.throwErrors(action, answer, response);
  return requireOk(answer, request, response);
}

function requireOk(answer: JsonObject, request: HttpRequest, response: HttpResponse): JsonObject {
  if (response.status !== 200) throw badStatus(request, response);
  return answer;
}
