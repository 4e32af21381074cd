import { readerNames } from './clients.ts';
import type { ReadResults, Reads } from './measure-reads.ts';
import { ratios, spread } from './statistics.ts';
import { table, times } from './table.ts';

/** What reading costs, beside Node's own fetch. */
export function readSection({ clients, perRound, stub, perMegabyte }: ReadResults): string {
  const rounds = clients.fetch.rounds;
  const rows = readerNames.map((name) => [name, ...columns(clients[name], clients.fetch, perRound)]);
  const each = readerNames.filter((name) => name !== 'fetch' && name !== 'mwkit, any fetch');
  const failed = readerNames.flatMap((name) => {
    const { error } = clients[name];
    return error === undefined ? [] : [`**${name} failed**: ${error}`];
  });
  return [
    '## Reading',
    `One page after the other over HTTP, ${rounds.length} rounds of ${perRound}, beside Node's own \`fetch\` and \`JSON.parse\`. mwkit checks each answer's ` +
      'shape besides; "mwkit, any fetch" is what it costs where it has no more than a `fetch` to send with.',
    table(['client', 'CPU, x fetch', 'wall, x fetch', 'CPU per 1,000, ms', 'wall per 1,000, ms'], rows),
    'A hundred pages that are asked for at once, and 10,000 objects for a wiki:',
    table(
      ['client', 'requests', 'bytes of memory per object'],
      each.map((name) => [name, String(clients[name].together ?? 'failed'), bytesOf(clients[name])]),
    ),
    ...heavier(clients),
    ...failed,
    `mwkit with a \`fetch\` that answers at once: ${stub.toFixed(0)} ms of CPU per 1,000 calls. Of an ` +
      `answer of 1 MB, JSON.parse takes ${perMegabyte.parse.toFixed(1)} ms and the check of its shape ${perMegabyte.check.toFixed(1)} ms more.`,
  ].join('\n\n');
}

function columns({ rounds, error }: Reads, base: Reads, perRound: number): string[] {
  if (error !== undefined || rounds.length !== base.rounds.length) return ['failed', '', '', ''];
  const per = (what: 'cpu' | 'wall'): string =>
    ((1000 * spread(rounds.map((round) => round[what])).median) / perRound).toFixed(0);
  const ratio = (what: 'cpu' | 'wall'): string =>
    times(
      ratios(
        rounds.map((round) => round[what]),
        base.rounds.map((round) => round[what]),
      ),
    );
  return [ratio('cpu'), ratio('wall'), per('cpu'), per('wall')];
}

/** Where an object of another client takes less memory, the reason. */
function heavier(clients: ReadResults['clients']): string[] {
  const { objectBytes: own = 0 } = clients.mwkit;
  const lighter = readerNames.filter(
    (name) => (clients[name].objectBytes ?? own) < own * 0.95 && name !== 'mwkit, any fetch',
  );
  if (lighter.length === 0) return [];
  return [
    `An object of ${lighter.join(' and ')} is lighter: mwkit's has a place for a session, its tokens and the calls that wait.`,
  ];
}

const bytesOf = ({ objectBytes }: Reads): string => (objectBytes === undefined ? 'failed' : objectBytes.toFixed(0));
