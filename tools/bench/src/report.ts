import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { type ClientName, clientNames, clients, versionOf } from './clients.ts';
import type { Loaded } from './loaded.ts';
import type { Measured, Measurements, Rounds } from './measure.ts';
import type { ReadResults } from './measure-reads.ts';
import { type Compared, type Counted, loadsLater, notFirst } from './report-not-first.ts';
import { readSection } from './report-reads.ts';
import type { Spent } from './task.ts';
import { type BundleSize, type measureSizes, partsOf } from './sizes.ts';
import { ratios, spread } from './statistics.ts';
import { bytes, milliseconds, table, times } from './table.ts';
import type { WikiKind } from './wikis.ts';

export interface Results {
  readonly started: Date;
  readonly wikis: readonly WikiResults[];
  /** Wikis that cannot be run here, and why. */
  readonly missing: string | undefined;
  readonly reads?: ReadResults;
  /** What Node reads to load each client, as far as it can be loaded. */
  readonly loaded: Readonly<Partial<Record<ClientName, Loaded>>>;
  readonly sizes: Awaited<ReturnType<typeof measureSizes>>;
}

interface WikiResults {
  readonly kind: WikiKind;
  readonly rounds: Rounds;
  readonly measured: Measurements;
}

/** The results as Markdown. */
export function report(results: Results): string {
  return [
    '# mwkit beside the other clients',
    'Written by `npm run bench`. Each figure compares clients that took turns in one go on one machine; compare nothing else.',
    machine(results.started),
    ...results.wikis.map(wikiSection),
    ...(results.reads ? [readSection(results.reads)] : []),
    ...(results.missing ? [`Not measured on real wikis: ${results.missing}`] : []),
    importSection(results),
    sizeSection(results.sizes),
    notFirst(compared(results), counted(results), results.sizes),
    methodSection(),
  ].join('\n\n');
}

function machine(started: Date): string {
  const processors = cpus();
  const versions = clientNames.map((name) => `${clients[name].package} ${versionOf(name)}`).join(', ');
  return [
    `- ${started.toISOString().slice(0, 10)}, Node ${process.version}, ${type()} ${release()} ${process.arch}`,
    `- ${processors.length} x ${processors[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB; load ${loadavg()[0]!.toFixed(1)} at the end`,
    `- ${versions}`,
  ].join('\n');
}

const nameOf = (kind: WikiKind): string => (kind === 'testwiki' ? 'testwiki over HTTP' : `MediaWiki ${kind}`);

function wikiSection({ kind, rounds, measured }: WikiResults): string {
  const rows = (pick: (of: Measured) => readonly Spent[]): string[][] =>
    clientNames.map((name) => [
      name,
      String(measured[name].requests),
      ...columns(pick(measured[name]), pick(measured.mwkit), measured[name].error),
    ]);
  const head = ['client', 'requests', 'wall, x mwkit', 'CPU, x mwkit', 'wall, ms', 'CPU, ms'];
  return [
    `## Sign in and 3 edits: ${nameOf(kind)}`,
    `Again and again in one process that is warm, ${rounds.warm} rounds after ${rounds.warmUp}:`,
    table(
      head,
      rows(({ warm }) => warm),
    ),
    `Once in a new process, loading the client included, ${rounds.fresh} rounds:`,
    table(head, rows(inNewProcess)),
    ...failures(measured),
  ].join('\n\n');
}

const inNewProcess = ({ loaded, fresh }: Measured): Spent[] =>
  fresh.map(({ wall, cpu }, round) => ({ wall: wall + loaded[round]!.wall, cpu: cpu + loaded[round]!.cpu }));

function columns(own: readonly Spent[], base: readonly Spent[], error: string | undefined): string[] {
  if (error !== undefined || own.length === 0) return ['failed', 'failed', '', ''];
  const ratio = (what: 'wall' | 'cpu'): string =>
    own.length === base.length ? times(ratios(of(own, what), of(base, what))) : '';
  return [ratio('wall'), ratio('cpu'), milliseconds(spread(of(own, 'wall'))), milliseconds(spread(of(own, 'cpu')))];
}

const of = (list: readonly Spent[], what: 'wall' | 'cpu'): number[] => list.map((spent) => spent[what]);

function failures(measured: Measurements): string[] {
  return clientNames.flatMap((name) => {
    const { error } = measured[name];
    return error === undefined ? [] : [`**${name} failed**: ${error}`];
  });
}

