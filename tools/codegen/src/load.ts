/** Reads spec/: every schema by its name, with all references turned into `#/$defs/<name>`. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Schema = { [key: string]: Json };

export interface Spec {
  /** Every schema, also those inside a file's `$defs`, by a name that is unique in the whole spec. */
  readonly schemas: { readonly [name: string]: Schema };
  /** The published messages: file name without `.yaml` -> name of the schema. */
  readonly messages: { readonly [message: string]: string };
  /** The OpenAPI documents as written, but for their references into schemas/. */
  readonly openapi: { readonly [document: string]: Schema };
  readonly errors: Json;
}

export const root: string = path.resolve(import.meta.dirname, '../../..');

/** `query+tokens.response` -> `QueryTokensResponse` */
export const typeName = (message: string): string =>
  message
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

/** Keywords whose value maps names of one's own to schemas, and those that hold no schema. */
const maps = ['properties', 'patternProperties', '$defs'];
const data = ['const', 'enum', 'default', 'examples', 'required', 'x-mediawiki'];

/** Calls `change` with each object that is a schema or part of a document, innermost last, and puts what it returns in its place. */
export function rewrite(node: Json, change: (object: Schema) => Json): Json {
  if (Array.isArray(node)) return node.map((item) => rewrite(item, change));
  if (node === null || typeof node !== 'object') return node;
  const changed = change(node);
  if (changed === null || typeof changed !== 'object' || Array.isArray(changed)) return changed;
  return mapValues(changed, (value, key) => {
    if (data.includes(key)) return value;
    return maps.includes(key) ? mapValues(value as Schema, (part) => rewrite(part, change)) : rewrite(value, change);
  });
}

const mapValues = (object: Schema, change: (value: Json, key: string) => Json): Schema =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));

/** Turns `file.yaml`, `file.yaml#/$defs/Name` and `#/$defs/Name` into `<prefix><name>`; leaves `#/components/...` alone. */
function reference(ref: string, prefix: string): string {
  const [file = '', pointer = ''] = ref.split('#');
  if (pointer.startsWith('/$defs/')) return prefix + pointer.slice('/$defs/'.length);
  return file === '' ? ref : prefix + typeName(path.basename(file, '.yaml'));
}

const withRefs = (schema: Json, prefix: string): Json =>
  rewrite(schema, (object) =>
    typeof object['$ref'] === 'string' ? { ...object, $ref: reference(object['$ref'], prefix) } : object,
  );

const read = (file: string): Json => parse(readFileSync(file, 'utf8'), { merge: true }) as Json;

export function loadSpec(directory: string = path.join(root, 'spec')): Spec {
  const schemas: { [name: string]: Schema } = {};
  const messages: { [message: string]: string } = {};
  const add = (name: string, schema: Schema, file: string): void => {
    if (schemas[name]) throw new Error(`spec/schemas/${file}: the name ${name} is taken`);
    schemas[name] = withRefs(schema, '#/$defs/') as Schema;
  };
  for (const file of readdirSync(path.join(directory, 'schemas')).toSorted()) {
    const { $defs, ...schema } = read(path.join(directory, 'schemas', file)) as Schema;
    const message = path.basename(file, '.yaml');
    messages[message] = typeName(message);
    add(typeName(message), schema, file);
    for (const [name, part] of Object.entries(($defs ?? {}) as Schema)) add(name, part as Schema, file);
  }
  const document = (name: string): Schema =>
    withRefs(read(path.join(directory, 'openapi', `${name}.yaml`)), '#/components/schemas/') as Schema;
  return {
    schemas,
    messages,
    openapi: { action: document('action'), rest: document('rest') },
    errors: read(path.join(directory, 'errors.yaml')),
  };
}
