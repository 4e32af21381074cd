import type { TestWikiOptions } from './options.ts';

/** The cookies of a request. Of two with one name the first counts, as in PHP. */
export function readCookies(headers: Headers): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [name = '', value] = pair.trim().split(/=(.*)/su);
    if (value === undefined || cookies.has(name)) continue;
    try {
      cookies.set(name, decodeURIComponent(value));
    } catch {
      cookies.set(name, value);
    }
  }
  return cookies;
}

/** The `Set-Cookie` headers of an answer, in order. */
export interface CookieWriter {
  readonly headers: readonly string[];
  /** Without `maxAge` (seconds) the cookie ends with the browser. */
  set(name: string, value: string, maxAge?: number): void;
  /** As MediaWiki deletes: value `deleted`, Max-Age=0 (logout-success-fv2). */
  delete(name: string): void;
}

export function createCookieWriter(options: TestWikiOptions, now: number): CookieWriter {
  const headers: string[] = [];
  const legacy = options.cookieSameSite === 'None' && options.useSameSiteLegacyCookies && options.version === '1.39';
  const write = (name: string, value: string, maxAge?: number): void => {
    if (options.sendsCookies === false) return;
    const expires = new Date(maxAge === 0 ? 1000 : now + (maxAge ?? 0) * 1000).toUTCString();
    const life = maxAge === undefined ? '' : `; expires=${expires}; Max-Age=${maxAge}`;
    const line = `${name}=${encodeURIComponent(value)}${life}; path=/${options.cookieSecure ? '; secure' : ''}; HttpOnly`;
    if (legacy) headers.push(`ss0-${line}`);
    headers.push(options.cookieSameSite ? `${line}; SameSite=${options.cookieSameSite}` : line);
  };
  return { headers, set: write, delete: (name) => write(name, 'deleted', 0) };
}
