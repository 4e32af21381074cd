/** Validators as plain code: ajv's output, bundled, so that nothing is compiled and no ajv is needed at run time. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
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

/** The source of a module that exports `validate` for a self-contained schema. `type` is imported from `from`. */
export async function validator(schema: Schema, type: string, from: string): Promise<string> {
  const ajv = compiler();
  const code = standalone.default(ajv, ajv.compile(withDiscriminators(bare(schema)) as object));
  return source(code, from, [['validate', type, 'default']]);
}

/** The same for several of the `$defs` of a schema, `validate<Name>` each, that share the code for what they have in common. */
export async function validatorsOf(schema: Schema, types: readonly string[], from: string): Promise<string> {
  const ajv = compiler();
  ajv.addSchema(withDiscriminators(bare(schema)) as object, 'shared');
  const code = standalone.default(ajv, Object.fromEntries(types.map((type) => [type, `shared#/$defs/${type}`])));
  return source(
    code,
    from,
    types.map((type) => [`validate${type}`, type, type]),
  );
}

function compiler(): Ajv2020 {
  const ajv = new Ajv2020({ ...ajvOptions, code: { source: true, esm: true, lines: true } });
  // the schemas have no `unevaluated*` and no `$dynamicRef`; Ajv2020 would keep book for them in every function
  Object.assign(ajv.opts, { unevaluated: false, dynamicRef: false });
  return ajv;
}

type Export = readonly [name: string, type: string, compiled: string];

async function source(code: string, from: string, exports: readonly Export[]): Promise<string> {
  const bundled = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'compiled',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    minify: true,
  });
  return `import type { ${exports.map(([, type]) => type).join(', ')} } from '${from}';
import type { Validator } from '../validator.ts';

${bundled.outputFiles[0]?.text.trim()}
${exports.map(([name, type, compiled]) => `export const ${name}: Validator<${type}> = compiled.${compiled};\n`).join('')}`;
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
