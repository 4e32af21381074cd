/** MD5 (RFC 1321) and HMAC-MD5 (RFC 2104), for tokens and `action=edit&md5=`; Web Crypto has neither. Not for secrets. */
const shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const sines = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));

function digest(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = ((message.length + 8) >>> 6) + 1;
  const padded = new DataView(new ArrayBuffer(length * 64));
  message.forEach((byte, i) => padded.setUint8(i, byte));
  padded.setUint8(message.length, 0x80);
  padded.setUint32(length * 64 - 8, message.length << 3, true);
  padded.setUint32(length * 64 - 4, message.length >>> 29, true);
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < length * 64; block += 64) {
    let [a, b, c, d] = state as [number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const round = i >>> 4;
      const mix =
        round === 0 ? (b & c) | (~b & d) : round === 1 ? (d & b) | (~d & c) : round === 2 ? b ^ c ^ d : c ^ (b | ~d);
      const word = round === 0 ? i : round === 1 ? (5 * i + 1) & 15 : round === 2 ? (3 * i + 5) & 15 : (7 * i) & 15;
      const sum = (a + mix + (sines[i] ?? 0) + padded.getUint32(block + word * 4, true)) | 0;
      const shift = shifts[round * 4 + (i & 3)] ?? 0;
      [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
    }
    [a, b, c, d].forEach((value, i) => (state[i] = ((state[i] ?? 0) + value) | 0));
  }
  const result = new DataView(new ArrayBuffer(16));
  state.forEach((value, i) => result.setInt32(i * 4, value, true));
  return new Uint8Array(result.buffer);
}

const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export function md5(text: string): string {
  return toHex(digest(new TextEncoder().encode(text)));
}

export function hmacMd5(key: string, text: string): string {
  const bytes = new TextEncoder().encode(key);
  const block = new Uint8Array(64);
  block.set(bytes.length > 64 ? digest(bytes) : bytes);
  const inner = digest(new Uint8Array([...block.map((byte) => byte ^ 0x36), ...new TextEncoder().encode(text)]));
  return toHex(digest(new Uint8Array([...block.map((byte) => byte ^ 0x5c), ...inner])));
}
