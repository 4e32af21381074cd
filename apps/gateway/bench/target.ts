import { type Caller, whoAmI } from './calls.ts';
import type { Gateway } from './gateways.ts';
import { type Shots, together } from './load.ts';
import { usageOf } from './process.ts';
import { allRight, nothing, plus, scaled, type Unit, used } from './unit.ts';

/** How calls are answered: those of one who asks, and those of a crowd. */
export interface Answered {
  readonly alone: Shots;
  readonly many: Shots;
  /** Milliseconds of CPU that the wiki takes for each of the many. */
  readonly wiki: number;
}

/** One who can be asked: the wiki itself, or a gateway; with what has been found out of it so far. */
export interface Target {
  readonly gateway?: Gateway;
  readonly api: () => string;
  readonly callers: readonly Caller[];
  readonly alone: Shots[];
  readonly many: Shots[];
  /** Milliseconds of CPU. */
  wiki: number;
  spentAlone: Unit;
  spent: Unit;
}

export const targetOf = (callers: readonly Caller[], api: () => string, gateway?: Gateway): Target => ({
  callers,
  api,
  ...(gateway && { gateway }),
  alone: [],
  many: [],
  wiki: 0,
  spentAlone: nothing,
  spent: nothing,
});

export const rounds = 4;
const alonePerRound = 150;

/** Some visitors ask, each when the one before has the answer. */
export async function askAlone(target: Target, round: number): Promise<void> {
  const { callers, api, alone, gateway } = target;
  const caller = (n: number) => callers[(round * alonePerRound + n) % callers.length]!;
  const work = async () => {
    alone.push(await allRight(alonePerRound, (connections, n) => whoAmI(connections, api(), caller(n)), 1));
  };
  if (gateway) target.spentAlone = plus(await used(gateway, work), target.spentAlone);
  else await work();
}

/** A part of the visitors asks, each of them once, as a crowd. @param pid of the wiki */
export async function askAll(target: Target, round: number, pid: number): Promise<void> {
  const { callers, api, many, gateway } = target;
  const first = Math.floor((round * callers.length) / rounds);
  const count = Math.floor(((round + 1) * callers.length) / rounds) - first;
  const before = await usageOf(pid);
  const work = async () => {
    many.push(await allRight(count, (connections, n) => whoAmI(connections, api(), callers[first + n]!)));
  };
  if (gateway) target.spent = plus(await used(gateway, work), target.spent);
  else await work();
  target.wiki += (await usageOf(pid)).cpu - before.cpu;
}

export const answered = ({ alone, many, wiki, callers }: Target): Answered => ({
  alone: together(alone),
  many: together(many),
  wiki: wiki / callers.length,
});

/** What a call takes. Its CPU is that in the crowd; an object of a crowd waits for others, which is not its own doing. */
export function callOf({ spent, spentAlone, alone, callers }: Target): Unit {
  const { cpu, store } = scaled(spent, 1 / callers.length);
  const { milliseconds } = scaled(spentAlone, 1 / (alone.length * alonePerRound)).store;
  return { cpu, store: { ...store, ...(milliseconds !== undefined && { milliseconds }) } };
}
