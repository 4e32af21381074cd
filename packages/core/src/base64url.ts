/** Bytes of their own buffer. Said this way because TypeScript before 5.7 knows no `Uint8Array<ArrayBuffer>`. */
export type Bytes = ReturnType<TextEncoder['encode']>;

/** Bytes as text that fits into URLs and JSON (RFC 4648, 5), without padding. */
export function toBase64url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @throws DOMException InvalidCharacterError for a text that is not base64url */
export function fromBase64url(text: string): Bytes {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
