import { Access } from './access.ts';
import { checkOptions } from './check-options.ts';
import { NetworkError } from './errors.ts';
import { abortable } from './http/wait.ts';
import { signable } from './http/redirect.ts';
import { send, type HttpRequest, type HttpResponse } from './http/send.ts';
import type { Credentials, WikiOptions } from './options.ts';
import type { Platform } from './platform.ts';
import type { SignedRequest } from './request-signer.ts';
import { restBase, wikiUrl } from './urls.ts';
import { Session } from './session.ts';
import type { SessionStore } from './session-store.ts';
import { Turns } from './turns.ts';

/** Milliseconds. */
const defaultTimeout = 60_000;

/** What all calls of one wiki object share. Internal: the public face is `wiki.ts`. */
export class Client {
  readonly platform: Platform;
  readonly options: WikiOptions;
  /** The URL of api.php, without a query. */
  readonly api: string;
  /** Of `api` and `rest`. */
  readonly origin: string;
  /** The URL that REST routes are appended to, ending in `rest.php`. */
  readonly rest: string;
  readonly session: Session;
  readonly access: Access;
  readonly turns: Turns;
  readonly #signIn: (client: Client, credentials: Credentials) => Promise<unknown>;
  #renewing: Promise<Renewal | undefined> | undefined;
  #loading: Promise<void> | undefined;
  #keeping: Promise<void> = Promise.resolve();

  /** @param signIn how a session is renewed: `login`, which itself makes calls through a client */
  constructor(
    platform: Platform,
    url: string | URL,
    options: WikiOptions,
    signIn: (client: Client, credentials: Credentials) => Promise<unknown>,
  ) {
    this.#signIn = signIn;
    this.platform = options.fetch ? { ...platform, fetch: options.fetch } : platform;
    this.api = wikiUrl(url);
    this.origin = new URL(this.api).origin;
    this.options = platform.server?.published(this.api, options) ?? options;
    this.rest = restBase(this.api, options.rest);
    checkOptions(options);
    this.session = new Session(this.platform, this.api, options.session);
    this.access = new Access(this);
    this.turns = new Turns(options.concurrency ?? 4);
  }

  /** Sends one request of this wiki, with the headers and limits that all of them have. */
  send(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse> {
    // a captcha's picture may lie elsewhere; what is asked as nobody needs no preflight
    const own = request.url.startsWith(`${this.origin}/`) && request.cors?.rule !== 'anonymous';
    if (!own || !this.byOAuth) return this.#send(request, undefined, signal);
    return this.#show(request, signal).then((shown) => this.#send(request, shown, signal));
  }

  #send(request: HttpRequest, shown: SignedRequest | undefined, signal?: AbortSignal): Promise<HttpResponse> {
    const { userAgent, timeout = defaultTimeout, maxResponseBytes = 16_777_216, onExchange, onRequest } = this.options;
    const headers: { [name: string]: string } = { ...request.headers };
    if (shown) headers['authorization'] = shown.authorization;
    // a browser's fetch drops User-Agent; MediaWiki reads either
    if (!this.#isSimple(request, headers)) headers[this.platform.server ? 'user-agent' : 'api-user-agent'] = userAgent;
    const secrets = shown ? [...request.secrets, ...shown.secrets] : request.secrets;
    const signer = shown && this.options.signer;
    const sender = { platform: this.platform, jar: this.session.jar, timeout, maxResponseBytes, onExchange, onRequest };
    return send(sender, { ...request, headers, secrets, signer }, signal);
  }

  /** Whether requests show who makes them by a header of OAuth. */
  get byOAuth(): boolean {
    return this.options.bearer !== undefined || this.options.signer !== undefined;
  }

  async #show(request: HttpRequest, signal?: AbortSignal): Promise<SignedRequest | undefined> {
    const { signer } = this.options;
    if (signer) return this.#answered(signer.sign(signable(request)), signal);
    const bearer = await this.bearer(signal);
    return bearer ? { authorization: `Bearer ${bearer}`, secrets: [bearer] } : undefined;
  }

  /** The access token that requests are made with now; `undefined` where they are made without one. */
  async bearer(signal?: AbortSignal): Promise<string | undefined> {
    const { bearer } = this.options;
    return typeof bearer === 'object' ? this.#answered(bearer.token(), signal) : bearer;
  }

