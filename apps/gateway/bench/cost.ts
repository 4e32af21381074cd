import type { MeasuredGateway, Units } from './measure.ts';
import type { Resource } from './prices.ts';
import type { Unit } from './unit.ts';

/** What a visitor is assumed to do on a day. Not measured: put in your own. */
export const aDay: { readonly [unit in keyof Units]: number } = {
  call: 18,
  preflight: 20,
  renewal: 1,
  refresh: 1,
  'sign-in': 0.1,
  end: 0.1,
};
/** Sessions that are kept, of those too who have not come today, for each visitor of a day; and days of a month. */
export const keptSessions = 5;
export const days = 30;
/** Requests that come to the gateway. */
const requests: { readonly [unit in keyof Units]: number } = {
  call: 1,
  preflight: 1,
  renewal: 1,
  refresh: 1,
  'sign-in': 3,
  end: 0,
};
/** GB of memory that an object is billed for, whatever it uses. */
const objectMemory = 0.128;

export const unitNames = Object.keys(aDay) as (keyof Units)[];

/** What one of a unit takes of what Cloudflare bills. */
export const billed = {
  'Worker requests, million': (name) => requests[name],
  'Worker CPU, million ms': (_, { cpu }) => cpu,
  'Durable Object requests, million': (_, { store }) => store['calls'] ?? 0,
  'Durable Object duration, million GB-s': (_, { store }) => ((store['milliseconds'] ?? 0) / 1000) * objectMemory,
  'rows read, million': (_, { store }) => store['rowsRead'] ?? 0,
  'rows written, million': (_, { store }) => store['rowsWritten'] ?? 0,
} as const satisfies Partial<Readonly<Record<Resource, (name: keyof Units, unit: Unit) => number>>>;

/** What visitors take in a month, if so many million come each day. */
export function month({ units, session }: MeasuredGateway, millions: number, resource: Resource): number {
  if (resource === 'stored, GB') return (millions * 1e6 * keptSessions * session) / 1e9;
  return millions * days * perVisitor(units, billed[resource]);
}

/** On a day. */
export const perVisitor = (units: Units, of: (name: keyof Units, unit: Unit) => number): number =>
  unitNames.reduce((sum, name) => sum + aDay[name] * of(name, units[name]), 0);
