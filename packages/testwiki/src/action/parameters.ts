import type { Version } from '../options.ts';

/** One parameter of a module, in the words of `action=paraminfo`: these tables check requests and answer paraminfo. */
export interface Parameter {
  readonly type:
    | 'string'
    | 'text'
    | 'password'
    | 'integer'
    | 'boolean'
    | 'limit'
    | 'timestamp'
    | 'user'
    | 'title'
    | 'namespace'
    | 'upload'
    | readonly string[];
  readonly required?: true | undefined;
  readonly default?: string | number;
  readonly sensitive?: true;
  readonly deprecated?: true;
  readonly multi?: true;
  /** Multi-value: `*` stands for all of them. */
  readonly allspecifier?: '*';
  readonly deprecatedvalues?: readonly string[];
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly highmax?: number;
  readonly tokentype?: string;
  readonly subtypes?: readonly string[];
  readonly mustExist?: false;
  readonly info?: readonly { readonly name: string }[];
  /** Each value is the name of a module; this is the path of the group they are in (`''` at the top). */
  readonly submodules?: string;
  readonly internalvalues?: readonly string[];
  readonly submoduleparamprefix?: string;
  /** The first version that has it. */
  readonly since?: Version;
  /** The last version that has it. */
  readonly until?: Version;
  /** What is different in 1.16. */
  readonly in116?: Partial<Parameter>;
  /** What is different before 1.43. */
  readonly before143?: Partial<Parameter>;
}

/** By name without the module's prefix, in order. */
export type ParameterTable = Readonly<Record<string, Parameter>>;

type More = Partial<Omit<Parameter, 'type'>>;

const words = (text: string): readonly string[] => text.split(/\s+/u).filter((word) => word !== '');

export const string = (more: More = {}): Parameter => ({ type: 'string', ...more });
export const text = (): Parameter => ({ type: 'text' });
export const integer = (more: More = {}): Parameter => ({ type: 'integer', ...more });
/** A file of a multipart form. */
export const upload = (): Parameter => ({ type: 'upload' });
export const boolean = (more: More = {}): Parameter => ({ type: 'boolean', ...more });
export const timestamp = (more: More = {}): Parameter => ({ type: 'timestamp', ...more });
/** One of these words. */
export const oneOf = (values: string, more: More = {}): Parameter => ({ type: words(values), ...more });
/** Any of these words, or any strings. */
export const anyOf = (values: string, more: More = {}): Parameter => ({ type: words(values), multi: true, ...more });
export const list = (type: 'string' | 'integer' = 'string'): Parameter => ({ type, multi: true });
export const token = (tokentype: string): Parameter => ({ type: 'string', required: true, sensitive: true, tokentype });

/** The table as this version has it. */
export function ofVersion(table: ParameterTable, version: Version): [string, Parameter][] {
  return Object.entries(table)
    .filter(([, { since, until }]) => (since ?? version) <= version && (until ?? version) >= version)
    .map(([name, parameter]) => [
      name,
      version >= '1.43'
        ? parameter
        : { ...parameter, ...parameter.before143, ...(version === '1.16' && parameter.in116) },
    ]);
}
