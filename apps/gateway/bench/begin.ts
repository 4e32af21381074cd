import { type Caller, preflight, whoAmI } from './calls.ts';
import type { Gateway } from './gateways.ts';
import type { Connections } from './http.ts';
import type { Shots } from './load.ts';
import { usageOf } from './process.ts';
import { type Sealed, sealSession } from './sealed.ts';
import { signIn } from './sign-in.ts';
import { type Target, targetOf } from './target.ts';
import { allRight, each, type Unit } from './unit.ts';
import { nameOf, type WikiProcess } from './wiki-process.ts';

/** Visitors who go through a real sign-in: half of them one after the other, half at once. */
export const signedIn = 200;
const preflights = 2000;
/** Seconds: a month. */
export const kept = 30 * 86_400;

/** A session as at the end of a sign-in, but for the refresh token that an owner-only consumer has not. */
export const sealFor = (n: number, accessToken: string, keptAt: number, seconds: number) =>
  sealSession({ user: nameOf(n), tokens: { accessToken }, silentRest: false, keptAt }, seconds);

/** A gateway with all visitors signed in. */
export interface Begun {
  readonly target: Target;
  readonly signIns: Shots;
  /** Bytes of RAM, when some had signed in and called. */
  readonly few: number;
  readonly units: { readonly 'sign-in': Unit; readonly preflight: Unit };
}

/** Some visitors sign in; the sessions of the others are written to the store. */
export async function begin(
  gateway: Gateway,
  wiki: WikiProcess,
  sealed: readonly (Sealed & { readonly secret: string })[],
): Promise<Begun> {
  const callers: Caller[] = [];
  const half = signedIn / 2;
  const signInFrom = (first: number) => async (connections: Connections, n: number) => {
    const name = nameOf(first + n);
    callers[first + n] = { name, bearer: await signIn(connections, gateway.url, new URL(wiki.api).origin, name) };
    return 'right';
  };
  const signInAlone = await each(gateway, half, signInFrom(0));
  const signIns = await allRight(half, signInFrom(half), 8);
  const target = targetOf(callers, () => `${gateway.url}/w/api.php`, gateway);
  await allRight(signedIn, (connections, n) => whoAmI(connections, target.api(), callers[n]!));
  const preflightAlone = await each(gateway, preflights, (connections) => preflight(connections, target.api()));
  const { memory: few } = await usageOf(gateway.pid);
  await gateway.write(sealed);
  callers.push(...sealed.map(({ secret }, n) => ({ name: nameOf(signedIn + n), bearer: secret })));
  return { target, signIns, few, units: { 'sign-in': signInAlone, preflight: preflightAlone } };
}
