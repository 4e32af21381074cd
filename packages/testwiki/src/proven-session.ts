import { badtoken, centralAccount, type Refusal } from './central-account.ts';
import type { CentralUser } from './central-auth.ts';
import { newSession, type Provider, type Session } from './new-session.ts';
import type { Approval } from './oauth/grants.ts';
import { knownToken } from './oauth/tokens.ts';
import type { State } from './state.ts';

/** The session of a request that proves itself; nobody's, and refused, if the proof is no good. */
export interface Proven {
  readonly session: Session;
  readonly refusal?: Refusal;
}

/** What a request brings beside its cookies. */
export interface Credentials {
  readonly authorization: string | null;
  /** Whom the signature in `authorization` is of (OAuth 1.0a), or why it is no good. */
  readonly signed?: Approval | Refusal | undefined;
  /** The parameter of that name. */
  readonly centralauthtoken?: string | undefined;
  /** A preflight: tokens are looked at, not used up. */
  readonly preflight: boolean;
}

function kept(state: State, key: string, make: () => Session): Session {
  let session = state.sessions.get(key);
  if (!session) state.sessions.set(key, (session = make()));
  return session;
}

/** The session is that of the one the token came from, so that csrf tokens of one call are good in the next. */
function ofCentralUser(state: State, provider: Provider, found: CentralUser | undefined): Proven {
  const account = found ? centralAccount(state, found.user) : badtoken;
  if ('code' in account) return { session: newSession(provider), refusal: account };
  return { session: kept(state, `${provider} ${found?.origin}`, () => newSession(provider, account)) };
}

function central(state: State, { authorization, centralauthtoken, preflight }: Credentials): Proven | undefined {
  const { centralAuth } = state.options;
  const inHeader = /^CentralAuthToken\s+(\S+)/iu.exec(authorization ?? '')?.[1];
  const token = centralauthtoken ?? inHeader;
  if (!centralAuth || token === undefined) return undefined;
  const provider = centralauthtoken === undefined ? 'centralauth-header' : 'centralauth';
  const found = preflight ? centralAuth.look(token, state.clock()) : centralAuth.redeem(token, state.clock());
  return ofCentralUser(state, provider, found);
}

/** What a user does by a consumer is one session, whatever the token: csrf tokens outlive it. */
function ofIssued(state: State, { consumer, account, scopes }: Approval): Session {
  const session = kept(state, `oauth ${consumer.id} ${account?.id}`, () => newSession('bearer', account));
  return { ...session, grants: scopes };
}

function bearer(state: State, authorization: string | null): Proven | undefined {
  const { bearerTokens = {}, unknownBearerToken } = state.options;
  const token = /^Bearer\s+(.+)$/u.exec(authorization ?? '')?.[1];
  if (token === undefined || !(state.options.bearerTokens ?? state.oauth)) return undefined;
  const issued = knownToken(state, token);
  if (issued) return { session: ofIssued(state, issued) };
  const account = Object.hasOwn(bearerTokens, token) ? state.accounts.byName(bearerTokens[token] ?? '') : undefined;
  if (account) return { session: kept(state, `bearer ${token}`, () => newSession('bearer', account)) };
  if (unknownBearerToken === 'nobody') return undefined;
  const code = 'mwoauth-invalid-authorization';
  return { session: newSession('bearer'), refusal: { code, key: code, params: ['the token is unknown.'] } };
}

function signer(state: State, { signed }: Credentials): Proven | undefined {
  if (!signed) return undefined;
  return 'code' in signed ? { session: newSession('bearer'), refusal: signed } : { session: ofIssued(state, signed) };
}

/** The session that a token or signature of the request proves, if there is one. */
export const provenSession = (state: State, credentials: Credentials): Proven | undefined =>
  central(state, credentials) ?? signer(state, credentials) ?? bearer(state, credentials.authorization);
