import { quoted, typeName } from './comment.ts';
import type { ModuleInfo, ParameterInfo } from './paraminfo.ts';

/** Unions too long for a line, or used more than once, get a name. */
const longest = 60;

/** What the file has types of besides. */
const ownNames = ['MyWiki', 'Multi', 'Timestamp', 'Namespace', 'Value', 'Prefixed'];

/** A union that has a name of its own. */
export interface NamedUnion {
  readonly name: string;
  readonly members: readonly string[];
}

/** The types that the parameters of one wiki have. Long unions have names, so that equal ones are written once. */
export class ParameterTypes {
  readonly #named: ReadonlyMap<string, NamedUnion>;

  constructor(modules: readonly ModuleInfo[]) {
    this.#named = nameUnions(modules);
  }

  named(): readonly NamedUnion[] {
    return [...this.#named.values()];
  }

  /** What a caller gives for a parameter. */
  of(parameter: ParameterInfo): string {
    const { multi, allspecifier } = parameter;
    const one = this.#one(parameter);
    if (!multi) return one;
    // an array cannot hold a Date
    const several = `Multi<${one === 'Timestamp' ? 'string' : one}>`;
    const all = allspecifier !== undefined && !one.includes('string') ? ` | ${quoted(allspecifier)}` : '';
    return several + all;
  }

  #one({ type, extranamespaces = [] }: ParameterInfo): string {
    if (Array.isArray(type)) return this.#union(type);
    switch (type) {
      case 'boolean':
        return 'boolean';
      case 'integer':
      case 'float':
      case 'double':
        return 'number';
      case 'limit':
        return "number | 'max'";
      case 'namespace':
        return ['Namespace', ...extranamespaces].join(' | ');
      case 'upload':
        return 'Blob';
      case 'timestamp':
      case 'expiry':
        return 'Timestamp';
      default:
        return 'string';
    }
  }

  #union(values: readonly (string | number)[]): string {
    // e.g. the tags of a wiki that has none yet
    if (values.length === 0) return 'string';
    const union = unionOf(values);
    return this.#named.get(union)?.name ?? union;
  }
}

/** One that many parameters have is named for them, e.g. `Contentformat`; else for module and parameter. */
function nameUnions(modules: readonly ModuleInfo[]): Map<string, NamedUnion> {
  const uses = new Map<string, { members: readonly string[]; owners: string[]; names: string[] }>();
  for (const { path, parameters, templatedparameters = [] } of modules) {
    for (const { name, type } of [...parameters, ...templatedparameters]) {
      if (!Array.isArray(type) || unionOf(type).length <= longest) continue;
      const use = uses.get(unionOf(type)) ?? { members: type.flatMap(literals), owners: [], names: [] };
      use.owners.push(typeName(path));
      use.names.push(typeName(name));
      uses.set(unionOf(type), use);
    }
  }
  const taken = new Set(ownNames);
  return new Map(
    Array.from(uses, ([union, { members, owners, names }]) => {
      const [owner = '', name = ''] = [owners[0], names[0]];
      const wanted = owners.length > 1 ? name : owner + name;
      const free = [wanted, owner + name, `${owner}${name}2`].find((one) => !taken.has(one)) ?? owner + name;
      taken.add(free);
      return [union, { name: free, members }];
    }),
  );
}

const unionOf = (values: readonly (string | number)[]): string => values.flatMap(literals).join(' | ');

/** A number may also be given as text. */
function literals(value: string | number): readonly string[] {
  const text = String(value);
  return /^(0|[1-9]\d{0,8})$/.test(text) ? [text, quoted(text)] : [quoted(text)];
}
