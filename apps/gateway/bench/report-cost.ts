import { bytes, table } from '../../../tools/bench/src/table.ts';
import { aDay, billed, days, keptSessions, month, perVisitor, unitNames } from './cost.ts';
import type { Measured, MeasuredGateway, Units } from './measure.ts';
import { cost, prices, type Resource, subscription } from './prices.ts';
import { machine } from './report.ts';

const what: { readonly [unit in keyof Units]: string } = {
  call: 'a call of either API',
  preflight: 'what the browser asks before a call by bearer',
  renewal: 'the first call of a day, which puts off the end of the session',
  refresh: 'a call whose access token has ended at the wiki',
  'sign-in': 'a sign-in by OAuth, with a bearer in the end: three requests',
  end: 'the end of a session that nobody has used for a month',
};
/** Millions of visitors a day. */
const sizes = [1, 100] as const;
const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const figure = (count: number): string => number.format(count).replaceAll(',', ' ');
const dollars = (amount: number): string => bytes(Math.round(amount));
const perSize = (of: (millions: number) => string[]): string[] => sizes.flatMap(of);
const millionsOf = (millions: number): string => `${millions} million visitors a day`;

/** docs/gateway-cost.md. */
export function costPage({ gateways }: Measured): string {
  const [node, worker] = gateways as [MeasuredGateway, MeasuredGateway];
  return [
    '# What a gateway costs',
    'Written by `npm run bench:gateway` from what it counts ([all of it](../tools/bench/gateway.md)):',
    machine(),
    '## What is assumed',
    "A visitor's day. It is not measured: put in your own.",
    table(
      ['on a day', 'how often', 'what it is'],
      unitNames.map((name) => [name, String(aDay[name]), what[name]]),
    ),
    [
      `For each visitor of a day ${keptSessions} sessions are kept: those of other days too. A month has ${days} days.`,
      'By cookie, on one site, reads need no preflight. By bearer each URL needs one, whose answer the browser keeps for two hours at most.',
    ].join('\n'),
    workerSection(worker),
    serverSection(node),
  ].join('\n\n');
}

function workerSection(worker: MeasuredGateway): string {
  const all = Object.keys(prices) as Resource[];
  const monthly = (resource: Resource, millions: number): string[] => {
    const used = month(worker, millions, resource);
    return [figure(used), dollars(cost(resource, used))];
  };
  const total = (millions: number): number =>
    all.reduce((sum, resource) => sum + cost(resource, month(worker, millions, resource)), subscription);
  return [
    '## On Cloudflare Workers',
    table(
      ['one', ...Object.keys(billed).map((resource) => resource.replace(' million', '').replace(/,$/, ''))],
      unitNames.map((name) => [name, ...Object.values(billed).map((of) => figure(of(name, worker.units[name])))]),
    ),
    [
      `A session takes ${bytes(Math.round(worker.session))} bytes of storage, with the wiki's tokens in it; an object that has ended, nothing. A call without a session takes a`,
      'request to the object of its address. Workers KV is not used.',
      '',
      '- Requests to objects and rows are counted in the Worker. `getAlarm`, `deleteAlarm` and `deleteAll` count as one row each: the price list does not say.',
      '- CPU is that of all of workerd, HTTP and objects included, for which Cloudflare bills none: it is more than is billed.',
      '- Duration is the time from the Worker to the object and back, for calls one after the other, at 128 MB.',
    ].join('\n'),
    table(
      ['in a month', ...perSize((millions) => [millionsOf(millions), 'US dollars'])],
      [
        ...all.map((resource) => [resource, ...perSize((millions) => monthly(resource, millions))]),
        ['all, with the plan', ...perSize((millions) => ['', dollars(total(millions))])],
      ],
    ),
    [
      'The prices of the plan Workers Paid are in [`prices.ts`](../apps/gateway/bench/prices.ts). They change: see Cloudflare on',
      '[Workers](https://developers.cloudflare.com/workers/platform/pricing/) and [Durable Objects](https://developers.cloudflare.com/durable-objects/platform/pricing/).',
    ].join('\n'),
    table(
      ['resource', 'included in a month', 'each more, US dollars'],
      all.map((resource) => [resource, figure(prices[resource].included), String(prices[resource].dollars)]),
    ),
    [
      `A month's dollars are ${subscription}, and for each resource max(0, visitors of a day x ${days} x what one visitor's day takes - included) x price. Logs and Analytics Engine`,
      'are not in it.',
    ].join('\n'),
  ].join('\n\n');
}

function serverSection({ units, session }: MeasuredGateway): string {
  const daily = (of: (unit: Units[keyof Units]) => number): number => perVisitor(units, (_, unit) => of(unit));
  const perSecond = (amount: number): string[] => sizes.map((millions) => figure((millions * 1e6 * amount) / 86_400));
  const redis = (kind: string): number => daily(({ store }) => store[kind] ?? 0);
  return [
    '## On servers, with Redis',
    table(
      ['one', 'CPU of Node, ms', 'Redis commands', 'CPU of Redis, ms', 'bytes from and to Redis'],
      unitNames.map((name) => {
        const { cpu, store } = units[name];
        return [name, figure(cpu), ...['commands', 'cpu', 'bytes'].map((kind) => figure(store[kind] ?? 0))];
      }),
    ),
    `A session takes ${bytes(Math.round(session))} bytes in Redis, with the wiki's tokens in it.`,
    table(
      ['on average over the day', ...sizes.map(millionsOf)],
      [
        ['processors that Node keeps busy', ...perSecond(daily(({ cpu }) => cpu) / 1000)],
        ['Redis commands a second', ...perSecond(redis('commands'))],
        ['processors that Redis keeps busy', ...perSecond(redis('cpu') / 1000)],
        ['from and to Redis, MB a second', ...perSecond(redis('bytes') / 1e6)],
        ['sessions in Redis, GB', ...sizes.map((millions) => figure((millions * 1e6 * keptSessions * session) / 1e9))],
      ],
    ),
    [
      'A process of Node keeps one processor busy: run as many as your busiest hour needs. What belongs to one session is on one node of a Redis',
      'Cluster.',
    ].join('\n'),
  ].join('\n\n');
}
