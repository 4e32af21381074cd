import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { bytes, table } from '../../../tools/bench/src/table.ts';
import { mixedUp } from './calls.ts';
import { percentile, type Outcomes, type Shots } from './load.ts';
import { signedIn } from './begin.ts';
import { inOutage, type Measured, type MeasuredGateway } from './measure.ts';
import { type Answered, rounds } from './target.ts';
import { crowd } from './unit.ts';

/** The results as Markdown. */
export function report(measured: Measured): string {
  return [
    '# The gateway under load',
    'Written by `npm run bench:gateway`. Each figure compares what took turns in one go on one machine; compare nothing else.',
    machine(),
    callSections(measured),
    sessionSection(measured),
    outageSection(measured),
    methodSection(measured),
  ].join('\n\n');
}

export function machine(): string {
  const processors = cpus();
  return [
    `- ${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${type()} ${release()} ${process.arch}`,
    `- ${processors.length} x ${processors[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB; load ${loadavg()[0]!.toFixed(1)} at the end`,
  ].join('\n');
}

const nameOf = ({ name }: MeasuredGateway): string => (name === 'Node' ? 'Node, Redis' : 'workerd, Durable Objects');

const shares = (times: readonly number[]): string[] =>
  [0.5, 0.95, 0.99].map((share) => percentile(times, share).toFixed(1));

const perSecond = ({ times, seconds }: Shots): string => (times.length / seconds).toFixed(0);

const mebibytes = (count: number): string => (count / 2 ** 20).toFixed(0);

/** How often a call asks the store. */
const roundTrips = (gateway?: MeasuredGateway): string => {
  const { commands, calls = commands } = gateway?.units.call.store ?? {};
  return calls?.toFixed(2) ?? '';
};

const list = (outcomes: Outcomes): string =>
  Object.entries(outcomes)
    .toSorted(([, a], [, b]) => b - a)
    .map(([what, count]) => `${bytes(count)} ${what}`)
    .join(', ');

function callSections({ visitors, direct, gateways }: Measured): string {
  const rows = (row: (name: string, answered: Answered, gateway?: MeasuredGateway) => string[]): string[][] => [
    row('the wiki itself', direct),
    ...gateways.map((gateway) => row(nameOf(gateway), gateway, gateway)),
  ];
  return [
    '## Calls',
    `One after the other, ${direct.alone.times.length} of each. Milliseconds:`,
    table(
      ['through', 'p50', 'p95', 'p99'],
      rows((name, { alone }) => [name, ...shares(alone.times)]),
    ),
    `${crowd} at once, until each of the ${bytes(visitors)} visitors has asked once:`,
    table(
      [
        'through',
        'calls a second',
        'p50, ms',
        'p95, ms',
        'p99, ms',
        'CPU a call, ms',
        "wiki's",
        "store's",
        'round trips to the store',
      ],
      rows((name, { many, wiki }, gateway) => [
        name,
        perSecond(many),
        ...shares(many.times),
        gateway?.units.call.cpu.toFixed(2) ?? '',
        wiki.toFixed(2),
        gateway?.units.call.store['cpu']?.toFixed(3) ?? '',
        roundTrips(gateway),
      ]),
    ),
    `All ${bytes((direct.many.times.length + direct.alone.times.length) * (1 + gateways.length))} answers named the visitor who had asked.`,
  ].join('\n\n');
}

function sessionSection({ visitors, gateways }: Measured): string {
  return [
    `## ${bytes(visitors)} visitors`,
    `Memory of the process that answers: when ${signedIn} visitors had signed in and called, and when all had called.`,
    table(
      [
        'gateway',
        'before, MiB',
        'after, MiB',
        'bytes a session, in the store',
        'sign-ins a second',
        'CPU a sign-in, ms',
      ],
      gateways.map((gateway) => [
        nameOf(gateway),
        ...gateway.memory.map(mebibytes),
        bytes(Math.round(gateway.session)),
        perSecond(gateway.signIns),
        gateway.units['sign-in'].cpu.toFixed(1),
      ]),
    ),
  ].join('\n\n');
}

function outageSection({ gateways }: Measured): string {
  return [
    '## The store is killed',
    `${inOutage} visitors ask without a break. The store is killed (SIGKILL: Redis; workerd, in which the objects are) and started again.`,
    table(
      ['gateway', 'answers', 'somebody else’s', 'slowest, ms', 'served again after, ms', 'signed in afterwards'],
      gateways.map((gateway) => {
        const { outcomes, longest, resumed, after } = gateway.outage;
        const others = (outcomes[mixedUp] ?? 0) + (after[mixedUp] ?? 0);
        const still = `${after['right'] ?? 0} of ${inOutage}`;
        return [nameOf(gateway), list(outcomes), String(others), longest.toFixed(0), resumed.toFixed(0), still];
      }),
    ),
  ].join('\n\n');
}

function methodSection({ visitors }: Measured): string {
  return [
    '## How it is measured',
    [
      '- All is on this machine: who asks, the gateway, its store and the wiki (testwiki 1.45 in a process of its own), each of them one process.',
      '  What is asked at once they share its processors for: a wiki that takes longer leaves more to the gateway.',
      '- A call is `action=query&meta=userinfo`, with a bearer; at the wiki itself with an access token. The name in the answer must be that of the',
      '  visitor, or the run fails.',
      `- The wiki and the gateways take turns, ${rounds} rounds. In each a quarter of the visitors asks: a session that is called was not called in the seconds before.`,
      `- ${signedIn} visitors sign in by OAuth through the gateway: half of them one after the other, for the CPU, and half 8 at once, for the rate.`,
      `  The sessions of the other ${bytes(visitors - signedIn)} are sealed by the gateway's own code and written to its store.`,
      '- CPU is of the whole process, user and system, by the kernel: in workerd with what the objects take. That of a call is that in the crowd.',
      '- Redis appends to disk, `appendfsync everysec`. The objects are SQLite files in RAM: to be synced to a disk would take them longer, and say',
      '  nothing of how long it takes at Cloudflare.',
      '- "Signed in afterwards": the visitors whose session is good as before, when all is over.',
    ].join('\n'),
  ].join('\n\n');
}
