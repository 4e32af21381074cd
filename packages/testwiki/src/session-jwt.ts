import { base64url } from './auth/base64url.ts';
import { hex } from './random.ts';

/** A cookie that says in words of its own whose the session is; nothing here checks a signature, only that it is the same. */
export const jwtCookie = 'sessionJwt';

/** Seconds. */
export const jwtLifetime = 14_400;

const part = (value: object | string): string =>
  base64url(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)));

/** `now` in milliseconds. */
export function createJwt(issuer: string, wiki: string, userId: number, now: number): string {
  const iat = now / 1000;
  const claims = { iss: issuer, sxp: iat + jwtLifetime, jti: hex(16), sub: `mw:local:${wiki}:${userId}`, iat };
  return [part({ alg: 'RS256', typ: 'JWT' }), part(claims), part(hex(32))].join('.');
}
