import { attempts } from '../attempts.ts';
import type { Client } from '../client.ts';
import { RestError } from '../errors.ts';
import { parseJson } from '../http/json.ts';
import { retryAfter } from '../http/retry-after.ts';
import type { HttpRequest, HttpResponse } from '../http/send.ts';
import { firstText, isObject, type JsonObject } from '../json.ts';
import type { CallOptions } from '../options.ts';
import { OAuthError } from './errors.ts';

export const tokenRoute = '/oauth2/access_token';
const purpose = `POST ${tokenRoute}`;

/**
 * Sends a form of oauth4webapi as all requests of a wiki are sent, and gives it answers of status 200 alone.
 * @throws OAuthError, RestError, HttpError, NetworkError
 */
export function postForm(client: Client, form: URLSearchParams, options: CallOptions): Promise<Response> {
  return attempts(client, purpose, true, options, async () => {
    const { plan } = await client.access.plan(options.signal, 'anonymous');
    const request: HttpRequest = {
      method: 'POST',
      url: client.rest + tokenRoute,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      write: true,
      secrets: ['client_secret', 'code', 'code_verifier', 'refresh_token'].flatMap((name) => form.getAll(name)),
      purpose,
      cors: plan,
    };
    const response = await client.send(request, options.signal);
    const json = await parseJson(request, response);
    if (response.status !== 200) throw refusal(form.get('grant_type') ?? '', json, response);
    return new Response(JSON.stringify(json), { headers: { 'content-type': 'application/json' } });
  });
}

function refusal(grant: string, json: JsonObject, { status, headers, redact }: HttpResponse): Error {
  const { error, hint } = json;
  const translations = isObject(json['messageTranslations']) ? json['messageTranslations'] : {};
  const said = firstText(json['message'], json['error_description'], ...Object.values(translations)) ?? '';
  const text = redact([said, typeof hint === 'string' ? hint : ''].join(' ').trim());
  // the REST API itself, not the extension: it is not there, or the wiki is out of order
  if (typeof error !== 'string' || !/^[a-z]+(_[a-z]+)+$/.test(error)) {
    const code = firstText(json['errorKey'], error) ?? `http-${status}`;
    return new RestError(purpose, status, code, text, {}, retryAfter(headers));
  }
  const isGrant = grant === 'refresh_token' || grant === 'authorization_code';
  // Extension:OAuth has invalid_request for a used code (400) and a dead refresh token (401), where RFC 6749 has invalid_grant
  const ended = error === 'invalid_grant' || (error === 'invalid_request' && isGrant);
  const code = ended ? 'grant-ended' : error === 'invalid_client' ? 'wrong-client' : 'refused';
  return new OAuthError(code, `${purpose} was refused: HTTP ${status} [${error}] ${text}`.trim(), error, status);
}
