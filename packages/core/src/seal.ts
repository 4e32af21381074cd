import { type Bytes, fromBase64url, toBase64url } from './base64url.ts';
import { FlowError } from './errors.ts';

/** Says what a sealed text is; bound into it, so that it cannot be taken for anything else. */
const label = new TextEncoder().encode('mwkit-sealed-1');

/**
 * Encrypts a saved session or flow, to be kept where others can read (AES-GCM, NIST SP 800-38D; a new 96-bit nonce each time).
 * @param key 16, 24 or 32 random bytes, or an AES-GCM key of WebCrypto. Never derived from a short password
 * @returns base64url
 */
export async function seal(value: object, key: CryptoKey | Bytes): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: label },
    await aesKey(key, 'encrypt'),
    plain,
  );
  return toBase64url(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
}

/**
 * What `seal` has encrypted. Still to be checked by `session.resume` or `wiki.resumeFlow`, which do.
 * @throws FlowError `wrong-key` when the key is another or the text was changed; `damaged` when it is no sealed text at all
 */
export async function unseal(text: string, key: CryptoKey | Bytes): Promise<unknown> {
  // no base64 has one character more than whole groups of four
  const bytes = /^[\w-]+$/.test(text) && text.length % 4 !== 1 ? fromBase64url(text) : new Uint8Array();
  // a nonce of 12 bytes and a tag of 16
  if (bytes.length < 28) throw new FlowError('damaged', 'This is not a sealed session or flow.');
  const aes = await aesKey(key, 'decrypt');
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: bytes.slice(0, 12), additionalData: label },
      aes,
      bytes.slice(12),
    );
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    throw new FlowError('wrong-key', 'The sealed session or flow does not open with this key.');
  }
}

async function aesKey(key: CryptoKey | Bytes, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return key instanceof Uint8Array ? crypto.subtle.importKey('raw', key, 'AES-GCM', false, [use]) : key;
}
