/** The other direction: hand-written types of core -> JSON Schemas, for what mwkit reads back and so must check. */
import path from 'node:path';
import { generateSchema, getProgramFromFiles } from 'typescript-json-schema';
import { rewrite, root, type Json, type Schema } from './load.ts';

/** Message -> the type, and its file in packages/core/src. */
const sources = {
  'session-snapshot': { type: 'SessionSnapshot', file: 'session.ts', closed: false },
  'flow-snapshot': { type: 'FlowSnapshot', file: 'auth/flow-snapshot.ts', closed: false },
  // closed: a misspelt option is told, not ignored
  'wiki-settings': { type: 'WikiSettings', file: 'options.ts', closed: true },
} as const;

export interface CoreType {
  readonly message: string;
  readonly type: string;
  readonly file: string;
  /** JSON Schema 2020-12, self-contained. */
  readonly schema: Schema;
}

export function coreTypes(): CoreType[] {
  const folder = path.join(root, 'packages/core/src');
  const files = Object.values(sources).map(({ file }) => path.join(folder, file));
  // `nodenext` would put absolute paths of this machine into the names of definitions.
  const compiler = {
    module: 'esnext',
    moduleResolution: 'bundler',
    target: 'es2022',
    strict: true,
    types: [],
    skipLibCheck: true,
  };
  const program = getProgramFromFiles(files, { ...compiler, allowImportingTsExtensions: true, noEmit: true }, folder);
  return Object.entries(sources).map(([message, { type, file, closed }]) => {
    const schema = generateSchema(program, type, { required: true, ref: true, ignoreErrors: true }, files);
    if (!schema) throw new Error(`packages/core/src/${file} has no type ${type} that a schema can describe`);
    const described = modern(schema as Json) as Schema;
    return { message, type, file, schema: closed ? { ...described, additionalProperties: false } : described };
  });
}

/** draft-07 -> 2020-12 */
const modern = (schema: Json): Json => {
  const { $schema: _draft, definitions, ...rest } = schema as Schema;
  return rewrite({ ...rest, ...(definitions && { $defs: definitions }) }, (object) =>
    typeof object['$ref'] === 'string'
      ? { ...object, $ref: object['$ref'].replace('#/definitions/', '#/$defs/') }
      : object,
  );
};
