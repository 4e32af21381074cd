import { signOutAtWiki } from './client-login.ts';
import { Refusal } from './refusal.ts';
import { endOf, endSession, openSession, type Session } from './session.ts';
import { requireApp, type Visit } from './visit.ts';

/** The session; `undefined` also where the one that is shown has ended. */
async function sessionIfAny(visit: Visit): Promise<Session | undefined> {
  try {
    return await openSession(visit);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'gateway-session-ended') return undefined;
    throw error;
  }
}

/** GET /NAME/session: who is signed in. */
export async function tellSession(visit: Visit): Promise<Response> {
  requireApp(visit);
  const session = await sessionIfAny(visit);
  const user = session?.contents.user;
  if (!session || user === undefined) return Response.json({ user: null });
  return Response.json({ user, expiresAt: endOf(visit, session.contents) });
}

/** POST /NAME/sign-out: forgets the session. Where there is none (any more), nothing is to be done. */
export async function signOut(visit: Visit): Promise<Response> {
  requireApp(visit);
  const session = await sessionIfAny(visit);
  if (session) {
    await endSession(visit, session, 'sign-out');
    if (session.contents.cookies) await signOutAtWiki(visit, session);
  }
  return Response.json({ user: null });
}
