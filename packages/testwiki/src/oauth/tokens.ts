import { base64url } from '../auth/base64url.ts';
import { hex } from '../random.ts';
import type { State } from '../state.ts';
import { opaque, type AccessToken, type Approval, type OAuthStore } from './grants.ts';

/** Seconds that an access token lives ($wgOAuth2GrantExpirationInterval). */
const accessTokenLifetime = 3600;
/** Milliseconds ($wgOAuth2RefreshTokenTTL: a month). */
const refreshTokenLifetime = 30 * 86_400_000;
/** Milliseconds: an owner-only token lives a thousand years, beyond what 32 bits count in seconds. */
const ownerTokenLifetime = 1000 * 365.25 * 86_400_000;

const part = (value: object | string): string =>
  base64url(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)));

/** Nothing here checks the signature: a token is good if it is the very one that was issued. Times are floats, as seen on 1.45. */
function jwt(state: State, { consumer, account, scopes }: Approval, now: number, expires: number): string {
  const at = now / 1000 + 0.000_123;
  const sub = account ? String(account.id) : '';
  const claims = { aud: consumer.id, jti: hex(40), iat: at, nbf: at, exp: expires / 1000 + 0.000_123, sub };
  const all = { ...claims, iss: state.origin, scopes };
  return [part({ typ: 'JWT', alg: 'RS256' }), part(all), part(hex(256))].join('.');
}

function issue(state: State, { accessTokens }: OAuthStore, approval: Approval, lifetime: number): string {
  const now = state.clock();
  const expires = now + lifetime;
  const token = jwt(state, approval, now, expires);
  accessTokens.set(token, { ...approval, expires });
  return token;
}

/** An answer of the token endpoint. */
export interface Issued {
  readonly token_type: 'Bearer';
  readonly expires_in: number;
  readonly access_token: string;
  readonly refresh_token?: string;
}

export function issueTokens(state: State, store: OAuthStore, approval: Approval, refreshable: boolean): Issued {
  const access_token = issue(state, store, approval, accessTokenLifetime * 1000);
  const answer: Issued = { token_type: 'Bearer', expires_in: accessTokenLifetime, access_token };
  if (!refreshable) return answer;
  const refresh_token = opaque();
  const expires = state.clock() + refreshTokenLifetime;
  store.refreshTokens.set(refresh_token, { ...approval, expires, accessToken: access_token });
  return { ...answer, refresh_token };
}

/** The token that the owner is shown at the registration; always the same, until it is revoked. */
export function ownerOnlyToken(state: State, store: OAuthStore, id: string): string {
  const consumer = store.consumers.get(id);
  const account = state.accounts.byName(consumer?.ownerOnly ?? '');
  if (!consumer || !account) throw new TypeError(`testwiki: ${JSON.stringify(id)} is no owner-only consumer of a user`);
  let token = store.ownerTokens.get(id);
  if (token === undefined) {
    token = issue(state, store, { consumer, account, scopes: consumer.grants }, ownerTokenLifetime);
    store.ownerTokens.set(id, token);
  }
  return token;
}

/** What a token allows; undefined if it is unknown, expired or revoked. */
export function knownToken(state: State, token: string): AccessToken | undefined {
  const known = state.oauth?.accessTokens.get(token);
  return known && known.expires > state.clock() ? known : undefined;
}
