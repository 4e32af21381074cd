import { type TokenSource, UsageError } from '@mwkit/core';
import { GatewayError } from './gateway/errors.ts';
import { broughtBack, forgetPending, keepPending, pendingSignIn } from './gateway/pending.ts';
import { ask, type Fetch } from './gateway/requests.ts';
import { storageOf } from './gateway/storage.ts';

export { GatewayError, isSignedOut, type GatewayErrorCode } from './gateway/errors.ts';

export interface GatewayOptions {
  /**
   * By what the browser shows the gateway who calls. `cookie`: by one that no script sees, for pages on the gateway's own site
   * (`app.example.org` and `gateway.example.org`). `bearer`: by a text that the page keeps, for all other pages: browsers keep the
   * cookies of other sites from them.
   */
  readonly keep: 'cookie' | 'bearer';
  /**
   * Where the bearer is kept. Default `localStorage`: one sign-in for all tabs, until it is signed out; `sessionStorage` for this
   * tab alone. All scripts of the page's origin can read either.
   */
  readonly storage?: GatewayStorage | undefined;
  /** Sends the requests of this object instead of the browser's own fetch; those of calls are the wiki object's. */
  readonly fetch?: Fetch | undefined;
}

/** What is used of `localStorage`. */
export type GatewayStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** One wiki behind a gateway, for the visitor of a page. */
export interface Gateway {
  /** The wiki's api.php at the gateway. */
  readonly api: string;
  /** For `createWiki(api, { userAgent, ...caller })`: calls are made as the visitor, or not at all. */
  readonly caller: { readonly as: 'user' } | { readonly bearer: TokenSource };
  /**
   * Leaves the page for the wiki's, where the visitor allows it.
   * @param options.returnTo where the browser then comes back to, on this page's origin; default: this page
   * @throws UsageError `bad-option` for a place on another origin; `insecure-context` in a page that is not by https or from localhost
   * @throws GatewayError `storage-refused`: nothing can be kept until the browser comes back
   */
  signIn(options?: { readonly returnTo?: string | URL }): Promise<void>;
  /**
   * Ends a sign-in that this page was opened with; to be called first, whenever the page is opened. What the gateway has put into
   * the URL is taken out. @returns whether there was one; false with `keep: 'cookie'`, where there is nothing to be done
   * @throws GatewayError `denied`, and others
   */
  finish(): Promise<boolean>;
  /** The name of who is signed in, by the gateway; `undefined` where nobody is (any more). @throws GatewayError */
  user(options?: { readonly signal?: AbortSignal }): Promise<string | undefined>;
  /** Has the gateway forget the session, and forgets it here. @throws GatewayError: then it is forgotten here only */
  signOut(options?: { readonly signal?: AbortSignal }): Promise<void>;
}

/**
 * Signs the visitors of a page in to a wiki, through a gateway (`@mwkit/gateway`) that lists the page's origin.
 * @param url that of the wiki at the gateway, e.g. `https://gateway.example/mywiki`
 * @throws UsageError `bad-api-url`
 */
export function gateway(url: string | URL, options: GatewayOptions): Gateway {
  return new VisitedGateway(baseOf(url), options);
}

class VisitedGateway implements Gateway {
  readonly api: string;
  readonly caller: Gateway['caller'];
  readonly #url: string;
  readonly #keep: GatewayOptions['keep'];
  readonly #storage: GatewayOptions['storage'];
  readonly #fetch: Fetch;
  readonly #key: string;
  #finished: Promise<boolean> | undefined;

