import { hmacMd5 } from './md5.ts';
import { hex } from './random.ts';
import type { Session } from './new-session.ts';

/** What every token of these types is while nobody is signed in. */
const anonymousToken = '+\\';

/** `login` and `createaccount` tokens have secrets of their own and start a session (tokens-all-anon-fv2). */
export const tokenTypes = ['createaccount', 'csrf', 'login', 'patrol', 'rollback', 'userrights', 'watch'] as const;

const ownSecret = (type: string): boolean => type === 'login' || type === 'createaccount';

/** Whether a token of this type is real in this session, and so needs the session kept. */
export function isReal(session: Session, type: string): boolean {
  return ownSecret(type) || session.user !== undefined;
}

function secret(session: Session, type: string): string {
  const name = ownSecret(type) ? type : 'default';
  let value = session.secrets.get(name);
  if (value === undefined) session.secrets.set(name, (value = hex(16)));
  return value;
}

function at(session: Session, type: string, time: string): string {
  return hmacMd5(secret(session, type), `${ownSecret(type) || type === 'csrf' ? '' : type}-${time}`) + time + '+\\';
}

/** 32 hex digits, the time in hex, `+\`. Each second has another text; all of one session stay valid. */
export function makeToken(session: Session, type: string, now: number): string {
  if (!isReal(session, type)) return anonymousToken;
  return at(session, type, Math.floor(now / 1000).toString(16));
}

/** Whether this session could have made that token. A session without the secret matches nothing. */
export function matchesToken(session: Session, type: string, token: string): boolean {
  if (!isReal(session, type)) return token === anonymousToken;
  const time = tokenTime(token)?.toString(16);
  return time !== undefined && hasSecret(session, type) && at(session, type, time) === token;
}

/** False for a session that never gave out such a token: the old session is lost. */
export function hasSecret(session: Session, type: string): boolean {
  return session.secrets.has(ownSecret(type) ? type : 'default');
}

/** When a token was made, in seconds since 1970; undefined of what is none, and of the anonymous one. */
export function tokenTime(token: string): number | undefined {
  const time = /^[0-9a-f]{32}([0-9a-f]+)\+\\$/u.exec(token)?.[1];
  return time === undefined ? undefined : Number.parseInt(time, 16);
}
