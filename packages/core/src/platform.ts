import type { NetworkErrorCode } from './errors.ts';
import type { JsonObject } from './json.ts';
import type { Follow } from './http/redirect.ts';
import type { WikiOptions } from './options.ts';

/**
 * THE seam between core and a runtime: all that core asks of Node, Deno, Bun, Workers or a browser.
 * An adapter is a value of this type, and nothing else of a runtime is reached from core.
 */
export interface Platform {
  /** The runtime's own `fetch`, or what does the same. Core never calls the global one. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Answered>;
  /** The origin of the page that calls come from, as browsers write it (`null` where it has none); absent where there are no pages. */
  readonly origin?: () => string;
  /**
   * What a browser's `fetch` does by itself, and that of no other runtime: `@mwkit/core/server` has it. Without it no cookies are
   * kept, a redirect that is seen is refused, and every failure is `network`.
   */
  readonly server?: Server;
}

/** What core reads of a Response. */
export interface Answered extends Pick<Response, 'status' | 'url' | 'type'> {
  readonly headers: Pick<Headers, 'get' | 'getSetCookie'>;
  readonly body: {
    getReader(): Pick<ReadableStreamDefaultReader<Uint8Array>, 'read' | 'cancel'>;
  } | null;
}

/** What `fetch` leaves to its caller outside browsers. */
export interface Server {
  /** Makes a cookie jar, filled with `cookies` where a saved session is resumed. */
  readonly createJar: (cookies?: readonly SavedCookie[]) => CookieJar;
  /** Sends a request, and follows the redirects that it meets. */
  readonly follow: Follow;
  /** Which failure a rejected fetch was, as far as the runtime tells. */
  readonly failure: (thrown: unknown) => NetworkErrorCode;
  /** Keeps the cookies that a wiki before 1.28 names in its answer to `action=login` in place of setting them. */
  readonly keepLegacyCookies: (jar: CookieJar, api: string, login: JsonObject) => Promise<void>;
  /** The options, with hooks that tell trackers of the program too, where the runtime has channels for them. */
  readonly published: (api: string, options: WikiOptions) => WikiOptions;
}

/** What core needs of a cookie jar (RFC 6265). */
export interface CookieJar {
  /** The `Cookie` header for a request to `url`; empty when there is nothing to send. */
  getCookieString(url: string): Promise<string> | string;
  /** Stores one `Set-Cookie` line received from `url`. A line that the RFC says to ignore is ignored. */
  setCookie(line: string, url: string): Promise<void>;
  /** Every cookie held, with its attributes; session cookies too. Secret. */
  save(): Promise<SavedCookie[]>;
}

/** One cookie of a saved session. The names of the attributes are those of RFC 6265; unknown ones are kept. */
export interface SavedCookie {
  key: string;
  value: string;
  domain?: string;
  path?: string;
  /** ISO 8601, or absent for a cookie that ends with the session. */
  expires?: string;
  secure?: boolean;
  httpOnly?: boolean;
  hostOnly?: boolean;
  sameSite?: string;
  /** ISO 8601. */
  creation?: string;
}
