import { laterIfReached } from '../load-later.ts';
import type { JsonObject } from '../json.ts';
import { badStatus, parseJson } from '../http/json.ts';
import type { HttpRequest, HttpResponse } from '../http/send.ts';

/**
 * The JSON of an Action API answer, or the error that it is.
 * Errors come with HTTP 200 nearly always, so the body decides.
 * @throws ApiError, HttpError
 */
export async function readAnswer(action: string, request: HttpRequest, response: HttpResponse): Promise<JsonObject> {
  const parsed = parseJson(request, response);
  const answer = parsed instanceof Promise ? await parsed : parsed;
  if ('error' in answer || 'errors' in answer || 'httpCode' in answer) {
    // what it says takes code of its own, loaded when it is first needed
    const later = await laterIfReached();
    if (!later) throw badStatus(request, response);
    later.throwErrors(action, answer, response);
  }
  if (response.status !== 200) throw badStatus(request, response);
  return answer;
}
