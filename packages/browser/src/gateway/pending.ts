import { UsageError } from '@mwkit/core';
import { storageOf } from './storage.ts';

/** What a tab remembers of a sign-in while it is away at the wiki: of one, since it can be in one place only. */
interface Pending {
  /** The wiki at the gateway. */
  readonly url: string;
  /** Proves that the one who redeems the code is the one who asked for it (RFC 7636). SECRET. */
  readonly verifier: string;
  /** The fragment of the page, to be there again afterwards: what the gateway tells comes back in its place. */
  readonly hash: string;
}

/** In the tab's own storage: no other tab can end this sign-in. */
const key = 'mwkit sign-in';

/** Browsers give other pages no WebCrypto (https://www.w3.org/TR/secure-contexts/). */
const serveSecurely = 'Serve the page by https, or from localhost.';

/** Keeps a new verifier. @returns its challenge, S256 @throws UsageError `insecure-context`; GatewayError `storage-refused` */
export async function keepPending(url: string, hash: string): Promise<string> {
  if (!globalThis.crypto?.subtle)
    throw new UsageError('insecure-context', 'This page came over a connection that is not secure.', serveSecurely);
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  storageOf('sessionStorage').setItem(key, JSON.stringify({ url, verifier, hash } satisfies Pending));
  return base64url(new Uint8Array(digest));
}

export function pendingSignIn(): Pending | undefined {
  const kept = storageOf('sessionStorage').getItem(key);
  return kept === null ? undefined : (JSON.parse(kept) as Pending);
}

/** Takes out of the URL what the gateway has put there, and forgets the sign-in. */
export function forgetPending(): void {
  const { pathname, search } = location;
  history.replaceState(history.state, '', pathname + search + (pendingSignIn()?.hash ?? ''));
  storageOf('sessionStorage').removeItem(key);
}

/** What the gateway has sent the browser back with: a code, or `denied`. */
export function broughtBack(hash: string): { readonly code: string } | 'denied' | undefined {
  if (hash === '#mwkit-error=denied') return 'denied';
  const [, code] = /^#mwkit-code=([\w-]+)$/.exec(hash) ?? [];
  return code === undefined ? undefined : { code };
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
