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
  const ajv = new Ajv2020({ ...ajvOptions, code: { source: true, esm: true, lines: true } });
  ajv.addVocabulary(['x-mediawiki']);
  const code = standalone.default(ajv, ajv.compile(withDiscriminators(schema) as object));
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
  return `import type { ${type} } from '${from}';
import type { Validator } from '../validator.ts';

${bundled.outputFiles[0]?.text.trim()}
export const validate: Validator<${type}> = compiled.default;
`;
}

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
