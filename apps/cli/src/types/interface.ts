import { quoted } from './comment.ts';
import { type Property, write } from './parameter.ts';

/** An interface of the file: own properties, and those of others. */
export interface Interface {
  readonly name: string;
  readonly comment: string;
  readonly bases: readonly Base[];
  readonly properties: readonly Property[];
  /** Takes parameters under any name. */
  readonly open: boolean;
}

export interface Base {
  readonly of: Interface;
  /** What is put before the names of its properties. */
  readonly prefix: string;
}

/** All properties by name. Where two bases have one of the same name and another type, it takes either. */
function flatten({ bases, properties }: Interface): Map<string, Property> {
  const all = new Map<string, Property>();
  for (const base of bases) {
    for (const property of flatten(base.of).values()) {
      const name = base.prefix + property.name;
      const type = all.get(name)?.type;
      all.set(name, {
        ...property,
        name,
        type: type === undefined || type === property.type ? property.type : `${type} | ${property.type}`,
      });
    }
  }
  for (const property of properties) all.set(property.name, property);
  return all;
}

export function writeInterface(one: Interface): string {
  const all = flatten(one);
  const heads: string[] = [];
  const clashes = new Map<string, Property>();
  for (const base of one.bases) {
    const differing: string[] = [];
    for (const { name, type } of flatten(base.of).values()) {
      const merged = all.get(base.prefix + name);
      if (merged === undefined || merged.type === type) continue;
      differing.push(base.prefix + name);
      clashes.set(merged.name, merged);
    }
    const head = base.prefix === '' ? base.of.name : `Prefixed<'${base.prefix}', ${base.of.name}>`;
    heads.push(differing.length > 0 ? `Omit<${head}, ${differing.map(quoted).join(' | ')}>` : head);
  }
  for (const { name } of one.properties) clashes.delete(name);
  const body = [...one.properties, ...clashes.values()].map(write).join('');
  const open = one.open ? '  [field: string]: Value;\n' : '';
  return `${one.comment}export interface ${one.name}${extending(heads, one.name)} {${body || open ? `\n${body}${open}` : ''}}\n`;
}

/** As formatters break it. */
function extending(heads: readonly string[], name: string): string {
  if (heads.length === 0) return '';
  const line = ` extends ${heads.join(', ')}`;
  if (`export interface ${name}${line} {`.length <= 120) return line;
  return `\n  extends\n    ${heads.join(',\n    ')}`;
}
