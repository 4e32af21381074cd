/** A consumer, as one is registered on Special:OAuthConsumerRegistration. */
export interface OAuthConsumerOptions {
  /** Every consumer has one, public consumers too; those need it to refresh only. */
  readonly secret: string;
  /** Where the browser is sent back to. Not needed for an owner-only consumer. */
  readonly callbackUrl?: string;
  /** `redirect_uri` need only begin with `callbackUrl`. */
  readonly callbackIsPrefix?: boolean;
  /** `false`: a public client, such as a web page or an app. Default true. */
  readonly confidential?: boolean;
  /** Grants, as on Special:ListGrants. Default: `basic`, `highvolume`, `editpage`, `createeditmovepage`. */
  readonly grants?: readonly string[];
  /** For one user alone, who has an access token that does not expire (`TestWiki.oauth.ownerOnlyToken`). */
  readonly ownerOnly?: string;
  /** `1`: signs its requests (OAuth 1.0a) by `TestWiki.oauth.ownerOnlyKeys`; owner-only consumers can. Default 2. */
  readonly oauthVersion?: 1 | 2;
}
