import type { WikiOptions } from '../options.ts';
import type { Lock } from '../session-store.ts';

/** A consumer of OAuth 2.0, as registered on the wiki's Special:OAuthConsumerRegistration (Extension:OAuth). */
export interface OAuthOptions extends Pick<WikiOptions, 'userAgent' | 'rest' | 'timeout' | 'fetch' | 'onExchange'> {
  /** "Client application key". */
  readonly clientId: string;
  /**
   * "Client application secret". A page or an app that many have cannot keep it, and is registered as not confidential: it signs in
   * without, but MediaWiki 1.45 refuses to refresh its tokens without.
   */
  readonly clientSecret?: string | undefined;
  /** Where the wiki sends the browser back to: the "OAuth callback URL" of the registration. For `authorize`. */
  readonly redirectUri?: string | undefined;
}

/** What an authorization gave. Plain JSON, to be kept. SECRET: it acts as the user. */
export interface OAuthTokens {
  readonly accessToken: string;
  /** Good once: with the next access token there comes another. Absent from client_credentials. */
  readonly refreshToken?: string | undefined;
  /** When the access token expires, in milliseconds since 1970, by the clock here. */
  readonly expiresAt?: number | undefined;
}

/** What must be kept until the browser comes back. Plain JSON. SECRET: with it and the callback URL others could sign in. */
export interface PendingAuthorization {
  readonly state: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
}

export interface SourceOptions {
  /**
   * Keeps new tokens. Waited for before they are used: the old ones are dead by then, so that what is not stored is lost with the
   * process. Where it fails, the calls that wanted a token fail with its error, and the next one stores again.
   */
  readonly store?: ((tokens: OAuthTokens) => Promise<void>) | undefined;
  /**
   * For tokens that several processes have: a refresh ends those of the others. They refresh one at a time (`exclusive`), and each
   * reads first what is stored: tokens other than its own are newer, and are used in place of a refresh.
   */
  readonly shared?: { readonly read: () => Promise<OAuthTokens | undefined>; readonly exclusive: Lock } | undefined;
}
