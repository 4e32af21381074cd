import type { SavedCookie } from '@mwkit/workers';
import type { OAuthTokens } from '@mwkit/workers/oauth';
import { cookieLine, readCookie, sessionCookie } from './cookies.ts';
import { Refusal } from './refusal.ts';
import { isSecret, Kept, randomSecret } from './kept.ts';
import { spend } from './limits.ts';
import { audit, type Visit } from './visit.ts';

/** What a session is, in the store: of one visitor, at one wiki. */
export interface SessionContents {
  /** The name of who is signed in; `undefined` while nobody is yet (clientlogin). */
  readonly user?: string | undefined;
  readonly tokens?: OAuthTokens | undefined;
  /** The wiki's. */
  readonly cookies?: readonly SavedCookie[] | undefined;
  /** The wiki's REST API takes a token that is no good for nobody's, and says nothing (before 1.45). */
  readonly silentRest?: boolean | undefined;
  /** When it was last written for as long as sessions are kept, in milliseconds since 1970. */
  readonly keptAt: number;
}

/** A session that was found, as it was then. */
export interface Session {
  readonly kept: Kept<SessionContents>;
  readonly by: 'cookie' | 'bearer';
  readonly contents: SessionContents;
}

/** Seconds to keep it. What nobody has signed in with yet is not kept for long: everybody can begin one. */
const lifeOf = ({ setup: { limits } }: Visit, { user }: Pick<SessionContents, 'user'>): number =>
  user === undefined ? Math.min(3600, limits.session) : limits.session;

/** Written anew once a day of use, and not for each call. */
const isFresh = ({ keptAt }: SessionContents): boolean => Date.now() - keptAt < 86_400_000;
const purpose = 'session';

/**
 * What the visitor shows of a session. Only for calls of listed apps: others may have made the browser send the cookie. As MediaWiki
 * has it, by `origin=*` everybody is nobody, and with `crossorigin` cookies do not count.
 */
function shown({ request, wiki, url }: Visit): { readonly by: Session['by']; readonly secret: string } | undefined {
  if (url.searchParams.get('origin') === '*') return undefined;
  const authorization = request.headers.get('authorization');
  if (authorization !== null) return { by: 'bearer', secret: /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? '' };
  if (url.searchParams.has('crossorigin')) return undefined;
  const secret = readCookie(request, sessionCookie, wiki.name);
  return secret === undefined ? undefined : { by: 'cookie', secret };
}

/**
 * The session of who calls; `undefined` where the call shows none. Counts the call.
 * @throws Refusal `session-ended` where it shows one that is not there (any more); `too-many`, `store-unreachable`
 */
export async function openSession(visit: Visit): Promise<Session | undefined> {
  const { setup, wiki } = visit;
  const { by, secret = '' } = shown(visit) ?? {};
  if (!by) {
    await spend(visit);
    return undefined;
  }
  const kept = isSecret(secret) ? await Kept.of<SessionContents>(setup.store, purpose, wiki.name, secret) : undefined;
  const found = await kept?.read({ perMinute: setup.limits.visitor });
  if (!kept || !found?.value) {
    // whoever tries out ids is nobody
    await spend(visit);
    if (by === 'cookie') visit.cookies.push(cookieLine(sessionCookie, wiki.name, '', 0));
    throw new Refusal('session-ended');
  }
  visit.visitor = kept.key.slice(0, 8);
  if (found.wait !== undefined) throw new Refusal('too-many', { retryAfter: found.wait / 1000 });
  if (found.value.user === undefined) await spend(visit);
  const session: Session = { kept, by, contents: found.value };
  if (isFresh(found.value)) return session;
  if (by === 'cookie') setSessionCookie(visit, secret);
  const keep = async (now: SessionContents) => (isFresh(now) ? now : { ...now, keptAt: Date.now() });
  return { ...session, contents: await changeSession(visit, session, keep, isFresh) };
}

/** A new session, always under a new id. @returns the id. SECRET. */
export async function beginSession(visit: Visit, contents: Omit<SessionContents, 'keptAt'>): Promise<string> {
  const { setup, wiki } = visit;
  const secret = randomSecret();
  const kept = await Kept.of<SessionContents>(setup.store, purpose, wiki.name, secret);
  await kept.write({ ...contents, keptAt: Date.now() }, lifeOf(visit, contents));
  visit.visitor = kept.key.slice(0, 8);
  return secret;
}

export function setSessionCookie({ cookies, wiki, setup }: Visit, secret: string): void {
  cookies.push(cookieLine(sessionCookie, wiki.name, secret, setup.limits.session));
}

/**
 * Changes what is stored, from what is stored now, while no other process does. Where `change` gives back what it was given,
 * nothing is written.
 * @param isDone whether `change` would give that back: then it need not wait for others
 * @throws Refusal `session-ended` where it is not there any more; what `change` throws
 */
export async function changeSession(
  visit: Visit,
  { kept }: Session,
  change: (now: SessionContents) => Promise<SessionContents>,
  isDone?: (now: SessionContents) => boolean,
): Promise<SessionContents> {
  const work = async () => {
    const { value: now } = await kept.read();
    if (!now) throw new Refusal('session-ended');
    const next = await change(now);
    if (next !== now) await kept.write(next, lifeOf(visit, next));
    return next;
  };
  return kept.exclusively(work, isDone && ((now) => !now || isDone(now)));
}

/** Forgets it. @param why for the log */
export async function endSession(
  visit: Visit,
  { kept, by }: Session,
  why: 'sign-out' | 'session-ended',
): Promise<void> {
  // one who is just writing it would bring it back
  await kept.exclusively(() => kept.take());
  if (by === 'cookie') visit.cookies.push(cookieLine(sessionCookie, visit.wiki.name, '', 0));
  audit(visit, why);
}

/** When it ends, if it is not used before, in milliseconds since 1970. */
export const endOf = ({ setup }: Visit, { keptAt }: SessionContents): number => keptAt + setup.limits.session * 1000;