/** What the tables of times show. */
function compared({ wikis, reads, loaded: { mwkit: read } }: Results): Compared[] {
  const all = wikis.map(({ measured }) => measured);
  return [
    ...wikis.flatMap(({ kind, measured }): Compared[] => [
      { what: `${nameOf(kind)}, one process`, of: (name) => measured[name].warm },
      {
        what: `${nameOf(kind)}, a new process`,
        of: (name) => inNewProcess(measured[name]),
        reason: loadsLater(
          (name) => of(measured[name].loaded, 'wall'),
          (name) => of(measured[name].fresh, 'wall'),
        ),
      },
    ]),
    ...(reads
      ? [
          { what: 'Reading', of: (name: ClientName) => reads.clients[name].rounds },
          {
            what: 'Reading where nothing is sent',
            of: (name: ClientName) => reads.clients[name].stubbed,
            reason:
              'A call of mwkit is limited in time and size, waits its turn, and has the shape of its answer checked.',
          },
        ]
      : []),
    {
      what: 'Loading the client',
      of: (name) => loadedIn(all, name),
      reason: read && `Node reads ${read.files} files with ${bytes(read.bytes)} bytes for mwkit.`,
    },
  ];
}

/** Of a client that failed nothing is known. */
const requestsOf = ({ requests, error }: Measured): number | undefined => (error === undefined ? requests : undefined);

/** What the tables of requests and memory show. */
function counted({ wikis, reads }: Results): Counted[] {
  return [
    ...wikis.map(({ kind, measured }): Counted => {
      return { what: `Requests: ${nameOf(kind)}`, of: (name) => requestsOf(measured[name]) };
    }),
    ...(reads
      ? [
          { what: 'Requests: reading', of: (name: ClientName) => reads.clients[name].requests },
          { what: 'Requests: a hundred pages at once', of: (name: ClientName) => reads.clients[name].together },
          {
            what: 'Bytes of memory per object',
            of: (name: ClientName) => reads.clients[name].objectBytes,
            reason: "mwkit's has a place for a session, its tokens and the calls that wait.",
          },
        ]
      : []),
  ];
}

const loadedIn = (all: readonly Measurements[], name: ClientName): Spent[] =>
  all.flatMap((measured) => measured[name].loaded);

function importSection({ wikis, loaded: read }: Results): string {
  const all = wikis.map(({ measured }) => measured);
  const loaded = (name: ClientName): Spent[] => loadedIn(all, name);
  const rows = clientNames.map((name) => {
    const error = all.map((measured) => measured[name].error).find((error) => error !== undefined);
    const { [name]: files } = read;
    const counts = files ? [String(files.files), bytes(files.bytes)] : ['failed', ''];
    return [name, ...columns(loaded(name), loaded('mwkit'), error), ...counts];
  });
  return [
    '## Loading the client',
    `\`import\` in a new process, ${loaded('mwkit').length} rounds, files in the system's cache, and how many Node reads for it, counted apart:`,
    table(['client', 'wall, x mwkit', 'CPU, x mwkit', 'wall, ms', 'CPU, ms', 'files', 'bytes'], rows),
  ].join('\n\n');
}

function sizeSection(sizes: Results['sizes']): string {
  const rows = sizes.map((size) =>
    'error' in size ? [size.what, 'does not bundle', size.error] : [size.what, bytes(size.min), bytes(size.gzip)],
  );
  const [mwkit] = sizes;
  return [
    '## Size of a bundle',
    'esbuild, ESM, minified; `gzip -9`. Bytes. For Node, those without a cookie jar for any platform.',
    table(['bundle of', 'minified', 'gzip'], rows),
    ...(mwkit && !('error' in mwkit) ? [contents(mwkit)] : []),
  ].join('\n\n');
}

function contents(size: BundleSize): string {
  const share = (part: number): string => `${((100 * part) / size.min).toFixed(1)} %`;
  return [
    'What the first one consists of (minified):',
    table(
      ['part', 'bytes', 'share'],
      partsOf(size).map(({ part, bytes: count }) => [part, bytes(count), share(count)]),
    ),
    'Its biggest files:',
    table(
      ['file', 'bytes', 'share'],
      size.inputs.slice(0, 10).map(({ file, bytes: count }) => [file, bytes(count), share(count)]),
    ),
  ].join('\n\n');
}

function methodSection(): string {
  return [
    '## How it is measured',
    [
      '- The task: sign in with a bot password in a new session, then save three pages one after the other. The wiki holds the texts',
      '  afterwards; this is checked.',
      '- Requests are counted by the wiki, not by the clients.',
      '- Clients take turns: A B C, A B C, ... "x mwkit" is the median of the ratios of each round, with the smallest and the biggest.',
      "  Milliseconds are medians in the same way. CPU is that of the client's process, all threads, user and system; never the wiki's.",
      '- One process: each client has a process that stays. A new process: each client has one per round.',
      '- testwiki is served by the process that drives the clients; a real wiki by PHP, 2 requests at a time. No client keeps it busy alone.',
    ].join('\n'),
    'Each client as its manual says:',
    clientNames.map((name) => `- **${name}**: ${clients[name].setup}`).join('\n'),
  ].join('\n\n');
}
