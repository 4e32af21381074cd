import type { CookieJar, SavedCookie } from './platform.ts';

/** The jar of `cookie-jar.ts`, loaded with the first cookie: tough-cookie and its list of domains are the better part of all that is loaded. */
export function createJar(cookies: readonly SavedCookie[] = []): CookieJar {
  let loading: Promise<CookieJar> | undefined;
  let loaded: CookieJar | undefined;
  const load = async () => {
    loading ??= import('./cookie-jar.ts').then((jars) => (loaded = jars.createJar(cookies)));
    return loaded ?? loading;
  };
  return {
    getCookieString: (url) => (loading || cookies.length > 0 ? load().then((jar) => jar.getCookieString(url)) : ''),
    setCookie: async (line, url) => (await load()).setCookie(line, url),
    save: async () => (loading || cookies.length > 0 ? (await load()).save() : []),
  };
}
