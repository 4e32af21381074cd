import { kept, sealFor, signedIn } from './begin.ts';
import { type Caller, whoAmI } from './calls.ts';
import type { Gateway } from './gateways.ts';
import type { Connections } from './http.ts';
import { keyOf } from './sealed.ts';
import type { Target } from './target.ts';
import { each, nothing, scaled, type Unit, used } from './unit.ts';
import { waitFor } from './wait-for.ts';
import { nameOf, type WikiProcess } from './wiki-process.ts';

/** How often is done what is counted by the piece. */
const some = 200;
const day = 86_400_000;

function callsOf({ gateway, api }: Target, callers: readonly Caller[]): Promise<Unit> {
  const ask = (connections: Connections, n: number) => whoAmI(connections, api(), callers[n]!);
  return each(gateway!, callers.length, ask);
}

/** Calls of sessions that were last used before yesterday. */
export async function renewalOf(target: Target, { tokens }: WikiProcess): Promise<Unit> {
  const old = await Promise.all(tokens.slice(0, some).map((token, n) => sealFor(n, token, Date.now() - 2 * day, kept)));
  await target.gateway!.write(old);
  return callsOf(
    target,
    old.map(({ secret }, n) => ({ name: nameOf(n), bearer: secret })),
  );
}

/** Calls of those who have refresh tokens, when the wiki takes their access tokens no more. */
export const refreshOf = (target: Target): Promise<Unit> => callsOf(target, target.callers.slice(0, signedIn));

/** Sessions that nobody uses end. The CPU is not counted: of objects it is not billed. */
export async function endOf(gateway: Gateway, { tokens }: WikiProcess): Promise<Unit> {
  const short = await Promise.all(tokens.slice(0, some).map((token, n) => sealFor(n, token, Date.now(), 3)));
  const { calls } = await gateway.counts();
  // Redis forgets by itself
  if (calls === undefined) return nothing;
  await gateway.write(short);
  const { store } = await used(gateway, () =>
    waitFor('the objects have ended', async () => (await gateway.counts())['calls']! - calls >= some),
  );
  return scaled({ cpu: 0, store }, 1 / store['calls']!);
}

/** Bytes in the store, of each visitor who has signed in. */
export async function sizeOf({ gateway, callers }: Target): Promise<number> {
  const keys = await Promise.all(callers.slice(0, signedIn).map(({ bearer }) => keyOf(bearer)));
  return (await gateway!.size(keys)) / signedIn;
}
