import type { CookieJar, SavedCookie } from './platform.ts';
import { type Cookie, CookieJar as ToughJar } from 'tough-cookie';

/** tough-cookie behind core's three methods. */
export function createJar(cookies: readonly SavedCookie[] = []): CookieJar {
  const jar = ToughJar.deserializeSync({
    version: 'tough-cookie',
    storeType: 'MemoryCookieStore',
    rejectPublicSuffixes: true,
    cookies: cookies.map((cookie) => ({ ...cookie })),
  });
  return {
    getCookieString: (url) => jar.getCookieString(url),
    async setCookie(line, url) {
      await jar.setCookie(line, url, { ignoreError: true });
    },
    async save() {
      const all = await jar.store.getAllCookies();
      return all.filter((cookie) => cookie.TTL() > 0).map(saved);
    },
  };
}

function saved(cookie: Cookie): SavedCookie {
  const { key, value, domain, path, secure, httpOnly, hostOnly, sameSite } = cookie;
  const expires = cookie.expiryDate();
  return {
    key,
    value,
    secure,
    httpOnly,
    ...(domain && { domain }),
    ...(path && { path }),
    ...(hostOnly !== null && { hostOnly }),
    ...(sameSite && { sameSite }),
    // Max-Age counts from when the cookie came, which a saved one no longer knows: keep the moment instead
    ...(expires &&
      Number.isFinite(expires.getTime()) &&
      expires.getTime() < 8.64e15 && { expires: expires.toISOString() }),
  };
}
