/**
 * SHA-1 of bytes that come one part after the other, which Web Crypto does not do (FIPS 180-4, 6.1). MediaWiki knows files by it; it
 * keeps nothing secret.
 */
export class Sha1 {
  readonly #state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  readonly #words = new Int32Array(80);
  readonly #rest = new Uint8Array(64);
  readonly #restView = new DataView(this.#rest.buffer);
  /** Bytes so far; those of the last block that is not full are in `#rest`. */
  #length = 0;

  update(bytes: Uint8Array): void {
    const filled = this.#length % 64;
    this.#length += bytes.length;
    let at = 0;
    if (filled > 0) {
      at = Math.min(64 - filled, bytes.length);
      this.#rest.set(bytes.subarray(0, at), filled);
      if (filled + at < 64) return;
      mix(this.#state, this.#words, this.#restView, 0);
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (; at + 64 <= bytes.length; at += 64) mix(this.#state, this.#words, view, at);
    this.#rest.set(bytes.subarray(at));
  }

  /** In hexadecimal. Ends it: nothing can be added any more. */
  digest(): string {
    const length = this.#length;
    const end = new Uint8Array(((119 - (length % 64)) % 64) + 9);
    end[0] = 0x80;
    // in bits, as a number of 64 bits
    const view = new DataView(end.buffer);
    view.setUint32(end.length - 8, Math.floor(length / 2 ** 29));
    view.setUint32(end.length - 4, (length * 8) % 2 ** 32);
    this.update(end);
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }
}

/** One block of 64 bytes. */
function mix(state: Int32Array, words: Int32Array, block: DataView, at: number): void {
  for (let i = 0; i < 16; i++) words[i] = block.getInt32(at + i * 4);
  for (let i = 16; i < 80; i++) {
    const word = words[i - 3]! ^ words[i - 8]! ^ words[i - 14]! ^ words[i - 16]!;
    words[i] = (word << 1) | (word >>> 31);
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  for (let i = 0; i < 80; i++) {
    let mixed: number;
    if (i < 20) mixed = ((b & c) | (~b & d)) + 0x5a827999;
    else if (i < 40) mixed = (b ^ c ^ d) + 0x6ed9eba1;
    else if (i < 60) mixed = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
    else mixed = (b ^ c ^ d) + 0xca62c1d6;
    const next = (((a << 5) | (a >>> 27)) + mixed + e + words[i]!) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  state[0] = state[0]! + a;
  state[1] = state[1]! + b;
  state[2] = state[2]! + c;
  state[3] = state[3]! + d;
  state[4] = state[4]! + e;
}
