import type { Client } from './client.ts';
import { isKnown } from './auth/is-known.ts';
import type { CorsRule } from './cors.ts';
import { send, type HttpResponse } from './http/send.ts';
import { isObject } from './json.ts';
import type { Platform } from './platform.ts';
import { anonymousToken } from './tokens.ts';

/*
 * Requests that find out why another one failed. They change nothing on the wiki, and carry neither cookies nor tokens, but for
 * those whose question is whether the cookies arrive. Each ends after some seconds.
 */

/** Milliseconds. */
const timeout = 15_000;
const maxResponseBytes = 1_048_576;

interface Probe {
  readonly url: string;
  readonly rule: CorsRule;
  readonly credentials?: RequestCredentials;
  /** Names of headers, each with a value that means nothing. */
  readonly headers?: readonly string[];
  readonly mode?: RequestMode;
}

/** @returns `undefined` where no answer came, or none that the page may read */
async function probe(client: Client, asked: Probe, signal?: AbortSignal): Promise<HttpResponse | undefined> {
  const { url, rule, credentials = 'omit', headers = [], mode } = asked;
  const { onExchange, onRequest, userAgent } = client.options;
  const valueOf = (name: string) => (name === 'api-user-agent' ? userAgent : 'probe');
  const platform: Platform = {
    ...client.platform,
    // an answer that the browser has kept says nothing of now
    fetch: (to, init) =>
      client.platform.fetch(to, { ...init, cache: 'no-store', ...(mode && { mode, redirect: 'follow' }) }),
  };
  const request = {
    method: 'GET',
    url,
    headers: Object.fromEntries(headers.map((name) => [name, valueOf(name)])),
    write: false,
    secrets: [],
    purpose: 'explain',
    cors: { rule, credentials, parameters: {} },
  };
  try {
    return await send({ platform, jar: undefined, timeout, maxResponseBytes, onExchange, onRequest }, request, signal);
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}

async function query(
  client: Client,
  parameters: { readonly [name: string]: string },
  asked: Omit<Probe, 'url'>,
  signal?: AbortSignal,
): Promise<{ readonly [type: string]: unknown } | undefined> {
  const search = new URLSearchParams({
    action: 'query',
    meta: 'tokens',
    format: 'json',
    formatversion: '2',
    ...parameters,
  });
  const response = await probe(client, { url: `${client.api}?${search}`, ...asked }, signal);
  return response && parse(response.text);
}

/** What the answer to `action=query` holds; `undefined` where it is none. */
function parse(text: string): { readonly [name: string]: unknown } | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    if (!isObject(answer) || !['batchcomplete', 'query', 'error'].some((name) => name in answer)) return undefined;
    return isObject(answer['query']) && isObject(answer['query']['tokens']) ? answer['query']['tokens'] : {};
  } catch {
    return undefined;
  }
}

/** Whether the Action API answers what this page can read. @param headers to be sent along */
export async function probeAction(
  client: Client,
  cors: { readonly origin: string; readonly crossorigin?: string },
  signal?: AbortSignal,
  headers?: readonly string[],
): Promise<boolean> {
  const rule = cors.origin === '*' ? 'anonymous' : 'listed-origin';
  return (await query(client, { ...cors }, { rule, ...(headers && { headers }) }, signal)) !== undefined;
}

/** Whether this page can read what the REST API answers, whatever that is. */
export async function probeRest(
  client: Client,
  signal?: AbortSignal,
  headers: readonly string[] = [],
  credentials: RequestCredentials = 'omit',
): Promise<boolean> {
  const rule = credentials === 'omit' ? 'anonymous' : 'cookies';
  const url = `${client.rest}/v1/search/title?q=a&limit=1`;
  return (await probe(client, { url, rule, headers, credentials }, signal)) !== undefined;
}

/** Whether anything answers there, which the page need not be allowed to read. */
export async function probeHost(client: Client, signal?: AbortSignal): Promise<boolean> {
  return (await probe(client, { url: client.api, rule: 'anonymous', mode: 'no-cors' }, signal)) !== undefined;
}

/** Whom the visitor's cookies sign in. */
export interface ProbedSession {
  readonly signedIn: boolean;
  readonly loginToken: string;
}

/** Asks with cookies. @returns `undefined` where the page cannot read the answer */
export async function probeSession(client: Client, signal?: AbortSignal): Promise<ProbedSession | undefined> {
  const origin = client.platform.origin?.() ?? '';
  const asked = { rule: 'cookies', credentials: 'include' } as const;
  // tokens are given on private wikis too
  const tokens = await query(client, { type: 'csrf|login', origin }, asked, signal);
  if (!tokens) return undefined;
  const { csrftoken, logintoken } = tokens;
  return {
    signedIn: typeof csrftoken === 'string' && csrftoken !== anonymousToken,
    loginToken: typeof logintoken === 'string' ? logintoken : '',
  };
}

/** Whether the browser gives the wiki back the cookie that the token belongs to. True where that cannot be told. */
export async function cookiesArrive(client: Client, loginToken: string, signal?: AbortSignal): Promise<boolean> {
  const limit = AbortSignal.timeout(timeout);
  const either = signal ? AbortSignal.any([signal, limit]) : limit;
  try {
    return await isKnown(client, 'login', loginToken, { signal: either, maxWait: 0 });
  } catch {
    signal?.throwIfAborted();
    return true;
  }
}

/** Browsers trust these by http too (Secure Contexts, section 3.1). */
export function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
