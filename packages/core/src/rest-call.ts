import { token } from './action/attempt.ts';
import { checkShape } from './action/validation.ts';
import type { Client } from './client.ts';
import { RestError, UsageError } from './errors.ts';
import { attempts, type Attempt } from './attempts.ts';
import { parseJson, withoutProto } from './http/json.ts';
import { redactJson } from './http/redact.ts';
import { retryAfter } from './http/retry-after.ts';
import type { HttpRequest, HttpResponse } from './http/send.ts';
import { firstText, isObject, type JsonObject } from './json.ts';
import type { CallOptions } from './options.ts';
import { sendKept } from './rest-cache.ts';
import { proveBearer, proveHome, whyRefused } from './rest-proof.ts';
import type { RestParameters } from './rest-types.ts';
import { anonymousToken } from './tokens.ts';

/** One REST call: token attached, sent, read, repeated where that is safe. */
export async function callRest(
  client: Client,
  method: string,
  route: string,
  parameters: RestParameters,
  options: CallOptions,
): Promise<unknown> {
  const { signal } = options;
  const url = routeUrl(client.rest, route, parameters);
  const write = method !== 'GET';
  await client.ensureSignedIn(signal);
  return attempts(client, `${method} ${route}`, write, options, async (attempt) => {
    const planned = await client.access.plan(signal);
    const byToken = planned.identity === 'bearer' || planned.identity === 'central-auth';
    const given = parameters.body ?? {};
    const body = write ? (byToken ? given : await withToken(client, route, given, attempt, signal)) : undefined;
    if (write && planned.identity === 'bearer') await proveBearer(client, attempt.bearer ?? '', signal);
    if (write && planned.identity === 'central-auth') await proveHome(client, signal);
    const known = write ? attempt.token?.text !== anonymousToken : client.session.user || client.options.as === 'user';
    // from a page of another origin cookies are only for somebody: what is answered to nobody's the browser withholds
    const identity = planned.plan.rule === 'cookies' && !known ? 'anonymous' : planned.identity;
    const { plan, centralAuthToken } = await client.access.pass(identity, signal);
    const request: HttpRequest = {
      method,
      url,
      write,
      purpose: `${method} ${route}`,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(centralAuthToken && { authorization: `CentralAuthToken ${centralAuthToken}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      secrets: [...tokensOf(body), centralAuthToken ?? ''],
      cors: plan,
    };
    const response = await sendKept(client, request, signal);
    let answer: unknown;
    try {
      answer = await readRest(request, response);
    } catch (error) {
      throw planned.identity === 'bearer' ? await whyRefused(client, error, signal) : error;
    }
    checkShape(client, request.purpose, answer, write);
    return answer;
  });
}

/**
 * Sessions by cookie must send the csrf token in the body, others must not (rest-extraneous-csrf-token), and nobody to Extension:OAuth,
 * which has no such field.
 */
async function withToken(
  client: Client,
  route: string,
  body: object,
  attempt: Attempt,
  signal?: AbortSignal,
): Promise<object> {
  if ('token' in body || route.startsWith('/oauth2/')) return body;
  const text = await token(client, 'csrf', signal);
  attempt.token = { type: 'csrf', text };
  return { ...body, token: text };
}

function tokensOf(body: object | undefined): string[] {
  const { token: text } = (body ?? {}) as { token?: unknown };
  // the anonymous token is no secret, and would tear texts apart
  return typeof text === 'string' && text !== anonymousToken ? [text] : [];
}

function routeUrl(base: string, route: string, { path = {}, query = {} }: RestParameters): string {
  const filled = route.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = path[name];
    if (value === undefined || value === '')
      throw new UsageError('bad-parameter', `The route ${route} needs \`path.${name}\`.`);
    return encodeURIComponent(value);
  });
  const url = new URL(base + (filled.startsWith('/') ? filled : `/${filled}`));
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  return url.href;
}

async function readRest(request: HttpRequest, response: HttpResponse): Promise<unknown> {
  const { status, headers, text } = response;
  const isJson = /json/.test(headers.get('content-type') ?? '');
  if (status >= 200 && status < 300) {
    if (text === '') return undefined;
    return isJson ? (listOf(text) ?? parseJson(request, response)) : text;
  }
  // an edge or a server before the wiki answers with a page of its own
  if (!isJson) return parseJson(request, response);
  const answer = await parseJson(request, response);
  throw restError(request.purpose, answer, response);
}

/** What some routes answer with in place of an object (rest-links-language). */
function listOf(text: string): unknown[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    return JSON.parse(text, withoutProto) as unknown[];
  } catch {
    return undefined;
  }
}

function restError(route: string, answer: JsonObject, { status, headers, redact }: HttpResponse): RestError {
  const {
    httpCode: _code,
    httpReason: _reason,
    message,
    messageTranslations,
    errorCode,
    errorKey,
    error,
    ...data
  } = answer;
  const code = firstText(errorCode, errorKey, error) ?? `http-${status}`;
  const translations = isObject(messageTranslations) ? messageTranslations : {};
  const said = firstText(message, translations['en'], ...Object.values(translations)) ?? '';
  const extra = redactJson(data, redact) as JsonObject;
  return new RestError(route, status, code, redact(said), extra, retryAfter(headers));
}
