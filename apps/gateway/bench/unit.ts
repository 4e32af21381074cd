import type { Counts, Gateway } from './gateways.ts';
import { Connections } from './http.ts';
import { repeat, type Shots } from './load.ts';
import { usageOf } from './process.ts';

/** What one of something takes, on average. */
export interface Unit {
  /** Milliseconds of CPU in the process of the gateway. */
  readonly cpu: number;
  readonly store: Counts;
}

export const nothing: Unit = { cpu: 0, store: {} };

/** Who asks at once, of all the visitors. */
export const crowd = 32;

/** Adds up what a gateway uses, while work is done `count` times. */
export async function used(gateway: Gateway, work: () => Promise<void>): Promise<Unit> {
  const before = [await usageOf(gateway.pid), await gateway.counts()] as const;
  await work();
  const after = [await usageOf(gateway.pid), await gateway.counts()] as const;
  return {
    cpu: after[0].cpu - before[0].cpu,
    store: mapped(after[1], (now, what) => now - (before[1][what] ?? 0)),
  };
}

export const scaled = ({ cpu, store }: Unit, factor: number): Unit => ({
  cpu: cpu * factor,
  store: mapped(store, (count) => count * factor),
});

export const plus = (a: Unit, b: Unit): Unit => ({
  cpu: a.cpu + b.cpu,
  store: mapped(a.store, (count, what) => count + (b.store[what] ?? 0)),
});

const mapped = (counts: Counts, change: (count: number, what: string) => number): Counts =>
  Object.fromEntries(Object.entries(counts).map(([what, count]) => [what, change(count, what)]));

/** `count` requests of a crowd, each of which must be answered rightly. @throws Error where one is not */
export async function allRight(
  count: number,
  ask: (connections: Connections, n: number) => Promise<string>,
  askers: number = crowd,
): Promise<Shots> {
  using connections = new Connections();
  const shots = await repeat(askers, count, (n) => ask(connections, n));
  if (shots.outcomes['right'] !== count) throw new Error(`of ${count} requests: ${JSON.stringify(shots.outcomes)}`);
  return shots;
}

/** What each of `count` such requests takes, one after the other. */
export async function each(
  gateway: Gateway,
  count: number,
  ask: (connections: Connections, n: number) => Promise<string>,
): Promise<Unit> {
  const unit = await used(gateway, async () => void (await allRight(count, ask, 1)));
  return scaled(unit, 1 / count);
}
