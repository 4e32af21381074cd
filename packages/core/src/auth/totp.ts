import type { Bytes } from '../base64url.ts';
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * The six digits that an authenticator app shows (RFC 6238: SHA-1, 30 seconds), as MediaWiki's OATHAuth expects them.
 * A code works once, and so do earlier ones.
 * @param secret in base32 (RFC 4648), as the wiki shows it when the second factor is set up; spaces do not matter
 * @param time milliseconds since 1970. Default: now
 * @throws RangeError for a secret that is not base32
 */
export async function totp(secret: string, time: number = Date.now()): Promise<string> {
  const key = await crypto.subtle.importKey('raw', base32(secret), { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']);
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(time / 30_000)));
  const digest = new DataView(await crypto.subtle.sign('HMAC', key, counter));
  // dynamic truncation, RFC 4226, 5.3
  const offset = digest.getUint8(19) & 15;
  return String((digest.getUint32(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

function base32(text: string): Bytes {
  const digits = text
    .toUpperCase()
    .replace(/[\s=-]/g, '')
    .split('')
    .map((digit) => alphabet.indexOf(digit));
  if (digits.length === 0 || digits.includes(-1))
    throw new RangeError('The secret of the second factor is not base32.');
  const bytes = new Uint8Array(Math.floor((digits.length * 5) / 8));
  let bits = 0;
  let value = 0;
  let length = 0;
  for (const digit of digits) {
    value = ((value << 5) | digit) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = (value >> bits) & 0xff;
    }
  }
  return bytes;
}
