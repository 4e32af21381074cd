export { oauth1, type OAuth1Keys } from './oauth/oauth1.ts';
export { OAuth, type Authorization } from './oauth/oauth.ts';
export { OAuthError, type OAuthErrorCode } from './oauth/errors.ts';
export { oauthProfile, oauthScopes, type OAuthProfile } from './oauth/resource.ts';
export type { OAuthOptions, OAuthTokens, PendingAuthorization, SourceOptions } from './oauth/types.ts';
