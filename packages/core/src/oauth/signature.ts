import type { SignableRequest } from '../request-signer.ts';
import { needSecureContext } from './secure-context.ts';

type Pair = readonly [name: string, value: string];

/** Percent-encoding that leaves only the unreserved characters of RFC 3986 as they are (RFC 5849, 3.6). */
export const escape = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** What is signed (RFC 5849, 3.4.1). @param own the parameters of the header, without `oauth_signature` */
export function baseString({ method, url, form }: SignableRequest, own: readonly Pair[]): string {
  // `origin` leaves out the port that its scheme has anyway
  const { origin, pathname, searchParams } = new URL(url);
  const all = [...searchParams, ...new URLSearchParams(form), ...own];
  const pairs = all.map(([name, value]): Pair => [escape(name), escape(value)]);
  const sorted = pairs.toSorted((a, b) => inOrder(a[0], b[0]) || inOrder(a[1], b[1]));
  const parameters = sorted.map(([name, value]) => `${name}=${value}`).join('&');
  return [method.toUpperCase(), origin + pathname, parameters].map(escape).join('&');
}

/** By bytes: what is encoded has no others than those of ASCII. */
const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** HMAC-SHA1, in base 64 (RFC 5849, 3.4.2). */
export async function hmacSha1(key: CryptoKey, text: string): Promise<string> {
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
}

/** @param secrets of the consumer and of the token @throws UsageError `insecure-context` */
export async function hmacKey(secrets: readonly [string, string]): Promise<CryptoKey> {
  needSecureContext();
  const bytes = new TextEncoder().encode(secrets.map(escape).join('&'));
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']);
}
