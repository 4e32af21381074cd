import { token } from './action/attempt.ts';
import { attempts } from './attempts.ts';
import { call } from './action/call.ts';
import type { ActionArguments, ActionResult, AnyAction, ReadAction } from './action/types.ts';
import type { login as Login, LoginResult } from './auth/login.ts';
import { Account } from './auth/account.ts';
import { AuthFlow } from './auth/flow.ts';
import type { Explanation } from './causes.ts';
import type { FlowOptions } from './auth/step.ts';
import { checkFlow, type FlowSnapshot } from './auth/flow-snapshot.ts';
import { Client } from './client.ts';
import { UsageError } from './errors.ts';
import type { CallOptions, Credentials, WikiOptions } from './options.ts';
import { Page, type PageParameters } from './page/page.ts';
import type { Platform } from './platform.ts';
import { Preferences } from './preferences.ts';
import { Query } from './query/query.ts';
import type { PageOf, QueryData, QueryOptions, QueryParameters } from './query/types.ts';
import { Rest } from './rest.ts';
import type { SessionSnapshot, SessionUser } from './session.ts';
import type { UploadFile, UploadOptions, UploadOutcome } from './upload/types.ts';
import type { WatchOptions, WatchResult } from './watch.ts';
import type { AnyWiki, WikiTypes } from './wiki-types.ts';
import { later } from './load-later.ts';

/** Loaded when it is first called: pages sign people in by `clientLogin`, which needs none of it. */
const login: typeof Login = async (...args) => (await later()).login(...args);

/**
 * One wiki and one session on it. Makes no request until it is asked to.
 * @typeParam W what this wiki has, as `mwkit types` writes it; else what the spec knows is typed, and the rest loosely
 */
export class Wiki<W extends WikiTypes = AnyWiki> {
  readonly #client: Client;
  /** The URL of the wiki's api.php. */
  readonly api: string;
  /** The REST API. */
  readonly rest: Rest<W>;
  /** The session: who it belongs to, saving and resuming it. */
  readonly session: WikiSession;
  /** The account that is signed in: its credentials and links. */
  readonly account: Account;
  /** The preferences of the account that is signed in. */
  readonly options: Preferences;

