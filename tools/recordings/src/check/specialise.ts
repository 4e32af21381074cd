/** A message's schema for one request: what was asked for must be there, in the error format asked for. */
import { older } from './release.ts';
import type { Json } from '../exchange.ts';
import { named } from './formats.ts';
import { values, type Parameters } from './parameters.ts';
import type { Schema } from './spec.ts';

export interface Circumstances {
  readonly sent: Parameters;
  /** Values that parameters have if they are not sent. */
  readonly defaults: { readonly [name: string]: readonly string[] };
  readonly errorformat: string;
  readonly messageformat: string;
  readonly version: string | undefined;
  /** The answer is one of several, and may lack what the others have. */
  readonly partial: boolean;
  /** It has warnings. */
  readonly warned: boolean;
}

interface Hints {
  readonly errorformat?: readonly string[];
  readonly messageformat?: readonly string[];
  readonly since?: string;
  readonly checkedSince?: string;
  readonly when?: { readonly [parameter: string]: string | true | null };
  readonly unless?: readonly string[];
  readonly unlessWarned?: boolean;
}

const hints = (schema: Json | undefined): Hints => (((schema ?? {}) as Schema)['x-mediawiki'] ?? {}) as Hints;

/** Those that were made: most requests are like many others. */
const made = new WeakMap<Schema, Map<string, Schema>>();

export function specialise(schema: Schema, circumstances: Circumstances): Schema {
  const ofSchema = made.get(schema) ?? new Map<string, Schema>();
  made.set(schema, ofSchema);
  const key = JSON.stringify(circumstances);
  const schemaOfThese = ofSchema.get(key) ?? specialised(schema, circumstances);
  ofSchema.set(key, schemaOfThese);
  return schemaOfThese;
}

function specialised(schema: Schema, circumstances: Circumstances): Schema {
  const defs = (schema['$defs'] ?? {}) as { [name: string]: Schema };
  const resolve: Resolve = (part) => {
    const ref = (part as Schema)['$ref'];
    return typeof ref === 'string' ? (defs[ref.slice('#/$defs/'.length)] as Schema) : (part as Schema);
  };
  const walk = (node: Json): Json => {
    if (Array.isArray(node)) return node.map(walk);
    if (node === null || typeof node !== 'object') return node;
    const changed = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, walk(value)]));
    if (Array.isArray(changed['anyOf'])) {
      const left = branches(changed['anyOf'], circumstances, resolve);
      // a text of AuthManager, of which there are none with `messageformat=none`
      if (left.length === 0) return { not: {} };
      changed['anyOf'] = left;
    }
    if (Array.isArray(changed['oneOf'])) Object.assign(changed, decider(changed['oneOf'].map(resolve)));
    return isProperties(changed['properties']) ? withRequired(changed, circumstances, resolve) : changed;
  };
  return walk(schema) as Schema;
}

const isProperties = (part: Json | undefined): boolean =>
  typeof part === 'object' && part !== null && !Array.isArray(part);

/** The property that decides a union, for ajv to name the fault of the branch that was meant. */
function decider(oneOf: readonly Schema[]): object {
  const [first = [], ...others] = oneOf.map(fixed);
  const propertyName = first.find((name) => others.every((names) => names.includes(name)));
  return propertyName ? { type: 'object', discriminator: { propertyName } } : {};
}

/** The required properties with a fixed set of values. */
const fixed = ({ required, properties }: Schema): string[] =>
  ((required ?? []) as string[]).filter((name) => {
    const property = ((properties ?? {}) as { [name: string]: Schema })[name];
    return property?.['const'] !== undefined || property?.['enum'] !== undefined;
  });

/** Those of the request's error format and message format. */
const branches = (anyOf: Json[], circumstances: Circumstances, resolve: Resolve): Json[] =>
  anyOf.filter((branch) => {
    const { errorformat, messageformat } = hints(resolve(branch));
    return (
      (errorformat?.includes(circumstances.errorformat) ?? true) &&
      (messageformat?.includes(circumstances.messageformat) ?? true)
    );
  });

type Resolve = (part: Json) => Schema;

function withRequired(schema: { [key: string]: Json }, circumstances: Circumstances, resolve: Resolve): Schema {
  const properties = schema['properties'] as { [name: string]: Json };
  const hintsOf = (name: string): Hints => ({ ...hints(resolve(properties[name] ?? {})), ...hints(properties[name]) });
  const always = Array.isArray(schema['required']) ? (schema['required'] as string[]) : [];
  const required = always.filter((name) => !isLater(hintsOf(name), circumstances));
  const conditions: Json[] = [];
  for (const name of Object.keys(properties)) {
    const { messageformat, when = messageformat && {}, unless = [], unlessWarned } = hintsOf(name);
    if (messageformat && !messageformat.includes(circumstances.messageformat)) continue;
    if (!when || isLater(hintsOf(name), circumstances) || !isAsked(when, circumstances)) continue;
    if (unlessWarned && circumstances.warned) continue;
    conditions.push({ anyOf: [name, ...unless].map((one) => ({ required: [one] })) });
  }
  const unchecked = older(circumstances.version, hints(schema).checkedSince ?? '0');
  return {
    ...schema,
    ...(unchecked && { properties: Object.fromEntries(Object.keys(properties).map((name) => [name, {}])) }),
    ...(schema['required'] && { required }),
    ...(conditions.length > 0 && { allOf: [...((schema['allOf'] ?? []) as Json[]), ...conditions] }),
  };
}

const isLater = ({ since }: Hints, { version }: Circumstances): boolean => since !== undefined && older(version, since);

const isAsked = (when: NonNullable<Hints['when']>, { sent, defaults, partial }: Circumstances): boolean =>
  !partial &&
  Object.entries(when).every(([parameter, value]) => {
    const given = named(sent, parameter);
    const asked = given === undefined ? (defaults[parameter] ?? []) : values(given);
    if (value === null) return asked.length === 0;
    return value === true ? asked.length > 0 : asked.includes(value) || asked.includes('*');
  });
