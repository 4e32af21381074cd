import { adviceFor, adviceForWiki } from './advice.ts';
import type { CorsRule } from './cors.ts';

/** Marks errors of mwkit, so that `instanceof` also works between two copies of it in one program. */
const kindOf: unique symbol = Symbol.for('mwkit.kind');

/**
 * Base of every error that mwkit throws by itself. An aborted call is the one exception: it rejects with the signal's reason.
 * No password, token, cookie or Authorization header is ever in an error: not in its message, its properties or its `cause`.
 */
export class MwkitError extends Error {
  static readonly kind: string = 'MwkitError';
  /** The name of the class. */
  override name: string;
  /** Stable across versions: compare this, not the message. */
  readonly code: string;
  /** What to do about it; empty where that is not known. Also the end of `message`. */
  readonly advice: string;

  constructor(what: string, code: string, advice: string, cause?: unknown) {
    // a wiki's own words often end without a stop
    const sentence = /[.!?…]$/.test(what) ? what : `${what}.`;
    super(advice ? `${sentence} ${advice}` : sentence, cause === undefined ? undefined : { cause });
    this.code = code;
    this.advice = advice;
    // a class that a program derives has the kind of the one that it extends
    this.name = new.target.kind;
    Object.defineProperty(this, kindOf, { value: new.target.kind });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // a subclass outside mwkit has no kind of its own and is judged as usual
    if (!Object.hasOwn(this, 'kind')) return Function.prototype[Symbol.hasInstance].call(this, value);
    const kind = (value as { [kindOf]?: string } | null | undefined)?.[kindOf];
    return kind !== undefined && (kind === this.kind || this.kind === 'MwkitError');
  }

  /** The error as plain data, for logs. */
  toJSON(): { [key: string]: unknown } {
    return Object.fromEntries([['message', this.message], ...Object.entries(this)]);
  }
}

/** One error as the wiki gave it. `text` is empty where `errorformat=none` or `raw` was asked for. */
export interface WikiError {
  readonly code: string;
  readonly text: string;
  readonly module?: string;
  readonly data?: { readonly [key: string]: unknown };
}

/** The wiki refused an Action API call. Holds every error it gave; `code` is the first one's. */
export class ApiError extends MwkitError {
  static override readonly kind: string = 'ApiError';
  /** The module that was called, e.g. `edit`. */
  readonly action: string;
  readonly errors: readonly WikiError[];
  /** Seconds the wiki asks to wait, where it said so. */
  readonly retryAfter: number | undefined;

  constructor(action: string, errors: readonly [WikiError, ...WikiError[]], retryAfter?: number) {
    const said = errors.map(({ code, text }) => `[${code}]${text ? ` ${text}` : ''}`).join(' ');
    super(`action=${action} was refused: ${said}`, errors[0].code, adviceForWiki(errors[0].code));
    this.action = action;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }

  /** Whether one of the wiki's errors has this code. */
  has(code: string): boolean {
    return this.errors.some((error) => error.code === code);
  }
}

/** The wiki refused a REST call. `code` is `errorCode`, `errorKey`, `error` or else `http-<status>` of its answer. */
export class RestError extends MwkitError {
  static override readonly kind: string = 'RestError';
  /** The HTTP status. */
  readonly status: number;
  /** Method and route, e.g. `GET /v1/page/{title}`. */
  readonly route: string;
  /** Everything else the wiki said about it, e.g. `name` of a parameter, or `actionModuleErrorCode`. */
  readonly data: { readonly [key: string]: unknown };
  readonly retryAfter: number | undefined;

  constructor(
    route: string,
    status: number,
    code: string,
    text: string,
    data: { [key: string]: unknown },
    retryAfter?: number,
  ) {
    super(`${route} was refused: HTTP ${status} [${code}]${text ? ` ${text}` : ''}`, code, adviceForWiki(code));
    this.route = route;
    this.status = status;
    this.data = data;
    this.retryAfter = retryAfter;
  }
}

/** Why a sign-in failed; see `docs/errors.md` for what each means and what to do. */
export type LoginErrorCode =
  | 'wrong-credentials'
  | 'no-name'
  | 'empty-password'
  | 'illegal-name'
  | 'no-such-user'
  | 'wrong-password'
  | 'wrong-plugin-password'
  | 'creation-blocked'
  | 'blocked'
  | 'throttled'
  | 'needs-interaction'
  | 'aborted'
  | 'wrong-token'
  | 'cookies-not-kept'
  | 'cookies-blocked'
  | 'bot-password-needs-reset'
  | 'bot-password-locked'
  | 'session-cannot-sign-in'
  | 'anonymous-request'
  | 'private-wiki'
  | 'read-only'
  | 'refused';

/** The wiki did not sign the account in. */
export class LoginError extends MwkitError {
  static override readonly kind: string = 'LoginError';
  declare readonly code: LoginErrorCode;
  /** `login.result` as the wiki gave it, e.g. `Failed`; `undefined` where the wiki refused the call itself. */
  readonly result: string | undefined;
  /** The wiki's own code, e.g. `wrongpassword`; `undefined` where it gave none. */
  readonly wikiCode: string | undefined;
  /** Seconds to wait before the next try, where the wiki said so (`throttled`). */
  readonly retryAfter: number | undefined;

