import { token } from './action/attempt.ts';
import { checkShape } from './action/validation.ts';
import type { Client } from './client.ts';
import { RestError, UsageError } from './errors.ts';
import { attempts, type Attempt } from './attempts.ts';
import { parseJson, parseJsonOrList } from './http/json.ts';
import { redactJson } from './http/redact.ts';
import { retryAfter } from './http/retry-after.ts';
import type { HttpRequest, HttpResponse } from './http/send.ts';
import { firstText, isObject, type JsonObject } from './json.ts';
import type { CallOptions } from './options.ts';
import type { RestCache } from './rest-cache.ts';
import type { AnyRoute, RestArguments, RestMethod, RestParameters, RestResult } from './rest-types.ts';
import { anonymousToken } from './tokens.ts';
import type { AnyWiki, WikiTypes } from './wiki-types.ts';

/** Calls of the REST API (API:REST API, MediaWiki 1.35), typed by route. */
export class Rest<W extends WikiTypes = AnyWiki> {
  readonly #client: Client;
  #cache: RestCache | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** @throws RestError, HttpError, NetworkError, UsageError */
  get<R extends AnyRoute<'get', W>>(route: R, ...args: RestArguments<'get', R, W>): Promise<RestResult<'get', R, W>> {
    return this.#call('get', route, args);
  }

  /** @throws RestError, HttpError, NetworkError, UsageError */
  post<R extends AnyRoute<'post', W>>(
    route: R,
    ...args: RestArguments<'post', R, W>
  ): Promise<RestResult<'post', R, W>> {
    return this.#call('post', route, args);
  }

  /** @throws RestError, HttpError, NetworkError, UsageError */
  put<R extends AnyRoute<'put', W>>(route: R, ...args: RestArguments<'put', R, W>): Promise<RestResult<'put', R, W>> {
    return this.#call('put', route, args);
  }

  /** With `restCache`, by way of the answers that are kept: code that most wikis do not need, loaded where it is. */
  readonly #send: Send = async (request, signal) => {
    const { restCache = 0 } = this.#client.options;
    if (restCache === 0) return this.#client.send(request, signal);
    const { RestCache } = await import('./rest-cache.ts');
    this.#cache ??= new RestCache(this.#client, restCache);
    return this.#cache.send(request, signal);
  };

  #call<M extends RestMethod, R extends string>(
    method: M,
    route: R,
    args: readonly unknown[],
  ): Promise<RestResult<M, R, W>> {
    const [parameters = {}, options = {}] = args as [RestParameters?, CallOptions?];
    return callRest(this.#client, this.#send, method.toUpperCase(), route, parameters, options) as Promise<
      RestResult<M, R, W>
    >;
  }
}

type Send = (request: HttpRequest, signal?: AbortSignal) => Promise<HttpResponse>;

/** One REST call: token attached, sent, read, repeated where that is safe. */
async function callRest(
  client: Client,
  send: Send,
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
    const body = write ? (byToken ? given : await withToken(client, given, attempt, signal)) : undefined;
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
    const answer = readRest(request, await send(request, signal));
    checkShape(client, request.purpose, answer, write);
    return answer;
  });
}

/** Sessions by cookie must send the csrf token in the body, others must not (rest-extraneous-csrf-token). */
async function withToken(client: Client, body: object, attempt: Attempt, signal?: AbortSignal): Promise<object> {
  if ('token' in body) return body;
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

function readRest(request: HttpRequest, response: HttpResponse): unknown {
  const { status, headers, text } = response;
  const isJson = /json/.test(headers.get('content-type') ?? '');
  if (status >= 200 && status < 300) {
    if (text === '') return undefined;
    return isJson ? parseJsonOrList(request, response) : text;
  }
  // an edge or a server before the wiki answers with a page of its own
  if (!isJson) return parseJson(request, response);
  const answer = parseJson(request, response);
  throw restError(request.purpose, answer, response);
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
