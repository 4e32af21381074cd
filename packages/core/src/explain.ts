import { because, inItsWords, type Explanation } from './causes.ts';
import type { Client } from './client.ts';
import { ApiError, HttpError, MwkitError, NetworkError } from './errors.ts';
import { explainNetwork } from './explain-network.ts';
import { cookiesArrive, probeSession } from './probes.ts';

/** What answers in place of an API. */
const strangers: readonly string[] = ['html', 'not-json', 'not-found', 'not-mediawiki', 'rest-base-given'];
const signedOut: readonly string[] = ['assertuserfailed', 'notloggedin'];
const unreadable: readonly string[] = ['readapidenied', 'private-wiki', 'rest-read-denied'];

/** Finds out why a call failed: by what the error says, else by at most five requests. */
export async function explain(client: Client, error: unknown, signal?: AbortSignal): Promise<Explanation> {
  signal?.throwIfAborted();
  const { home } = client.options;
  if (home && isOf(home.api, error)) return home.explain(error, { ...(signal && { signal }) });
  if (error instanceof NetworkError) {
    const { origin } = client.platform;
    if (error.code === 'network' && error.request && error.request.rule !== 'server' && origin)
      return explainNetwork(client, error.request, origin(), signal);
    if (!error.request) return inItsWords(client, 'other', error); // it was no wiki that was asked
    return inItsWords(client, error.code === 'connection-lost' ? 'connection' : 'unreachable', error);
  }
  if (error instanceof HttpError) {
    if (error.code === 'origin-refused')
      return because(client, /'crossorigin'/.test(error.message) ? 'crossorigin-with-cookies' : 'origin-mismatch');
    return inItsWords(client, strangers.includes(error.code) ? 'not-a-wiki' : 'other', error);
  }
  if (!(error instanceof MwkitError)) return inItsWords(client, 'other', error);
  if (error.code === 'cookies-blocked') return because(client, 'cookies-blocked');
  // Extension:OAuth
  if (error.code.startsWith('mwoauth-invalid-authorization')) return inItsWords(client, 'token-refused', error);
  const has = (codes: readonly string[]) =>
    error instanceof ApiError ? codes.some((code) => error.has(code)) : codes.includes(error.code);
  if (has(signedOut)) {
    const { identity, plan } = await client.access.plan(signal);
    if (identity === 'bearer' || identity === 'central-auth') return inItsWords(client, 'token-refused', error);
    const blocked = plan.rule === 'cookies' && (await keepsCookiesAway(client, signal));
    return because(client, blocked ? 'cookies-blocked' : 'not-signed-in');
  }
  if (has(unreadable)) {
    const { plan } = await client.access.plan(signal);
    const blocked = plan.rule === 'cookies' && (await keepsCookiesAway(client, signal));
    return blocked ? because(client, 'cookies-blocked') : inItsWords(client, 'private-wiki', error);
  }
  return inItsWords(client, 'other', error);
}

/** Whether it was the wiki at home that failed, which gives the tokens for calls to this one. */
function isOf(api: string, error: unknown): boolean {
  if (error instanceof NetworkError) return error.request?.url.startsWith(api) ?? false;
  return error instanceof ApiError && error.action === 'centralauthtoken';
}

async function keepsCookiesAway(client: Client, signal?: AbortSignal): Promise<boolean> {
  const session = await probeSession(client, signal);
  return session !== undefined && !session.signedIn && !(await cookiesArrive(client, session.loginToken, signal));
}
