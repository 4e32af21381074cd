/** What a tab remembers of a sign-in while it is away at the wiki. */
interface Pending {
  /** Proves that the one who redeems the code is the one who asked for it (RFC 7636). SECRET. */
  readonly verifier: string;
  /** The fragment of the page, to be there again afterwards: the code comes back in its place. */
  readonly hash: string;
}

/** The tab's own: no other tab can end this sign-in. @param url that of the wiki at the gateway */
const keyOf = (url: string): string => `mwkit sign-in at ${url}`;

/** Keeps a new verifier. @returns its challenge, S256 */
export async function keepPending(url: string, hash: string): Promise<string> {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  sessionStorage.setItem(keyOf(url), JSON.stringify({ verifier, hash } satisfies Pending));
  return base64url(new Uint8Array(digest));
}

/** Once. */
export function takePending(url: string): Pending | undefined {
  const kept = sessionStorage.getItem(keyOf(url));
  sessionStorage.removeItem(keyOf(url));
  return kept === null ? undefined : (JSON.parse(kept) as Pending);
}

/** The code that the gateway has sent the browser back with. */
export function codeIn(hash: string): string | undefined {
  return /^#mwkit-code=([\w-]+)$/.exec(hash)?.[1];
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