  constructor(
    code: LoginErrorCode,
    what: string,
    advice: string = adviceFor(code),
    details: { result?: string | undefined; wikiCode?: string | undefined; retryAfter?: number | undefined } = {},
  ) {
    super(what, code, advice);
    this.result = details.result;
    this.wikiCode = details.wikiCode;
    this.retryAfter = details.retryAfter;
  }
}

/** What was wrong with an HTTP answer, when it is not the answer of a MediaWiki API. */
export type HttpErrorCode =
  | 'html'
  | 'not-json'
  | 'not-found'
  | 'status'
  | 'rest-base-given'
  | 'origin-refused'
  | 'not-mediawiki'
  | 'redirected-elsewhere'
  | 'redirect-loop'
  | 'insecure-redirect'
  | 'too-large'
  | 'truncated'
  | 'unexpected-shape';

/** An HTTP answer came, but it is not one that a MediaWiki API gives. */
export class HttpError extends MwkitError {
  static override readonly kind: string = 'HttpError';
  declare readonly code: HttpErrorCode;
  /** The HTTP status, or 0 where it does not matter. */
  readonly status: number;
  /** Seconds the server asks to wait, where it said so. */
  readonly retryAfter: number | undefined;
  /** True when a write was sent and the wiki may have carried it out: look before you send it again. */
  readonly outcomeUnknown: boolean;

  constructor(
    code: HttpErrorCode,
    what: string,
    advice: string = adviceFor(code),
    details: { status?: number; retryAfter?: number | undefined; outcomeUnknown?: boolean } = {},
  ) {
    super(what, code, withOutcome(advice, details.outcomeUnknown));
    this.status = details.status ?? 0;
    this.retryAfter = details.retryAfter;
    this.outcomeUnknown = details.outcomeUnknown ?? false;
  }
}

export type NetworkErrorCode = 'connection-refused' | 'dns' | 'tls' | 'timeout' | 'connection-lost' | 'network';

/** A request that failed. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  /** The names of its headers. */
  readonly headers: readonly string[];
  /** The rule for calls from web pages that it went by. */
  readonly rule: CorsRule;
}

/** No HTTP answer came. */
export class NetworkError extends MwkitError {
  static override readonly kind: string = 'NetworkError';
  declare readonly code: NetworkErrorCode;
  /** What was sent, without secrets; `undefined` where it was not to a wiki. */
  readonly request: SentRequest | undefined;
  /** True when a write was sent and the wiki may have carried it out: look before you send it again. */
  readonly outcomeUnknown: boolean;

  constructor(
    code: NetworkErrorCode,
    what: string,
    advice: string = adviceFor(code),
    outcomeUnknown = false,
    request?: NetworkError['request'],
    cause?: unknown,
  ) {
    super(what, code, withOutcome(advice, outcomeUnknown), cause);
    this.request = request;
    this.outcomeUnknown = outcomeUnknown;
  }
}

function withOutcome(advice: string, unknown: boolean | undefined): string {
  return unknown
    ? `${advice} The wiki may have carried the call out: look before you send it again.`.trimStart()
    : advice;
}

export type UsageErrorCode =
  | 'user-agent-required'
  | 'bad-api-url'
  | 'bad-option'
  | 'bad-parameter'
  | 'opaque-origin'
  | 'insecure-context'
  | 'no-credentials'
  | 'session-damaged'
  | 'session-of-other-wiki'
  | 'session-too-new'
  | 'store-cannot-lock'
  | 'session-locked';

/** The caller gave something that cannot work; nothing was sent. */
export class UsageError extends MwkitError {
  static override readonly kind: string = 'UsageError';
  declare readonly code: UsageErrorCode;

  constructor(code: UsageErrorCode, what: string, advice: string = adviceFor(code)) {
    super(what, code, advice);
  }
}

/** What is wrong with an answer to a form. */
export type FormErrorCode = 'unknown-field' | 'missing-field' | 'unknown-option' | 'bad-answer';

/** An answer that the wiki would have dropped without a word; nothing was sent. */
export class FormError extends MwkitError {
  static override readonly kind: string = 'FormError';
  declare readonly code: FormErrorCode;
  /** The name of the field. */
  readonly field: string;

  constructor(code: FormErrorCode, field: string, what: string) {
    super(what, code, '');
    this.field = field;
  }
}

/** Why a flow cannot go on. */
export type FlowErrorCode =
  | 'failed'
  | 'too-many-rounds'
  | 'session-lost'
  | 'not-in-progress'
  | 'superseded'
  | 'out-of-turn'
  | 'return-url-mismatch'
  | 'unsafe-redirect'
  | 'cannot-redirect'
  | 'other-user'
  | 'damaged'
  | 'wrong-key';

/** A sign-in, an account creation or a link cannot go on, and must be begun anew. */
export class FlowError extends MwkitError {
  static override readonly kind: string = 'FlowError';
  declare readonly code: FlowErrorCode;
  /** The wiki's code, e.g. `wrongpassword`, where it gave one. */
  readonly wikiCode: string | undefined;

  constructor(code: FlowErrorCode, what: string, advice: string = adviceFor(code), wikiCode?: string) {
    super(what, code, advice);
    this.wikiCode = wikiCode;
  }
}
