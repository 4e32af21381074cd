import { setTimeout } from 'node:timers/promises';

/** What became of requests: `right`, or what else, each with how often. */
export type Outcomes = Readonly<Record<string, number>>;

export interface Shots {
  /** From the first request to the last answer. */
  readonly seconds: number;
  /** Milliseconds of each, in the order of their ends. */
  readonly times: readonly number[];
  readonly outcomes: Outcomes;
}

/** Milliseconds that those who were not served wait before they ask again. */
const pause = 50;

/**
 * So many askers, each of whom asks again as soon as it has its answer.
 * @param asks whether there is to be one more
 * @param ask one request, by one of them. @returns what became of it
 */
export async function load(
  askers: number,
  asks: () => boolean,
  ask: (asker: number) => Promise<string>,
): Promise<Shots> {
  const times: number[] = [];
  const outcomes: Record<string, number> = {};
  const began = performance.now();
  const work = async (asker: number): Promise<void> => {
    while (asks()) {
      const asked = performance.now();
      const outcome = await ask(asker);
      times.push(performance.now() - asked);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (outcome !== 'right') await setTimeout(pause);
    }
  };
  await Promise.all(Array.from({ length: askers }, (_, asker) => work(asker)));
  return { seconds: (performance.now() - began) / 1000, times, outcomes };
}

/** The same request `count` times. @param ask with the number of the request */
export function repeat(askers: number, count: number, ask: (n: number) => Promise<string>): Promise<Shots> {
  let left = count;
  return load(
    askers,
    () => left > 0,
    () => ask(count - left--),
  );
}

/** One after another. */
export function together(all: readonly Shots[]): Shots {
  const outcomes: Record<string, number> = {};
  for (const shots of all)
    for (const [what, count] of Object.entries(shots.outcomes)) outcomes[what] = (outcomes[what] ?? 0) + count;
  return {
    seconds: all.reduce((sum, { seconds }) => sum + seconds, 0),
    times: all.flatMap(({ times }) => times),
    outcomes,
  };
}

/** The time that this share of requests did not take longer than (nearest rank). */
export function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new RangeError('nothing was measured');
  return found;
}
