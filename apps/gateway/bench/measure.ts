import { begin, kept, sealFor, signedIn } from './begin.ts';
import { app, whoAmI } from './calls.ts';
import { type Gateway, startNode, startWorker } from './gateways.ts';
import { Connections } from './http.ts';
import type { Shots } from './load.ts';
import { type Outage, outage } from './outage.ts';
import { endOf, refreshOf, renewalOf, sizeOf } from './pieces.ts';
import { usageOf } from './process.ts';
import { origin } from './sign-in.ts';
import { type Answered, answered, askAll, askAlone, callOf, rounds, type Target, targetOf } from './target.ts';
import type { Unit } from './unit.ts';
import { consumer, nameOf, startWiki } from './wiki-process.ts';

/** What is counted by the piece. */
export type Units = Readonly<Record<'call' | 'preflight' | 'sign-in' | 'renewal' | 'refresh' | 'end', Unit>>;

export interface MeasuredGateway extends Answered {
  readonly name: Gateway['name'];
  readonly signIns: Shots;
  /** Bytes of RAM of the process that answers: with few sessions, and when all visitors have called. */
  readonly memory: readonly [few: number, all: number];
  /** Bytes in the store for each visitor who has signed in. */
  readonly session: number;
  readonly units: Units;
  readonly outage: Outage;
}

export interface Measured {
  readonly visitors: number;
  readonly direct: Answered;
  readonly gateways: readonly MeasuredGateway[];
}

/** Visitors whose store dies. */
export const inOutage = 50;

/** Measures the gateways one after the other, and their answers in turns with those of the wiki itself. */
export async function measure(visitors: number, say: (what: string) => void): Promise<Measured> {
  using wiki = await startWiki(visitors);
  await using stack = new AsyncDisposableStack();
  const config = {
    origin,
    apps: [app],
    wikis: { w: { api: wiki.api, signIn: { by: 'oauth', clientId: consumer.id } } },
    // all visitors are at one address, and some of them call all the time
    limits: { visitor: 1_000_000, address: 1_000_000 },
  } as const;
  const gateways = [stack.use(await startNode(config)), stack.use(await startWorker(config))];
  const tokens = wiki.tokens.slice(signedIn);
  const sealed = await Promise.all(tokens.map((token, n) => sealFor(signedIn + n, token, Date.now(), kept)));
  const begun = await inTurn(gateways, (gateway) => {
    say(`${gateway.name}: sessions`);
    return begin(gateway, wiki, sealed);
  });
  const callers = wiki.tokens.map((bearer, n) => ({ name: nameOf(n), bearer }));
  const direct = targetOf(callers, () => wiki.api);
  const through = begun.map(({ target }) => target);

  say('one at a time');
  for (let round = 0; round < rounds; round++) await inTurn([direct, ...through], (target) => askAlone(target, round));
  for (let round = 0; round < rounds; round++) {
    say(`a crowd, until all have asked: ${round + 1} of ${rounds}`);
    await inTurn([direct, ...through], (target) => askAll(target, round, wiki.pid));
  }
  const memory = await inTurn(gateways, async ({ pid }) => (await usageOf(pid)).memory);
  say('by the piece');
  const renewals = await inTurn(through, (target) => renewalOf(target, wiki));
  const ends = await inTurn(gateways, (gateway) => endOf(gateway, wiki));
  const sessions = await inTurn(through, sizeOf);
  await wiki.expire();
  const refreshes = await inTurn(through, refreshOf);
  say('the store is killed');
  const outages = await inTurn(through, killStore);
  return {
    visitors,
    direct: answered(direct),
    gateways: begun.map(({ target, signIns, few, units }, n) => ({
      ...answered(target),
      name: gateways[n]!.name,
      signIns,
      memory: [few, memory[n]!],
      session: sessions[n]!,
      units: { ...units, call: callOf(target), renewal: renewals[n]!, end: ends[n]!, refresh: refreshes[n]! },
      outage: outages[n]!,
    })),
  };
}

/** One after the other: they are not to be in each other's way. */
async function inTurn<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const one of all) results.push(await work(one));
  return results;
}

async function killStore({ gateway, callers, api }: Target): Promise<Outage> {
  using connections = new Connections();
  // awaited: the connections end with this function
  return await outage({
    visitors: inOutage,
    ask: (n) => whoAmI(connections, api(), callers[n]!),
    kill: () => gateway!.kill(),
    restart: () => gateway!.restart(),
  });
}
