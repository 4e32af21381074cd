import { createHmac } from 'node:crypto';

/**
 * The six digits of a second factor at this time: https://www.rfc-editor.org/rfc/rfc6238
 * @param secret in base32
 * @param window how many 30 seconds away from now. A wiki here takes -4 to 4, each code once, and none before the last
 *   used: so nine sign-ins without waiting, from -4 up.
 */
export function totp(secret: string, window = 0): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(secret, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'));
  const key = Uint8Array.from(bits.join('').match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + window));
  const hash = createHmac('sha1', key).update(counter).digest();
  const number = hash.readUInt32BE(hash.at(-1)! & 15) & 0x7f_ff_ff_ff;
  return String(number % 1_000_000).padStart(6, '0');
}
