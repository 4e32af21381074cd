import { createWiki } from '@mwkit/workers';
import { OAuthError, type OAuthTokens } from '@mwkit/workers/oauth';
import { keepCode } from './code.ts';
import { Refusal } from './refusal.ts';
import { spend } from './limits.ts';
import { beginSession, setSessionCookie, type SessionContents } from './session.ts';
import { keptSignIn, pendingOf, type PendingSignIn, redirect } from './sign-in.ts';
import { audit, type Visit } from './visit.ts';

/**
 * GET /NAME/callback: the browser comes back from the wiki. It must be the one that left (cookie), with the answer to what it left
 * for (`state`), and for the first time.
 * @throws Refusal `sign-in-refused`, `oauth-refused`, `wiki-unreachable`, `store-unreachable`, `too-many`
 */
export async function callback(visit: Visit): Promise<Response> {
  const { wiki } = visit;
  if (!wiki.oauth) throw new Refusal('unknown-route');
  await spend(visit);
  const { pending, denied } = await findPending(visit);
  if (denied) return sendBack(visit, pending, 'mwkit-error=denied');
  const contents = await signInBy(visit, pending);
  const secret = pending.challenge === undefined ? await beginSession(visit, contents) : undefined;
  if (secret !== undefined) setSessionCookie(visit, secret);
  const fragment = secret === undefined ? `mwkit-code=${await keepCode(visit, pending, contents)}` : undefined;
  audit(visit, 'sign-in-ended', { app: new URL(pending.back).origin });
  return sendBack(visit, pending, fragment);
}

function sendBack(visit: Visit, { back }: PendingSignIn, fragment?: string): Response {
  const url = new URL(back);
  // in no log, and sent to no server
  if (fragment !== undefined) url.hash = fragment;
  if (fragment === 'mwkit-error=denied') audit(visit, 'sign-in-refused', { app: url.origin, code: 'denied' });
  return redirect(url.href);
}

async function findPending(visit: Visit): Promise<{ pending: PendingSignIn; denied: boolean }> {
  const { searchParams } = visit.url;
  const own = pendingOf(visit);
  const given = searchParams.get('state');
  // MediaWiki leaves `state` out of a denial, which then is of the sign-in that was begun last
  const denied = searchParams.has('error') && given === null;
  const state = denied ? own?.state : given;
  const kept = own && state && (await keptSignIn(visit, own.browser, state));
  const pending = kept && (denied ? (await kept.read()).value : await kept.take());
  if (!pending) throw new Refusal('sign-in-refused');
  return { pending, denied };
}

/** Who has signed in, by the tokens that the wiki gives for the code. */
async function signInBy(visit: Visit, { authorization }: PendingSignIn): Promise<Omit<SessionContents, 'keptAt'>> {
  const { wiki, url } = visit;
  try {
    const tokens = await wiki.oauth?.().finish(authorization.redirectUri + url.search, authorization, { maxWait: 0 });
    if (!tokens) throw new Refusal('sign-in-refused');
    return { tokens, ...(await whoIs(visit, tokens)) };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (!(error instanceof OAuthError)) throw new Refusal('wiki-unreachable');
    const ours = error.code === 'wrong-client' || error.code === 'refused';
    throw new Refusal(ours ? 'oauth-refused' : 'sign-in-refused');
  }
}

async function whoIs(
  { wiki, setup }: Visit,
  { accessToken }: OAuthTokens,
): Promise<Pick<SessionContents, 'user' | 'silentRest'>> {
  const { userAgent, fetch, limits } = setup;
  const as = createWiki(wiki.api, { userAgent, fetch, bearer: accessToken, maxWait: 0, timeout: limits.wikiTime });
  const { query } = await as.get('query', { meta: ['userinfo', 'siteinfo'], siprop: ['general'] });
  const user = query?.userinfo?.name;
  if (user === undefined) throw new Refusal('wiki-unreachable');
  const [, major, minor] = /^MediaWiki (\d+)\.(\d+)/.exec(String(query?.general?.generator)) ?? [];
  return { user, silentRest: !(Number(major) > 1 || Number(minor) >= 45) };
}
