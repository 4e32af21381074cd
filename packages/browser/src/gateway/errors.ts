import { MwkitError } from '@mwkit/core';

/** Why a gateway did not do what a page wanted. */
export type GatewayErrorCode =
  /** The visitor did not allow it, at the wiki. */
  | 'denied'
  /** Nobody is signed in here. Nothing was sent. */
  | 'not-signed-in'
  /** The page was opened with the end of a sign-in that this tab did not begin. Nothing was sent. */
  | 'foreign-sign-in'
  /** The browser lets the page keep nothing: its settings, or a sandboxed frame. Nothing was sent. */
  | 'storage-refused'
  /** No answer that the page may read: the network, the gateway, or one that does not list this page. */
  | 'unreachable'
  /** The gateway refused; see `gatewayCode`. */
  | 'refused';

const advice: { readonly [code in GatewayErrorCode]: string } = {
  denied: 'Say what the access is for, and ask again if wanted.',
  'not-signed-in': 'Call signIn(), or make a wiki object with `as: "anonymous"` to read as nobody.',
  'foreign-sign-in': 'Sign in again, from this tab.',
  'storage-refused':
    'Ask the visitor to allow this site to keep cookies and other data; open the page in no sandboxed frame.',
  unreachable: 'Look whether the gateway runs, and lists the origin of this page in `apps`.',
  refused: '',
};

/** The gateway did not sign in, tell who is, or sign out. Errors of calls are those that a wiki gives: ApiError, RestError. */
export class GatewayError extends MwkitError {
  static override readonly kind: string = 'GatewayError';
  declare readonly code: GatewayErrorCode;
  /** The gateway's own code, e.g. `gateway-code-refused`; `undefined` where it gave none. */
  readonly gatewayCode: string | undefined;
  /** The HTTP status; `undefined` where there was no answer. */
  readonly status: number | undefined;
  /** Seconds to wait before the next try, where the gateway said so. */
  readonly retryAfter: number | undefined;

  constructor(
    code: GatewayErrorCode,
    what: string,
    details: { gatewayCode?: string | undefined; status?: number; retryAfter?: number | undefined } = {},
  ) {
    super(what, code, advice[code]);
    this.gatewayCode = details.gatewayCode;
    this.status = details.status;
    this.retryAfter = details.retryAfter;
  }
}

/** By the gateway; here; by the wiki, of a call that came without a session. */
const ended: readonly string[] = [
  'gateway-session-ended',
  'gateway-not-signed-in',
  'not-signed-in',
  'assertuserfailed',
];

/** Whether a call failed because nobody is signed in, or not any more: then an app offers `signIn()`. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof MwkitError && ended.includes(error.code);
}
