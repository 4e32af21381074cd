import { byFetch, readerNames } from './clients.ts';
import { type ReadResults, turns } from './measure-reads.ts';
import { ratios, spread } from './statistics.ts';
import { table, times } from './table.ts';
import type { Spent } from './task.ts';

/** What reading costs, beside Node's own fetch. */
export function readSection({ clients, perRound, perStubbedRound, perMegabyte }: ReadResults): string {
  const { rounds, stubbed } = clients.fetch;
  const each = readerNames.filter((name) => name !== 'fetch' && name !== 'mwkit, any fetch');
  const failed = readerNames.flatMap((name) => {
    const { error } = clients[name];
    return error === undefined ? [] : [`**${name} failed**: ${error}`];
  });
  return [
    '## Reading',
    `One page after the other over HTTP, each client in a process of its own, ${rounds.length} rounds of ${perRound}, in ${turns} turns each, beside Node's own \`fetch\` and \`JSON.parse\`. mwkit checks each answer's ` +
      'shape besides; "mwkit, any fetch" is what it costs where it has no more than a `fetch` to send with.',
    table(
      ['client', 'requests per read', ...costs],
      readerNames.map((name) => {
        const { rounds: own, requests } = clients[name];
        return [name, requests?.toFixed(2) ?? 'failed', ...columns(own, rounds, perRound)];
      }),
    ),
    `The same where nothing is sent, but a global \`fetch\` answers at once, ${stubbed.length} rounds of ${perStubbedRound}. Those that are not here do ` +
      'not send by it.',
    table(
      ['client', ...costs, 'CPU beyond fetch, ms'],
      byFetch.map((name) => {
        const { stubbed: own } = clients[name];
        const beyond = per(own, 'cpu', perStubbedRound) - per(stubbed, 'cpu', perStubbedRound);
        return [name, ...columns(own, stubbed, perStubbedRound), Number.isNaN(beyond) ? '' : beyond.toFixed(1)];
      }),
    ),
    'A hundred pages that are asked for at once, and 10,000 objects for a wiki:',
    table(
      ['client', 'requests', 'bytes of memory per object'],
      each.map((name) => {
        const { together, objectBytes } = clients[name];
        return [name, String(together ?? 'failed'), objectBytes?.toFixed(0) ?? 'failed'];
      }),
    ),
    ...failed,
    `Of an answer of 1 MB, JSON.parse takes ${perMegabyte.parse.toFixed(1)} ms and mwkit's check of its shape ${perMegabyte.check.toFixed(1)} ms more.`,
  ].join('\n\n');
}

const costs = ['CPU, x fetch', 'wall, x fetch', 'CPU per 1,000, ms', 'wall per 1,000, ms'];

function columns(own: readonly Spent[], base: readonly Spent[], perRound: number): string[] {
  if (own.length === 0 || own.length !== base.length) return ['failed', '', '', ''];
  const ratio = (what: 'cpu' | 'wall'): string =>
    times(
      ratios(
        own.map((round) => round[what]),
        base.map((round) => round[what]),
      ),
    );
  return [ratio('cpu'), ratio('wall'), per(own, 'cpu', perRound).toFixed(0), per(own, 'wall', perRound).toFixed(0)];
}

/** Milliseconds for 1,000 reads; NaN where there are none. */
function per(rounds: readonly Spent[], what: 'cpu' | 'wall', perRound: number): number {
  return rounds.length === 0 ? Number.NaN : (1000 * spread(rounds.map((round) => round[what])).median) / perRound;
}
