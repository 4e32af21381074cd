import { createWiki, type SessionSnapshot } from '@mwkit/workers';
import type { ActionCall } from './modules.ts';
import {
  beginSession,
  changeSession,
  endSession,
  type Session,
  type SessionContents,
  setSessionCookie,
} from './session.ts';
import { audit, type Visit } from './visit.ts';
import type { WikiCookies } from './wiki-cookies.ts';

/**
 * After a call of a wiki whose sessions are by cookies: keeps those that it has set, and notices that somebody has signed in or out.
 * @param call `undefined` for REST
 * @returns the answer for the visitor
 */
export async function keepCookies(
  visit: Visit,
  session: Session | undefined,
  cookies: WikiCookies,
  call: ActionCall | undefined,
  response: Response,
): Promise<Response> {
  const failed = response.headers.get('mediawiki-api-error');
  // whose account has been made is signed in by that, unless somebody was (API:Account creation)
  const signsIn =
    call?.action === 'clientlogin' || (call?.action === 'createaccount' && session?.contents.user === undefined);
  if (signsIn && failed === null) {
    const text = await response.text();
    const user = signedIn(visit, text, call.action);
    await (user === undefined ? store(visit, session, cookies, call) : signIn(visit, session, cookies, user));
    return new Response(text, response);
  }
  const hasEnded = failed === null ? call?.action === 'logout' : failed === 'assertuserfailed';
  if (session?.contents.user !== undefined && hasEnded)
    await endSession(visit, session, failed === null ? 'sign-out' : 'session-ended');
  else await store(visit, session, cookies, call);
  return response;
}

/** The name of who has signed in by a step of clientlogin (API:Login) or createaccount. */
function signedIn(visit: Visit, text: string, action: string): string | undefined {
  const { status, username, messagecode } = stepIn(text, action);
  if (status === 'FAIL') {
    const code = /^[\w-]{1,60}$/.exec(String(messagecode))?.[0];
    audit(visit, 'sign-in-refused', { ...(code !== undefined && { code }) });
  }
  return status === 'PASS' && typeof username === 'string' ? username : undefined;
}

function stepIn(text: string, action: string): { readonly [name: string]: unknown } {
  try {
    const answer = JSON.parse(text) as { [action: string]: { [name: string]: unknown } | undefined };
    return answer[action] ?? {};
  } catch {
    // something before the wiki has answered: nobody is signed in by that
    return {};
  }
}

/** Under a new id: whoever knew the one from before is not signed in with it. */
async function signIn(visit: Visit, old: Session | undefined, cookies: WikiCookies, user: string): Promise<void> {
  const before = await old?.kept.exclusively(() => old.kept.take());
  setSessionCookie(visit, await beginSession(visit, { user, cookies: await cookies.onto(before?.cookies) }));
  audit(visit, 'sign-in-ended');
}

async function store(
  visit: Visit,
  session: Session | undefined,
  cookies: WikiCookies,
  call: ActionCall | undefined,
): Promise<void> {
  if (session && cookies.changed) {
    const keep = async (now: SessionContents) => ({ ...now, cookies: await cookies.onto(now.cookies) });
    const kept = changeSession(visit, session, keep);
    // what the wiki has answered is true all the same: a write is not to look as if it were not carried out
    await (call?.begins ? kept : kept.catch(() => {}));
  } else if (!session && call?.begins && !cookies.isEmpty) {
    setSessionCookie(visit, await beginSession(visit, { cookies: cookies.save() }));
  }
}

/** Ends the wiki's own session, as far as it can be reached: here it is forgotten in any case. */
export async function signOutAtWiki({ wiki, setup }: Visit, { contents }: Session): Promise<void> {
  const { userAgent, fetch, limits } = setup;
  const session = {
    format: 'mwkit-session' as const,
    version: 1 as const,
    secret: true as const,
    api: wiki.api,
    savedAt: new Date().toISOString(),
    cookies: [...(contents.cookies ?? [])],
    tokens: {},
  } satisfies SessionSnapshot;
  const as = createWiki(wiki.api, { userAgent, fetch, session, timeout: Math.min(limits.wikiTime, 10_000) });
  await as.logout({ maxWait: 0 }).catch(() => {});
}
