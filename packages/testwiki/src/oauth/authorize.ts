import type { Account } from '../accounts.ts';
import type { State } from '../state.ts';
import { scopesOf } from './access-token.ts';
import { invalidClient, invalidRequest } from './errors.ts';
import { opaque, type Code, type Consumer, type OAuthStore } from './grants.ts';

/** Milliseconds that a code is good for. */
const codeLifetime = 600_000;

/** A request that may be shown to the user: from here on, answers go to the client. */
interface Asked extends Pick<Code, 'consumer' | 'scopes' | 'redirectUri' | 'challenge' | 'method'> {
  /** Where the browser goes back to. */
  readonly back: string;
  readonly state: string | null;
}

function isCallback({ callbackUrl, callbackIsPrefix }: Consumer, uri: string): boolean {
  if (callbackUrl === undefined || !URL.canParse(uri)) return false;
  return uri === callbackUrl || (callbackIsPrefix === true && uri.startsWith(callbackUrl));
}

/** @throws OAuthError, which is shown to the user: the client learns nothing of it */
export function readAuthorization(store: OAuthStore, parameters: URLSearchParams): Asked {
  if (parameters.get('response_type') !== 'code') throw invalidRequest('Check the `response_type` parameter');
  const consumer = store.consumers.get(parameters.get('client_id') ?? '');
  const redirectUri = parameters.get('redirect_uri') ?? undefined;
  const back = redirectUri ?? consumer?.callbackUrl;
  if (!consumer || back === undefined || !isCallback(consumer, back)) throw invalidClient();
  const challenge = parameters.get('code_challenge') ?? undefined;
  if (challenge === undefined && consumer.confidential === false)
    throw invalidRequest('A public client must send a code challenge');
  const method = parameters.get('code_challenge_method') ?? 'plain';
  if (method !== 'plain' && method !== 'S256') throw invalidRequest('The code challenge method must be plain or S256');
  if (challenge !== undefined && !/^[\w.~-]{43,128}$/u.test(challenge))
    throw invalidRequest('The code challenge is not as RFC 7636 has it');
  const scopes = scopesOf(parameters, consumer.grants);
  return { consumer, scopes, redirectUri, challenge, method, back, state: parameters.get('state') };
}

/** Where the browser goes with the user's leave. */
export function allowed(state: State, store: OAuthStore, asked: Asked, account: Account): string {
  const { back, state: given, ...rest } = asked;
  const code = opaque();
  store.codes.set(code, { ...rest, account, expires: state.clock() + codeLifetime });
  const url = new URL(back);
  url.searchParams.set('code', code);
  if (given !== null) url.searchParams.set('state', given);
  return url.href;
}

/** Where it goes without: under a name that RFC 6749 has for something else, and without the client's `state`. */
export function denied({ back }: Asked): string {
  const url = new URL(back);
  const text = 'The user has not allowed it.';
  const answer = { error: 'unauthorized_client', error_description: text, message: text };
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  return url.href;
}
