import type { CallOptions } from '../options.ts';
import type { Wiki } from '../wiki.ts';

/** Who has allowed the access (GET /oauth2/resource/profile). Nobody's token has `sub` 0 and an empty name. */
export interface OAuthProfile {
  /** The id of the account. */
  readonly sub: number | string;
  readonly username: string;
  readonly editcount: number;
  readonly confirmed_email: boolean;
  readonly email_verified: boolean;
  readonly blocked: boolean;
  /** 14 digits: year to second, UTC. */
  readonly registered: string | null;
  readonly groups: readonly string[];
  /** What the account may do by this token. */
  readonly rights: readonly string[];
  readonly grants: readonly string[];
  /** With the grant for private information only. */
  readonly realname?: string;
  /** With the grant for private information only. */
  readonly email?: string;
}

/**
 * Whose access token a wiki object calls with (`bearer`).
 * @throws RestError, and ApiError `mwoauth-invalid-authorization` where the token is no good
 */
export async function oauthProfile(wiki: Pick<Wiki, 'rest'>, options: CallOptions = {}): Promise<OAuthProfile> {
  const profile: unknown = await wiki.rest.get('/oauth2/resource/profile', {}, options);
  return profile as OAuthProfile;
}

/** What the access token of a wiki object is good for, as names of grants. @throws as `oauthProfile` */
export async function oauthScopes(wiki: Pick<Wiki, 'rest'>, options: CallOptions = {}): Promise<readonly string[]> {
  const answer: unknown = await wiki.rest.get('/oauth2/resource/scopes', {}, options);
  return (answer as { readonly scopes: readonly string[] }).scopes;
}
