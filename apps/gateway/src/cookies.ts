/** The gateway's own cookies. `__Host-`: no other host, and no page of http, can set one (RFC 6265bis, 4.1.3). */
interface CookieKind {
  readonly name: (wiki: string) => string;
  readonly sameSite: 'Strict' | 'Lax';
}

/** Of a visitor who is signed in. Sent along by pages of the gateway's own site alone. */
export const sessionCookie: CookieKind = { name: (wiki) => `__Host-mwkit-${wiki}`, sameSite: 'Strict' };

/** Of a browser that is at the wiki to sign in. `Lax`, because it comes back from there. */
export const pendingCookie: CookieKind = { name: (wiki) => `__Host-mwkit-${wiki}.pending`, sameSite: 'Lax' };

export function readCookie({ headers }: Request, kind: CookieKind, wiki: string): string | undefined {
  const start = `${kind.name(wiki)}=`;
  const pairs = (headers.get('cookie') ?? '').split(/; */).filter((pair) => pair.startsWith(start));
  // of one such name browsers have one: which of two is ours, nobody can tell
  return pairs.length === 1 ? pairs[0]?.slice(start.length) : undefined;
}

/** @param seconds until the browser forgets it; 0: at once */
export function cookieLine(kind: CookieKind, wiki: string, value: string, seconds: number): string {
  return `${kind.name(wiki)}=${value}; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=${kind.sameSite}`;
}
