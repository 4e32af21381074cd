import type { SavedCookie } from '@mwkit/workers';
import { Cookie, CookieJar } from 'tough-cookie';
import type { Cookies } from './wiki-request.ts';

const day = 86_400_000;

/** The cookies that a wiki has given one visitor. They stay inside the gateway. */
export class WikiCookies implements Cookies {
  readonly #jar: CookieJar;
  readonly #before: string;
  readonly #received: (readonly [line: string, url: string])[] = [];

  /** @param saved as `save` gives them */
  constructor(saved: readonly SavedCookie[] = []) {
    this.#jar = CookieJar.deserializeSync({
      version: 'tough-cookie',
      storeType: 'MemoryCookieStore',
      rejectPublicSuffixes: true,
      cookies: saved.map((cookie) => ({ ...cookie })),
    });
    this.#before = this.#sum();
  }

  header(url: string): Promise<string> {
    return this.#jar.getCookieString(url);
  }

  async keep(lines: readonly string[], url: string): Promise<void> {
    for (const line of lines) {
      this.#received.push([line, url]);
      const cookie = Cookie.parse(line);
      if (cookie) await this.#jar.setCookie(withMoment(cookie), url, { ignoreError: true });
    }
  }

  /** Whether there is something to store. A later end of the same cookie is, once a day. */
  get changed(): boolean {
    return this.#sum() !== this.#before;
  }

  get isEmpty(): boolean {
    return this.save().length === 0;
  }

  save(): SavedCookie[] {
    const all = this.#jar.serializeSync()?.cookies ?? [];
    return all.map(({ creation: _, lastAccessed: __, creationIndex: ___, ...cookie }) => cookie as SavedCookie);
  }

  /** What was received here, on top of what others have stored meanwhile. */
  async onto(saved: readonly SavedCookie[] = []): Promise<SavedCookie[]> {
    const other = new WikiCookies(saved);
    for (const [line, url] of this.#received) await other.keep([line], url);
    return other.save();
  }

  #sum(): string {
    const all = this.#jar.serializeSync()?.cookies ?? [];
    const items = all.map(({ domain, path, key, value, expires }) => {
      const ends = Date.parse(String(expires));
      return JSON.stringify([domain, path, key, value, Number.isNaN(ends) ? null : Math.round(ends / day)]);
    });
    return items.toSorted().join();
  }
}

/** Max-Age counts from when a cookie came, which a saved one does not know: the moment is kept in its place. */
function withMoment(cookie: Cookie): Cookie {
  if (cookie.maxAge === null) return cookie;
  const ends = cookie.expiryDate()?.getTime() ?? Infinity;
  cookie.expires = Number.isFinite(ends) ? new Date(ends) : 'Infinity';
  cookie.maxAge = null;
  return cookie;
}
