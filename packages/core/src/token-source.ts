/**
 * Where the access tokens of OAuth 2.0 come from, when they do not last: `oauth().source()` of `@mwkit/core/oauth` is one.
 * Both calls may be made many times at once.
 */
export interface TokenSource {
  /** The access token for the next request. SECRET. A rejection is that of the call which wants it. */
  readonly token: () => Promise<string>;
  /**
   * The wiki has refused this token: sees to it that `token()` gives another one.
   * @returns false where there is no other
   */
  readonly refresh: (refused: string) => Promise<boolean>;
}
