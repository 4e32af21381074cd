/** One schema or document with everything that it refers to, and nothing else. */
import { rewrite, type Json, type Schema } from './load.ts';

type Schemas = { readonly [name: string]: Schema };

/** The names of all schemas that `node` refers to, directly or not, in order of discovery. */
function dependencies(node: Json, schemas: Schemas, prefix: string, found: Set<string> = new Set()): Set<string> {
  rewrite(node, (object) => {
    const ref = object['$ref'];
    if (typeof ref === 'string' && ref.startsWith(prefix)) {
      const name = ref.slice(prefix.length);
      const schema = schemas[name];
      if (!schema) throw new Error(`spec/: nothing is called ${name}`);
      if (!found.has(name)) dependencies(schema, schemas, '#/$defs/', found.add(name));
    }
    return object;
  });
  return found;
}

/** The schema under `name`, self-contained. */
export function selfContained(schema: Schema, schemas: Schemas): Schema {
  const names = [...dependencies(schema, schemas, '#/$defs/')].toSorted();
  return { ...schema, $defs: Object.fromEntries(names.map((name) => [name, schemas[name] as Schema])) };
}

/** An OpenAPI document with the schemas that it needs under `components`. */
export function bundleDocument(document: Schema, schemas: Schemas, more: readonly string[] = []): Schema {
  const prefix = '#/components/schemas/';
  const names = dependencies(document, schemas, prefix);
  for (const name of more) dependencies(schemas[name] as Schema, schemas, '#/$defs/', names.add(name));
  const parts = [...names].toSorted().map((name) => [name, moveRefs(schemas[name] as Schema, prefix)] as const);
  return { ...document, components: { ...(document['components'] as Schema), schemas: Object.fromEntries(parts) } };
}

const moveRefs = (schema: Schema, prefix: string): Json =>
  rewrite(schema, (object) =>
    typeof object['$ref'] === 'string' ? { ...object, $ref: object['$ref'].replace('#/$defs/', prefix) } : object,
  );
