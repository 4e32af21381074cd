import { randomUUID } from 'node:crypto';
import { type Child, startChild } from './child.ts';
import { type ClientName, clientNames } from './clients.ts';
import type { Spent, Task } from './task.ts';
import { type BenchWiki, checkSaved } from './wikis.ts';

/** How often each client has its turn. */
export interface Rounds {
  /** In a new process each: load the client, do the task once. */
  readonly fresh: number;
  /** In one process, before it counts. */
  readonly warmUp: number;
  /** In that same process. */
  readonly warm: number;
}

/** What one client took, round by round. */
export interface Measured {
  /** HTTP requests of one task, counted by the wiki. */
  requests: number;
  readonly loaded: Spent[];
  readonly fresh: Spent[];
  readonly warm: Spent[];
  /** Why the client was left out from some round on. */
  error?: string;
}

export type Measurements = Readonly<Record<ClientName, Measured>>;

/**
 * Lets the clients take turns (A B C, A B C, ...) on one wiki. Saves are checked and requests counted in the warm-up,
 * out of the measured time.
 */
export async function measure(wiki: BenchWiki, rounds: Rounds, say: (what: string) => void): Promise<Measurements> {
  const results = Object.fromEntries(clientNames.map((name) => [name, none()])) as unknown as Measurements;
  const turns = async (
    what: string,
    count: number,
    turn: (name: ClientName, of: Measured, round: number) => Promise<void>,
  ) => {
    for (let round = 0; round < count; round++) {
      for (const name of clientNames) {
        const of = results[name];
        if (of.error !== undefined) continue;
        try {
          await turn(name, of, round);
        } catch (error) {
          of.error = `${what}, round ${round + 1}: ${error instanceof Error ? error.message : String(error)}`;
          say(`${name} failed: ${of.error}`);
        }
      }
    }
  };

  const children = new Map<ClientName, Child>();
  const childOf = async (name: ClientName): Promise<Child> => {
    const child = children.get(name) ?? (await startChild(name));
    children.set(name, child);
    return child;
  };
  try {
    await turns('warm-up', rounds.warmUp, async (name, of, round) => {
      const child = await childOf(name);
      const task = newTask(wiki);
      const before = await wiki.requestCount();
      await child.run(task);
      of.requests = (await wiki.requestCount()) - before;
      if (round === 0) await checkSaved(wiki.api, task.edits);
    });
    say(`one process: ${rounds.warm} rounds`);
    await turns('one process', rounds.warm, async (name, of) => {
      of.warm.push(await (await childOf(name)).run(newTask(wiki)));
    });
  } finally {
    for (const child of children.values()) child[Symbol.dispose]();
  }
  say(`new processes: ${rounds.fresh} rounds`);
  await turns('new process', rounds.fresh, async (name, of) => {
    using child = await startChild(name);
    of.loaded.push(child.loaded);
    of.fresh.push(await child.run(newTask(wiki)));
  });
  return results;
}

const none = (): Measured => ({ requests: 0, loaded: [], fresh: [], warm: [] });

/** The same three pages for everyone, with a text that none of them has held. */
function newTask({ api, username, password }: BenchWiki): Task {
  const edits = ['Bench 1', 'Bench 2', 'Bench 3'].map((title) => ({ title, text: `${title}: ${randomUUID()}` }));
  return { api, username, password, edits };
}