  constructor(platform: Platform, url: string | URL, options: WikiOptions) {
    this.#client = new Client(platform, url, options, login);
    this.api = this.#client.api;
    this.rest = new Rest(this.#client);
    this.session = new WikiSession(this.#client);
    this.account = new Account(this.#client);
    this.options = new Preferences(this.#client);
  }

  /**
   * Calls a module that reads, by GET (by POST where the URL would be too long).
   * @throws ApiError, HttpError, NetworkError, UsageError
   */
  get<A extends ReadAction<W>>(action: A, ...args: ActionArguments<A, CallOptions, W>): Promise<ActionResult<A, W>> {
    return this.#call(action, args, 'GET');
  }

  /**
   * Calls a module by POST. The token that it needs is fetched and added; a session that must be signed in is asserted.
   * @throws ApiError, HttpError, NetworkError, UsageError
   */
  post<A extends AnyAction<W>>(action: A, ...args: ActionArguments<A, CallOptions, W>): Promise<ActionResult<A, W>> {
    return this.#call(action, args, 'POST');
  }

  /**
   * Calls a module by the method that it needs, which for one that the spec does not know is asked of the wiki.
   * @throws ApiError, HttpError, NetworkError, UsageError
   */
  call<A extends AnyAction<W>>(action: A, ...args: ActionArguments<A, CallOptions, W>): Promise<ActionResult<A, W>> {
    return this.#call(action, args);
  }

  /** All pages, or all entries of lists, that a query finds (API:Query), over as many requests as it takes. Sends nothing yet. */
  query<Extra = unknown>(
    parameters: QueryParameters<W>,
    options: QueryOptions = {},
  ): Query<PageOf<W> & Extra, QueryData<W>> {
    return new Query(this.#client, parameters, options);
  }

  /** A page, by its title. Sends nothing yet. */
  page(title: string): Page<PageOf<W>, PageParameters<W>> {
    return new Page(this.#client, title);
  }

  /**
   * Puts pages on the watchlist, or takes them off it (API:Watch). Sent again where an answer was lost: that does no harm.
   * @throws ApiError `notloggedin`, and what a call throws
   */
  async watch(titles: string | readonly string[], options: WatchOptions = {}): Promise<WatchResult[]> {
    const { watch } = await later();
    return watch(this.#client, typeof titles === 'string' ? [titles] : titles, options);
  }

  /**
   * Uploads a file (API:Upload): a small one in one request, a larger one in pieces, one after the other, to the stash, and from
   * there to its place. What was lost on the way is asked for, and what the wiki has is not sent again; `resume` of `onProgress`
   * lets another process go on. A warning is no error: the outcome is then `Warning`, and the file is kept.
   * @throws ApiError, `still-working` where the wiki takes longer than `maxWait` to put the file together, `other-file` where it has
   *   put together another; UsageError; NetworkError or HttpError, with `outcomeUnknown` where the file may be published all the same
   */
  async upload(file: UploadFile, options: UploadOptions): Promise<UploadOutcome> {
    return (await later()).upload(this.#client, file, options);
  }

  /**
   * Signs in by `action=login`: with a bot password, or on wikis before 1.27 with any. Without an argument, with the
   * credentials of the wiki's options.
   * @throws LoginError, and what a call throws
   */
  async login(
    credentials: Credentials | undefined = this.#client.options.credentials,
    options: CallOptions = {},
  ): Promise<LoginResult> {
    if (!credentials) throw new UsageError('no-credentials', 'login() needs a username and a password.');
    const result = await login(this.#client, credentials, options);
    await this.#client.keep();
    return result;
  }

  /**
   * Signs out, on the wiki and here.
   * @throws ApiError `cannotlogout` for a session that cannot end itself, such as an OAuth token
   */
  async logout(options: CallOptions = {}): Promise<void> {
    await this.#client.load(options.signal);
    await (await later()).logout(this.#client, options);
    await this.#client.keep();
  }

  /** Signs a person in through every step that the wiki asks for (API:Login, clientlogin; MediaWiki 1.27). Sends nothing yet. */
  clientLogin(options: FlowOptions = {}): AuthFlow {
    return new AuthFlow(this.#client, 'clientlogin', options);
  }

  /** Creates an account (API:Account creation). Its PASS does not sign in. Sends nothing yet. */
  createAccount(options: FlowOptions = {}): AuthFlow {
    return new AuthFlow(this.#client, 'createaccount', options);
  }

  /** Links the account that is signed in with one of an identity provider (API:Linkaccount). Sends nothing yet. */
  linkAccount(options: FlowOptions = {}): AuthFlow {
    return new AuthFlow(this.#client, 'linkaccount', options);
  }

  /**
   * Goes on with a saved flow, and with its session in place of the present one. Sends nothing.
   * @throws UsageError `session-damaged`, `session-of-other-wiki`, `session-too-new`
   */
  resumeFlow(snapshot: FlowSnapshot): AuthFlow {
    const saved = checkFlow(snapshot);
    this.#client.session.resume(saved.session);
    return new AuthFlow(this.#client, saved.module, saved, saved);
  }

  /**
   * Why a call of this wiki object failed, in words and as data. In a page, where the browser tells nothing, it is found out by at
   * most five requests, each of which ends within 15 seconds. They change nothing, and carry neither cookies nor tokens; but for
   * the question whether the visitor's cookies arrive.
   * @param error what the call rejected with
   */
  async explain(error: unknown, options: { readonly signal?: AbortSignal } = {}): Promise<Explanation> {
    // seldom needed: a page need not load it before
    const { explain } = await later();
    return explain(this.#client, error, options.signal);
  }

  #call<A extends string>(action: A, args: readonly unknown[], method?: 'GET' | 'POST'): Promise<ActionResult<A, W>> {
    const [parameters = {}, options] = args as [object?, CallOptions?];
    return call(this.#client, action, parameters, { ...options, method }) as Promise<ActionResult<A, W>>;
  }
}

/** The part of a session that callers see. */
export class WikiSession {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Who is signed in, as far as is known here; `undefined` for nobody. */
  get user(): Readonly<SessionUser> | undefined {
    return this.#client.session.user;
  }

  /**
   * A token of this type (API:Tokens), the one that calls use by themselves: fetched once, and shared with them. SECRET.
   * @throws what a call throws
   */
  async token(type: string, options: CallOptions = {}): Promise<string> {
    await this.#client.ensureSignedIn(options.signal);
    return attempts(this.#client, 'action=query', false, options, () => token(this.#client, type, options.signal));
  }

  /** Forgets the token of this type: the next call that needs one fetches another. */
  badToken(type: string): void {
    const { tokens } = this.#client.session;
    tokens.reject(type, tokens.known()[type] ?? '');
  }

  /** The session as JSON, to be resumed later, elsewhere. SECRET: it opens the account. */
  save(): Promise<SessionSnapshot> {
    return this.#client.session.save();
  }

  /**
   * Goes on with a saved session in place of the present one. Sends nothing.
   * @throws UsageError `session-damaged`, `session-of-other-wiki`, `session-too-new`
   */
  resume(snapshot: SessionSnapshot): void {
    this.#client.session.resume(snapshot);
  }
}
