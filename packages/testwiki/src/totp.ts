const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function decode(secret: string): Uint8Array<ArrayBuffer> {
  const bits = Array.from(secret, (character) =>
    alphabet.indexOf(character.toUpperCase()).toString(2).padStart(5, '0'),
  ).join('');
  return Uint8Array.from(bits.match(/.{8}/gu) ?? [], (byte) => Number.parseInt(byte, 2));
}

async function codeOf(secret: string, window: number): Promise<string> {
  const key = await crypto.subtle.importKey('raw', decode(secret), { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']);
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(window));
  const hash = new DataView(await crypto.subtle.sign('HMAC', key, counter.buffer));
  const number = hash.getUint32(hash.getUint8(19) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/**
 * The window of 30 seconds that this code is of (RFC 6238), up to four before or after now, or undefined. Only windows
 * after `last` count: a code works once. Spaces in the code do not matter.
 */
export async function totpWindow(secret: string, code: string, now: number, last: number): Promise<number | undefined> {
  const given = code.replaceAll(' ', '');
  const current = Math.floor(now / 30_000);
  for (let window = Math.max(current - 4, last + 1); window <= current + 4; window++) {
    if ((await codeOf(secret, window)) === given) return window;
  }
  return undefined;
}
