/** What of a request is signed (RFC 5849, 3.4.1). */
export interface SignableRequest {
  readonly method: string;
  /** Whole, with its query. */
  readonly url: string;
  /** The body, if it is `application/x-www-form-urlencoded`: no other is signed. */
  readonly form?: string | undefined;
}

export interface SignedRequest {
  /** The header of that name. SECRET until the wiki has seen it. */
  readonly authorization: string;
  /** Which texts in it must appear in no error. */
  readonly secrets: readonly string[];
}

/** Shows the wiki who makes a request by signing it: `oauth1()` of `@mwkit/core/oauth` is one. */
export interface RequestSigner {
  /**
   * Asked for anew for each attempt, and for each redirect that stays at the wiki's origin: a wiki takes a signature once. A rejection
   * is that of the call.
   */
  readonly sign: (request: SignableRequest) => Promise<SignedRequest>;
}
