import type { Client } from './client.ts';
import type { Answered } from './platform.ts';
import { isKnown } from './auth/is-known.ts';
import { askToken } from './action/attempt.ts';

/*
 * Requests that find out why another one failed. They carry no credentials (but for `probeCookies`, whose question these are)
 * and change nothing.
 */

/** Milliseconds. */
const limit = 15_000;

function bounded(signal: AbortSignal | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(limit);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

async function probe(
  client: Client,
  url: string,
  init: RequestInit,
  signal?: AbortSignal,
): Promise<Answered | undefined> {
  try {
    return await client.platform.fetch(url, { ...init, credentials: 'omit', signal: bounded(signal) });
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}

/** Whether the page can read what the Action API answers to this. @param header one more, with a value that means nothing */
export async function probeAction(
  client: Client,
  cors: { readonly origin: string },
  signal?: AbortSignal,
  header?: string,
): Promise<boolean> {
  const query = new URLSearchParams({ action: 'query', meta: 'tokens', type: 'login', format: 'json', ...cors });
  const headers = header === undefined ? {} : { [header]: 'probe' };
  const response = await probe(client, `${client.api}?${query}`, { headers }, signal);
  return response !== undefined && /json/.test(response.headers.get('content-type') ?? '');
}

/** Whether the page can read what the REST API answers, whatever that is. */
export async function probeRest(client: Client, signal?: AbortSignal): Promise<boolean> {
  return (await probe(client, `${client.rest}/v1/search/title?q=a&limit=1`, {}, signal)) !== undefined;
}

/** Whether anything answers there, which the page need not be allowed to read. */
export async function probeHost(client: Client, signal?: AbortSignal): Promise<boolean> {
  return (await probe(client, client.api, { mode: 'no-cors' }, signal)) !== undefined;
}

/** Whether the browser lets the wiki keep a cookie for this page: a login token belongs to one. */
export async function probeCookies(client: Client, signal?: AbortSignal): Promise<boolean> {
  const options = { signal: bounded(signal) };
  const { token } = await askToken(client, 'login', { ...options, assert: false });
  return token === undefined || isKnown(client, 'login', token, options);
}

/** Browsers trust these by http too (Secure Contexts, section 3.1). */
export function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
