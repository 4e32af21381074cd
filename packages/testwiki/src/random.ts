const alphabet = '0123456789abcdefghijklmnopqrstuv';

/** A session id as MediaWiki makes them: 32 characters of base 32. */
export function sessionId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => alphabet[byte & 31]).join('');
}

/** So many random bytes, in hex. */
export function hex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
}

/** A captcha id: a decimal number of up to 18 digits. */
export function decimal(): string {
  const [high = 1, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return String((BigInt(high) << 27n) ^ BigInt(low));
}

/** So many decimal digits. */
export function digits(count: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(count)), (byte) => String(byte % 10)).join('');
}

/** A password as MediaWiki mails them: ten letters and digits. */
export function randomPassword(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => alphabet[byte & 31]).join('');
}
