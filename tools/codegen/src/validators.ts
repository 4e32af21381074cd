/** The schemas that validators are made from, as ajv is to see them. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { compile, type Export } from './compile.ts';
import { rewrite, type Json, type Schema } from './load.ts';

const ajvOptions = {
  strict: true,
  strictRequired: false,
  strictTypes: false,
  allowUnionTypes: true,
  discriminator: true,
  inlineRefs: false,
  formats: { 'date-time': true, uri: true },
} as const;

/**
 * The source of a module with validators for a self-contained schema, or for some of its `$defs`: these share the code for what
 * they have in common.
 */
export function validators(schema: Schema, exports: readonly Export[]): Promise<string> {
  return compile(compiler(schema), exports);
}

function compiler(schema: Schema): Ajv2020 {
  const ajv = new Ajv2020({ ...ajvOptions, code: { source: true, esm: true, lines: true } });
  // the schemas have no `unevaluated*` and no `$dynamicRef`; Ajv2020 would keep book for them in every function
  Object.assign(ajv.opts, { unevaluated: false, dynamicRef: false });
  return ajv.addSchema(withDiscriminators(bare(schema)) as object, 'schema');
}

/** Without what is for people and other programs: ajv writes schemas into the code where it needs them for a message. */
const bare = (schema: Schema): Schema =>
  rewrite(
    schema,
    ({ title: _title, description: _text, default: _default, 'x-mediawiki': _hints, ...rules }) => rules,
  ) as Schema;

/** Tells ajv which property decides a union, so that it names the fault of one branch instead of those of all. */
export function withDiscriminators(schema: Schema): Json {
  const defs = (schema['$defs'] ?? {}) as Schema;
  const resolve = (branch: Json): Schema => {
    const ref = (branch as Schema)['$ref'];
    return typeof ref === 'string' ? (defs[ref.slice('#/$defs/'.length)] as Schema) : (branch as Schema);
  };
  return rewrite(schema, (object) => {
    if (!Array.isArray(object['oneOf'])) return object;
    const [first, ...others] = object['oneOf'].map((branch) => deciders(resolve(branch)));
    const propertyName = first?.find((name) => others.every((names) => names.includes(name)));
    return propertyName ? { type: 'object', ...object, discriminator: { propertyName } } : object;
  });
}

/** The required properties with a fixed set of values. */
function deciders({ required, properties }: Schema): string[] {
  return ((required ?? []) as string[]).filter((name) => {
    const property = ((properties ?? {}) as Schema)[name] as Schema | undefined;
    return property?.['const'] !== undefined || property?.['enum'] !== undefined;
  });
}
