import type { Validator } from './generated/validator.ts';
import type { Exchange, ExchangeRequest } from './http/send.ts';
import type { RequestSigner } from './request-signer.ts';
import type { SessionSnapshot } from './session.ts';
import type { SessionStore } from './session-store.ts';
import type { TokenSource } from './token-source.ts';
import type { Wiki } from './wiki.ts';

/** A name and password for `action=login`: best a bot password (`User@app`, from Special:BotPasswords). */
export interface Credentials {
  /** `User@app` for a bot password, or a user name. */
  readonly username: string;
  /** Kept in memory only; never in a session, a log or an error. */
  readonly password: string;
  /** The domain that wikis with an LDAP-like provider ask for (`lgdomain`). */
  readonly domain?: string | undefined;
}

/** Options of a wiki object that are plain data. Checked when it is made. */
export interface WikiSettings {
  /**
   * Who sends the requests: `MyBot/1.0 (https://example.org/mybot; me@example.org)`. Wiki operators ask for a name, a version
   * and a way to reach you, and block clients without it (https://foundation.wikimedia.org/wiki/Policy:User-Agent_policy).
   */
  readonly userAgent: string;
  /**
   * Left with mwkit to sign in before the first call, and again when the wiki has ended the session.
   * Without it a lost session is an error.
   */
  readonly credentials?: Credentials | undefined;
  /**
   * `anonymous`: as nobody, without cookies; `user`: as the person whose browser has a session on the wiki, or not at all
   * (`assert=user`). Default: in the session that there is, whoever it belongs to.
   */
  readonly as?: 'anonymous' | 'user' | undefined;
  /**
   * `send`: writes go out also from a page that the wiki may not allow to call it. It carries them out, and the page never
   * learns how they ended. Default `refuse`: the browser asks the wiki before each.
   */
  readonly unlistedOrigin?: 'refuse' | 'send' | undefined;
  /** An OAuth 2.0 access token. Sent as `Authorization: Bearer`, to this wiki's origin only. */
  readonly bearer?: string | undefined;
  /** The wiki's REST base, ending in `rest.php`. Default: `rest.php` beside `api.php`. */
  readonly rest?: string | undefined;
  /**
   * What every call of the Action API must find, else it is refused and nothing done (API:Assert): somebody signed in, a bot, or
   * nobody. Default: the account that has signed in here, if one has.
   */
  readonly assert?: 'user' | 'bot' | 'anon' | undefined;
  /** The account that every call of the Action API must be made by (MediaWiki 1.28). */
  readonly assertuser?: string | undefined;
  /**
   * Seconds of replication lag above which the wiki may refuse a call, which then waits (Manual:Maxlag parameter). Default: 5, as
   * API:Etiquette asks of programs that nobody waits for, where `credentials` are left; else not sent. `false`: never sent.
   */
  readonly maxlag?: number | false | undefined;
  /**
   * How many calls of this wiki object are under way at once at most; the others wait in line. Writes always go one after another.
   * 1 does as API:Etiquette asks of programs that make many calls. Default 4.
   * @minimum 1
   */
  readonly concurrency?: number | undefined;
  /** Milliseconds that one call may spend waiting, over maxlag, readonly, ratelimited, 429, 503 and Retry-After together. Default 120000. */
  readonly maxWait?: number | undefined;
  /** Milliseconds for one HTTP request, redirects and body included. Default 60000. */
  readonly timeout?: number | undefined;
  /** Bytes of an answer that are read at most. Default 16 MiB: twice what MediaWiki sends by default ($wgAPIMaxResultSize). */
  readonly maxResponseBytes?: number | undefined;
  /**
   * How many answers of the REST API are kept in memory. Asked for again, one is used if the wiki says that it still holds (ETag):
   * a request all the same, but a small one. Not from a page of another origin. Default 0.
   * @minimum 0
   */
  readonly restCache?: number | undefined;
  /** Where `action` goes in a POST: some wikis want it in the URL, some redirect such a POST. Default `body`. */
  readonly actionIn?: 'body' | 'url' | undefined;
}

/** Options of a wiki object. */
export interface WikiOptions extends Omit<WikiSettings, 'bearer'> {
  /**
   * An OAuth 2.0 access token, or where to get them when they do not last. Sent as `Authorization: Bearer`, to this wiki's origin
   * only.
   */
  readonly bearer?: string | TokenSource | undefined;
  /** Signs the requests to this wiki's origin, for wikis that have only OAuth 1.0a: `oauth1()` of `@mwkit/<runtime>/oauth` is one. */
  readonly signer?: RequestSigner | undefined;
  /**
   * Where the person is signed in, when this is another wiki of the same farm: calls are made as the same person, each with a
   * token of that wiki (Extension:CentralAuth/API), unless this wiki knows the person by itself.
   */
  readonly home?: Wiki | undefined;
  /** Sends the requests instead of the runtime's own fetch: `createTestWiki().fetch`, or one that goes through a proxy. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** A saved session to go on with, from `wiki.session.save()`. */
  readonly session?: SessionSnapshot | undefined;
  /**
   * Where the session is kept: read before the first call (unless `session` is given), written after each sign-in and new token,
   * emptied by a sign-out. With a store that can lock, such as `redisSession`, many processes share one session: where it has
   * ended, one of them renews it, and the others wait and use it.
   */
  readonly store?: SessionStore | undefined;
  /**
   * Checks of answers by module or by method and route, e.g. `edit` or `GET /v1/page/{title}`; `@mwkit/core/validators` has
   * them for all that the spec knows. The answers that decide a sign-in are always checked.
   */
  readonly validators?: { readonly [action: string]: Validator<unknown> } | undefined;
  /** Told of each HTTP request before it is sent. What it is told holds no secret. */
  readonly onRequest?: ((request: ExchangeRequest) => void) | undefined;
  /** Told of each HTTP request when it has ended. What it is told holds no secret. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
  /** Told when a call is made again, why, and what has been done about it. */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
  /** Told when a call begins to wait, for how long and why; also where it was another call that was told to. */
  readonly onWait?: ((pause: Wait) => void) | undefined;
  /** Told of each warning of the wiki. Often the one sign that a parameter was not used. */
  readonly onWarning?: ((warning: WikiWarning) => void) | undefined;
}

/** A call that is made again. */
export interface Retry {
  /** Which attempt begins: 2 is the first repetition. */
  readonly attempt: number;
  /** What has been done first. */
  readonly after: 'wait' | 'refetch-token' | 'refresh-bearer' | 'renew-session';
  /** The code of the error that the last attempt ended with. */
  readonly code: string;
  /** What is made again, e.g. `action=edit`. */
  readonly purpose: string;
}

/** A call that waits before it is sent again. */
export interface Wait {
  readonly milliseconds: number;
  /** The code of the error that it waits for to pass, e.g. `maxlag`, `ratelimited`, or `status` for an HTTP status. */
  readonly code: string;
  /** What waits, e.g. `action=edit`. */
  readonly purpose: string;
}

/** One warning of the wiki, read from whichever errorformat it came in. */
export interface WikiWarning {
  /** E.g. `unrecognizedparams`; empty where the wiki gave none (errorformat=bc). */
  readonly code: string;
  readonly text: string;
  /** The module that warned, e.g. `edit`. */
  readonly module: string;
}

/** Options of one call. */
export interface CallOptions {
  /** Ends the call, its waits included, and rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Overrides `maxWait` of the wiki for this call, in milliseconds. */
  readonly maxWait?: number | undefined;
}
