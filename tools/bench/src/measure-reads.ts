import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { validators } from '@mwkit/node/validators';
import { type Child, startChild } from './child.ts';
import { byFetch, type ReaderName, readerNames } from './clients.ts';
import type { Spent } from './task.ts';

const checkQuery = validators['query']!;

/** What one client took to read. */
interface Reads {
  /** Of `perRound` reads, one after the other, round by round. */
  readonly rounds: Spent[];
  /** HTTP requests for each of those. */
  requests?: number;
  /** Of `perStubbedRound` reads by a `fetch` that answers at once; empty for those that do not send by the global one. */
  readonly stubbed: Spent[];
  /** HTTP requests for a hundred pages that are asked for at once. */
  together?: number;
  /** Bytes of memory for each of 10,000 objects. */
  objectBytes?: number;
  error?: string;
}

export interface ReadResults {
  readonly perRound: number;
  readonly perStubbedRound: number;
  readonly clients: Readonly<Record<ReaderName, Reads>>;
  /** Milliseconds for one MB of an answer: to parse, and to check what was parsed. */
  readonly perMegabyte: { readonly parse: number; readonly check: number };
}

const pageOf = (title: string, pageid: number): object => ({
  pageid,
  ns: 0,
  title,
  contentmodel: 'wikitext',
  pagelanguage: 'en',
  pagelanguagehtmlcode: 'en',
  pagelanguagedir: 'ltr',
  touched: '2026-11-20T10:00:00Z',
  lastrevid: 4711,
  length: 1234,
});
const answerWith = (pages: readonly object[]): string => JSON.stringify({ batchcomplete: true, query: { pages } });
const json = { 'content-type': 'application/json; charset=utf-8' };

/** Of each round: short, so that what disturbs the machine for a while disturbs all clients. */
export const turns = 5;

/**
 * Lets the clients, each in a process of its own, take turns in reading from a server that answers always the same, so that it costs
 * next to nothing. A round has reads enough to have its share of the garbage collector's work.
 */
export async function measureReads(quick: boolean, say: (what: string) => void): Promise<ReadResults> {
  const perRound = quick ? 20 : 1000;
  const perStubbedRound = quick ? 20 : 5000;
  const results = Object.fromEntries(
    readerNames.map((name) => [name, { rounds: [], stubbed: [] }]),
  ) as unknown as Record<ReaderName, Reads>;
  const answer = answerWith([pageOf('Bench 1', 1)]);
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    request.resume();
    response.writeHead(200, json).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/w/api.php`;
  const children = new Map<ReaderName, Child>();
  try {
    for (const name of readerNames) children.set(name, await startChild(name));
    say(`one after the other: ${perRound} in a round`);
    // and one before, to warm up
    const rounds = quick ? 2 : 9;
    for (let round = -1; round < rounds; round++) {
      const spent = await takeTurns(readerNames, results, async (name) => {
        const before = requests;
        const took = await children.get(name)!.run({ what: 'reads', api, count: perRound / turns });
        results[name].requests = (requests - before) / (perRound / turns);
        return took;
      });
      if (round >= 0) for (const [name, took] of spent) results[name].rounds.push(took);
    }
    say(`with a fetch that answers at once: ${perStubbedRound} in a round`);
    for (let round = -1; round < rounds; round++) {
      const job = { what: 'stubbed', api, answer, count: perStubbedRound / turns } as const;
      const spent = await takeTurns(byFetch, results, (name) => children.get(name)!.run(job));
      if (round >= 0) for (const [name, took] of spent) results[name].stubbed.push(took);
    }
    await measureTogether(children, results);
    say('memory');
    for (const [name, child] of children) {
      if (name === 'fetch') continue;
      const count = quick ? 500 : 10_000;
      const spent = await attempt(results[name], () => child.run({ what: 'objects', api, count }));
      if (spent?.bytes !== undefined) results[name].objectBytes = Math.round(spent.bytes / count);
    }
  } finally {
    for (const child of children.values()) child[Symbol.dispose]();
    server.closeAllConnections();
    server.close();
  }
  return { perRound, perStubbedRound, clients: results, perMegabyte: measureChecks() };
}

/** One round. @returns what each client took in all of its turns; without those that have failed */
async function takeTurns(
  names: readonly ReaderName[],
  results: Readonly<Record<ReaderName, Reads>>,
  run: (name: ReaderName) => Promise<Spent>,
): Promise<ReadonlyMap<ReaderName, Spent>> {
  const sums = new Map<ReaderName, Spent>();
  for (let turn = 0; turn < turns; turn++) {
    for (const name of names) {
      const spent = await attempt(results[name], () => run(name));
      const { wall, cpu } = sums.get(name) ?? { wall: 0, cpu: 0 };
      if (spent) sums.set(name, { wall: wall + spent.wall, cpu: cpu + spent.cpu });
      else sums.delete(name);
    }
  }
  return sums;
}

async function attempt(of: Reads, run: () => Promise<Spent>): Promise<Spent | undefined> {
  if (of.error !== undefined) return undefined;
  try {
    return await run();
  } catch (error) {
    of.error = error instanceof Error ? error.message : String(error);
    return undefined;
  }
}

/** On a wiki that has MediaWiki's limits, since they decide how many requests it takes. */
async function measureTogether(
  children: ReadonlyMap<ReaderName, Child>,
  results: Record<ReaderName, Reads>,
): Promise<void> {
  const wiki = createTestWiki();
  const served = await serve(wiki);
  const titles = Array.from({ length: 100 }, (_, n) => `Bench ${n}`);
  try {
    for (const [name, child] of children) {
      const before = wiki.requests.length;
      const spent = await attempt(results[name], () => child.run({ what: 'together', api: served.api, titles }));
      if (spent) results[name].together = wiki.requests.length - before;
    }
  } finally {
    await served.close();
  }
}

function measureChecks(): ReadResults['perMegabyte'] {
  const text = answerWith(Array.from({ length: 5000 }, (_, n) => pageOf(`Bench ${n}`, n + 1)));
  const answer: unknown = JSON.parse(text);
  if (!checkQuery(answer)) throw new Error('the answer to check is not what MediaWiki gives');
  const best = (work: () => unknown): number => {
    const times = Array.from({ length: 15 }, () => {
      const started = performance.now();
      work();
      return performance.now() - started;
    });
    return Math.min(...times) / (text.length / 1e6);
  };
  return { parse: best(() => JSON.parse(text)), check: best(() => checkQuery(answer)) };
}
