import { MwkitError } from '../errors.ts';

/** Why OAuth did not go on. */
export type OAuthErrorCode =
  /** The user did not allow it. */
  | 'denied'
  /** The callback URL does not answer the authorization that was kept: another `state`, or none; or no code. */
  | 'foreign-answer'
  /** The code or refresh token is unknown, used, expired or revoked: the user must authorize again. */
  | 'grant-ended'
  /** The wiki does not know this client id, or the secret is another. */
  | 'wrong-client'
  /** Something else; see `wikiCode`. */
  | 'refused';

const advice: { readonly [code in OAuthErrorCode]: string } = {
  denied: 'Tell the user what the access is for, and ask again if wanted.',
  'foreign-answer': 'Begin the authorization anew, in the same browser.',
  'grant-ended': 'Let the user authorize again.',
  'wrong-client':
    'Compare client id and secret with the registration. MediaWiki 1.45 wants the secret of public clients too when they refresh.',
  refused: 'Compare redirect URI, scopes and grant type with the registration.',
};

/** The wiki, or its user, did not grant access (RFC 6749). */
export class OAuthError extends MwkitError {
  static override readonly kind: string = 'OAuthError';
  declare readonly code: OAuthErrorCode;
  /** The wiki's own code, e.g. `invalid_grant`; `undefined` where it gave none. */
  readonly wikiCode: string | undefined;
  /** The HTTP status; `undefined` where the answer came by a callback URL. */
  readonly status: number | undefined;

  constructor(code: OAuthErrorCode, what: string, wikiCode?: string, status?: number) {
    super(what, code, advice[code]);
    this.wikiCode = wikiCode;
    this.status = status;
  }
}