  constructor(url: string, { keep, storage, fetch = sendByBrowser }: GatewayOptions) {
    this.#url = url;
    this.#keep = keep;
    this.#storage = storage;
    this.#fetch = fetch;
    this.#key = `mwkit session at ${url}`;
    this.api = `${url}/api.php`;
    this.caller = keep === 'cookie' ? { as: 'user' } : { bearer: this.#source() };
  }

  async signIn({ returnTo = location.href }: { readonly returnTo?: string | URL } = {}): Promise<void> {
    const back = new URL(returnTo, location.href);
    if (back.origin !== location.origin)
      throw new UsageError('bad-option', '`returnTo` is on another origin.', 'Only this one can end the sign-in.');
    const to = new URL(`${this.#url}/sign-in`);
    const challenge = await keepPending(this.#url, back.hash);
    if (this.#keep === 'bearer') to.searchParams.set('challenge', challenge);
    to.searchParams.set('return', back.href);
    location.assign(to);
  }

  finish(): Promise<boolean> {
    this.#finished ??= this.#finish();
    return this.#finished;
  }

  async #finish(): Promise<boolean> {
    const back = broughtBack(location.hash);
    if (back === undefined) return false;
    const pending = pendingSignIn();
    // that of another wiki at the gateway is for its own object to end
    if (pending && pending.url !== this.#url) return false;
    forgetPending();
    if (!pending) throw new GatewayError('foreign-sign-in', 'This tab has not begun the sign-in that has come back.');
    if (back === 'denied') throw new GatewayError('denied', 'The visitor did not allow it.');
    const body = JSON.stringify({ code: back.code, verifier: pending.verifier });
    const headers = { 'content-type': 'application/json' };
    const answer = await ask(this.#fetch, `${this.#url}/token`, { method: 'POST', credentials: 'omit', headers, body });
    const bearer = textIn(answer, 'bearer');
    if (bearer === undefined) throw new GatewayError('refused', 'What has answered gave no bearer: it is no gateway.');
    this.#store.setItem(this.#key, bearer);
    return true;
  }

  async user({ signal }: { readonly signal?: AbortSignal } = {}): Promise<string | undefined> {
    const bearer = this.#bearer;
    if (this.#keep === 'bearer' && bearer === undefined) return undefined;
    const user = textIn(await ask(this.#fetch, `${this.#url}/session`, this.#as(bearer), signal), 'user');
    if (user === undefined) this.#forget(bearer);
    return user;
  }

  async signOut({ signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    const bearer = this.#bearer;
    if (this.#keep === 'bearer' && bearer === undefined) return;
    // here it is forgotten whatever the gateway says
    this.#forget(bearer);
    await ask(this.#fetch, `${this.#url}/sign-out`, { method: 'POST', ...this.#as(bearer) }, signal);
  }

  #as(bearer: string | undefined): RequestInit {
    if (bearer === undefined) return { credentials: 'include' };
    return { credentials: 'omit', headers: { authorization: `Bearer ${bearer}` } };
  }

  /** Looked up for each request: another tab may have signed in, or out. */
  get #bearer(): string | undefined {
    return this.#keep === 'cookie' ? undefined : (this.#store.getItem(this.#key) ?? undefined);
  }

  get #store(): GatewayStorage {
    return this.#storage ?? storageOf('localStorage');
  }

  /** Unless another tab has signed in meanwhile. */
  #forget(bearer: string | undefined): void {
    if (bearer !== undefined && this.#bearer === bearer) this.#store.removeItem(this.#key);
  }

  #source(): TokenSource {
    return {
      token: async () => {
        const bearer = this.#bearer;
        if (bearer === undefined) throw new GatewayError('not-signed-in', 'Nobody is signed in.');
        return bearer;
      },
      refresh: async (refused) => this.#bearer !== undefined && this.#bearer !== refused,
    };
  }
}

const sendByBrowser: Fetch = (url, init) => fetch(url, init);

function baseOf(url: string | URL): string {
  const { protocol, origin, pathname } = new URL(URL.canParse(url) ? url : 'about:blank');
  const name = pathname.replace(/\/+$/, '');
  if (/^https?:$/.test(protocol) && name !== '') return origin + name;
  throw new UsageError(
    'bad-api-url',
    'This is not the URL of a wiki at a gateway.',
    'It is that of the gateway and the name that the wiki has there, e.g. https://gateway.example/mywiki.',
  );
}

function textIn(answer: unknown, name: string): string | undefined {
  const value = (answer as { readonly [name: string]: unknown } | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
}
