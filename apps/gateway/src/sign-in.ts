import type { PendingAuthorization } from '@mwkit/workers/oauth';
import { cookieLine, pendingCookie, readCookie } from './cookies.ts';
import { Refusal } from './refusal.ts';
import { isSecret, Kept, randomSecret } from './kept.ts';
import { spend } from './limits.ts';
import { audit, type Visit } from './visit.ts';

/** A sign-in while the browser is at the wiki. */
export interface PendingSignIn {
  readonly authorization: PendingAuthorization;
  /** Where the browser goes in the end: a URL of a listed app. */
  readonly back: string;
  /** S256, where the app is to have a code for a bearer in place of a cookie. */
  readonly challenge?: string | undefined;
}

/** Seconds that a visitor may take at the wiki. */
const patience = 600;

/** What opens a pending sign-in is known to this browser (cookie) and came back from the wiki (state): it takes both. */
export function keptSignIn({ setup, wiki }: Visit, browser: string, state: string): Promise<Kept<PendingSignIn>> {
  return Kept.of(setup.store, 'sign-in', wiki.name, `${browser} ${state}`);
}

/** The cookie of a browser that has begun a sign-in: its secret, and the `state` that it began last. */
export function pendingOf({ request, wiki }: Visit): { readonly browser: string; readonly state: string } | undefined {
  const [browser = '', state = ''] = (readCookie(request, pendingCookie, wiki.name) ?? '').split('.');
  return isSecret(browser) ? { browser, state } : undefined;
}

/** GET /NAME/sign-in: to the wiki, which asks the visitor. @throws Refusal `return-refused`, `unknown-route`, `too-many` */
export async function signIn(visit: Visit): Promise<Response> {
  const { wiki, cookies } = visit;
  if (!wiki.oauth) throw new Refusal('unknown-route', { info: 'Here the app itself signs in, by action=clientlogin.' });
  await spend(visit);
  const { back, challenge } = asked(visit);
  const { url: there, pending: authorization } = await wiki.oauth().authorize();
  // the same for all tabs of a browser, so that two can sign in at once
  const browser = pendingOf(visit)?.browser ?? randomSecret();
  const kept = await keptSignIn(visit, browser, authorization.state);
  await kept.write({ authorization, back, challenge }, patience);
  cookies.push(cookieLine(pendingCookie, wiki.name, `${browser}.${authorization.state}`, patience));
  audit(visit, 'sign-in-begun', { app: new URL(back).origin });
  return redirect(there);
}

/** Where the browser is to go in the end, and for what. */
function asked({ url, setup: { apps } }: Visit): Pick<PendingSignIn, 'back' | 'challenge'> {
  const [back = '', ...others] = url.searchParams.getAll('return');
  const challenge = url.searchParams.get('challenge') ?? undefined;
  const to = URL.canParse(back) ? new URL(back) : undefined;
  // the origin of a blob: is that of whoever made it
  const isListed = to && apps.has(to.origin) && to.protocol !== 'blob:' && !to.username && !to.password;
  if (!isListed || others.length > 0 || (challenge !== undefined && !isSecret(challenge)))
    throw new Refusal('return-refused');
  return { back: to.href, challenge };
}

/** To another place, of which neither caches nor the page there learn more than they must. */
export function redirect(location: string): Response {
  const headers = { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
  return new Response(null, { status: 303, headers });
}
