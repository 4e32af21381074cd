import { load, type Outcomes, repeat } from './load.ts';
import { waitFor } from './wait-for.ts';

export interface Outage {
  /** Of all requests that began before, while and after the store was away. */
  readonly outcomes: Outcomes;
  /** Milliseconds: of all those, what the slowest took. */
  readonly longest: number;
  /** Milliseconds from when the store was there again to the first right answer. */
  readonly resumed: number;
  /** Each visitor once more, when all is over. */
  readonly after: Outcomes;
}

interface Asked {
  readonly visitors: number;
  /** One request of one of them. */
  readonly ask: (visitor: number) => Promise<string>;
  readonly kill: () => Promise<void>;
  readonly restart: () => Promise<void>;
}

/** Kills a store while all visitors go on to ask, and starts it again. @throws Error where service does not resume */
export async function outage({ visitors, ask, kill, restart }: Asked): Promise<Outage> {
  let right = 0;
  let other = 0;
  let restarted: number | undefined;
  let resumed: number | undefined;
  let enough = false;
  const count = async (visitor: number): Promise<string> => {
    const outcome = await ask(visitor);
    if (outcome !== 'right') other++;
    else {
      right++;
      if (restarted !== undefined) resumed ??= performance.now() - restarted;
    }
    return outcome;
  };
  const asking = load(visitors, () => !enough, count);
  try {
    await waitFor('visitors are served', () => right > 2 * visitors);
    await kill();
    await waitFor('visitors notice', () => other >= visitors);
    await restart();
    restarted = performance.now();
    const before = right;
    await waitFor('service resumes', () => right > before + 2 * visitors);
  } finally {
    enough = true;
  }
  const { outcomes, times } = await asking;
  const after = (await repeat(visitors, visitors, ask)).outcomes;
  return { outcomes, longest: Math.max(...times), resumed: resumed ?? NaN, after };
}
