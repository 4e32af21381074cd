/** Validators as plain code: ajv's output without what nobody reads, so that nothing is compiled and no ajv is needed at run time. */
import type { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { transform } from 'esbuild';

/** A function of the module. */
export interface Export {
  readonly name: string;
  /** What it checks, and the module that this is imported from. */
  readonly type: string;
  readonly from: string;
  /** Which of the `$defs` of the schema describes it; the schema itself where absent. */
  readonly definition?: string;
}

/** The source of a module that exports validators for what ajv knows as `schema`. */
export async function compile(ajv: Ajv2020, exports: readonly Export[]): Promise<string> {
  const references = exports.map(({ name, definition }) => [
    name,
    definition ? `schema#/$defs/${definition}` : 'schema',
  ]);
  const written = standalone.default(ajv, Object.fromEntries(references));
  const { code } = await transform(trimmed(written), { format: 'esm', minify: true, treeShaking: true });
  const [body, names = ''] = code.trim().split(/export\{([^}]*)\};$/);
  const local = new Map(names.split(',').map((one) => one.split(' as ').toReversed() as [string, string]));
  const froms = [...new Set(exports.map(({ from }) => from))];
  const types = (from: string) => exports.filter((one) => one.from === from).map(({ type }) => type);
  return `${froms.map((from) => `import type { ${types(from).join(', ')} } from '${from}';\n`).join('')}import type { Validator } from '../validator.ts';

${body}
${exports.map(({ name, type }) => `export const ${name}: Validator<${type}> = ${local.get(name)};\n`).join('')}`;
}

/** What is read of an error is where and what; the rest of it, and what is passed on for no one, is most of ajv's output. */
function trimmed(code: string): string {
  const exported: string[] = [];
  const out = shortLengths(code)
    .replace('"use strict";', '')
    .replaceAll(/export const (\w+) = (\w+);/g, (_, name, local) => {
      exported.push(`${local} as ${name}`);
      return '';
    })
    .replaceAll(
      /schemaPath:"(?:[^"\\]|\\.)*",keyword:"\w+",params:(\{(?:"(?:[^"\\]|\\.)*"|[^{}"])*\}),/g,
      (_, params) => (params.startsWith('{additionalProperty:') ? `params:${params},` : ''),
    )
    .replaceAll(/, ?(parentData(Property)?(:("(?:[^"\\]|\\.)*"|[^,{}]+))?|rootData(=data)?)(?=[,}])/g, '');
  const left = /schemaPath|parentData|rootData|\brequire\(/.exec(out);
  if (left) throw new Error(`ajv writes ${out.slice(left.index, left.index + 100)}, which is not trimmed`);
  return `${out}\nexport {${exported.join(', ')}};`;
}

/** ajv's own function for lengths counts characters, not units of UTF-16: the same where one is asked for. */
function shortLengths(code: string): string {
  const declaration = /const (func\d+) = require\("ajv\/dist\/runtime\/ucs2length"\)\.default;/;
  const name = declaration.exec(code)?.[1];
  if (name === undefined) return code;
  const out = code
    .replace(declaration, '')
    .replaceAll(new RegExp(`\\b${name}\\((\\w+)\\) < 1\\b`, 'g'), '$1.length < 1');
  if (out.includes(`${name}(`))
    throw new Error('a schema has a length other than minLength 1: bring ucs2length of ajv along');
  return out;
}