  /** After the wiki has refused an access token. @returns whether there is another one now */
  async refreshBearer(refused: string | undefined, signal?: AbortSignal): Promise<boolean> {
    const { bearer } = this.options;
    return typeof bearer === 'object' && refused !== undefined && this.#answered(bearer.refresh(refused), signal);
  }

  /**
   * Whether a browser is to send this without asking the wiki first. Any header of ours makes it ask by a request of its own
   * (a preflight): too much for a read, and for a write what keeps it from a wiki that does not allow the page, and would
   * carry it out all the same (cors-get-disallowed-origin).
   */
  #isSimple({ write, cors }: HttpRequest, headers: object): boolean {
    const crosses = cors !== undefined && cors.rule !== 'server' && cors.rule !== 'same-origin';
    const may = !write || this.options.unlistedOrigin === 'send';
    return crosses && may && !('authorization' in headers);
  }

  /** Goes on with the stored session, and signs in where credentials were left and nobody is signed in yet. */
  ensureSignedIn(signal?: AbortSignal): Promise<void> | undefined {
    signal?.throwIfAborted();
    const { store, credentials } = this.options;
    return store || (credentials && !this.session.user) ? this.#signInFirst(signal) : undefined;
  }

  async #signInFirst(signal?: AbortSignal): Promise<void> {
    await this.load(signal);
    if (this.options.credentials && !this.session.user) await this.renew(this.session.generation, signal);
  }

  /**
   * Renews a session that has ended, once for all calls that find the one of this generation ended: takes that which others
   * who share the store have signed in, or signs in with the credentials that were left.
   * @returns whose sign-in it was; `undefined` where there is neither
   */
  async renew(generation: number, signal?: AbortSignal): Promise<Renewal | undefined> {
    const { credentials, store } = this.options;
    if (!credentials && !store) return undefined;
    if (generation !== this.session.generation) return 'shared';
    this.#renewing ??= this.#renewOnce(credentials, store).finally(() => {
      this.#renewing = undefined;
    });
    return abortable(this.#renewing, signal);
  }

  async #renewOnce(credentials?: Credentials, store?: SessionStore): Promise<Renewal | undefined> {
    const work = async (): Promise<Renewal | undefined> => {
      const stored = store && (await this.#answered(store.read()));
      if (stored && stored.signedInAt !== this.session.signedInAt) {
        this.session.resume(stored);
        return 'shared';
      }
      if (!credentials) return undefined;
      await this.#signIn(this, credentials);
      await this.keep();
      return 'own';
    };
    return store?.exclusive ? store.exclusive(work) : work();
  }

  /** Reads the stored session, once, unless there has been another one here. */
  async load(signal?: AbortSignal): Promise<void> {
    const { store } = this.options;
    if (!store || this.session.generation > 0) return;
    this.#loading ??= this.#read(store);
    await abortable(this.#loading, signal);
  }

  async #read(store: SessionStore): Promise<void> {
    try {
      const stored = await this.#answered(store.read());
      if (stored && this.session.generation === 0) this.session.resume(stored);
    } catch (error) {
      this.#loading = undefined; // the next call asks again
      throw error;
    }
  }

  /**
   * Stores the session as it is now; where nobody is signed in, empties the store. One write at a time, in order.
   * @param tokens those that are new, and that the session is about to know
   */
  async keep(tokens?: { readonly [type: string]: string }): Promise<void> {
    const { store } = this.options;
    if (!store) return;
    const write = async () => {
      if (!this.session.user) return this.#answered(store.remove());
      const saved = await this.session.save();
      return this.#answered(store.write({ ...saved, tokens: { ...saved.tokens, ...tokens } }));
    };
    this.#keeping = this.#keeping.then(write, write);
    await this.#keeping;
  }

  /** What a caller brought is waited for no longer than a wiki is: clients of databases may wait for a connection for ever. */
  async #answered<T>(asked: Promise<T>, signal?: AbortSignal): Promise<T> {
    const limit = AbortSignal.timeout(this.options.timeout ?? defaultTimeout);
    try {
      return await abortable(abortable(asked, limit), signal);
    } catch (error) {
      if (!limit.aborted || signal?.aborted) throw error;
      const advice = 'Can it be reached? The option `timeout` says how long it is waited for.';
      throw new NetworkError(
        'timeout',
        'The store of the session, or the source of its tokens, did not answer in time.',
        advice,
        false,
      );
    }
  }
}

/** Who has signed in anew: this wiki object, or another call or process that shares the session. */
export type Renewal = 'own' | 'shared';
