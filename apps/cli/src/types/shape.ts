import { key } from './comment.ts';

/** What values of JSON had in common. */
export interface Shape {
  readonly plain: Set<'string' | 'number' | 'boolean' | 'null'>;
  /** What the elements of arrays had in common; there was none in empty arrays. */
  elements: Shape | undefined;
  isArray: boolean;
  /** How many objects there were. */
  objects: number;
  readonly members: Map<string, Member>;
}

interface Member {
  /** In how many objects it was. */
  count: number;
  readonly shape: Shape;
}

/** A value may hold what has the same shape again. */
const deepest = 10;

/** An object with more members is one that maps names to values of one kind. */
const mostMembers = 40;

export const newShape = (): Shape => ({
  plain: new Set(),
  elements: undefined,
  isArray: false,
  objects: 0,
  members: new Map(),
});

export function addValue(shape: Shape, value: unknown): void {
  if (Array.isArray(value)) {
    shape.isArray = true;
    for (const element of value) addValue((shape.elements ??= newShape()), element);
  } else if (isObject(value)) {
    shape.objects++;
    for (const [name, of] of Object.entries(value)) {
      const member = shape.members.get(name) ?? { count: 0, shape: newShape() };
      member.count++;
      shape.members.set(name, member);
      addValue(member.shape, of);
    }
  } else if (value === null) shape.plain.add('null');
  else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    shape.plain.add(typeof value as 'string');
}

/** The shape as a type, its lines after the first indented. */
export function writeShape(shape: Shape, indent = '', depth = 0): string {
  if (depth > deepest) return 'unknown';
  const kinds = [...shape.plain].toSorted();
  const parts: string[] = kinds.filter((kind) => kind !== 'null');
  if (shape.isArray) {
    const elements = shape.elements ? writeShape(shape.elements, indent, depth + 1) : 'unknown';
    parts.push(/ \| /.test(elements.replace(/\{.*\}/s, '')) ? `(${elements})[]` : `${elements}[]`);
  }
  if (shape.objects > 0) parts.push(writeObject(shape, indent, depth));
  if (kinds.includes('null')) parts.push('null');
  return parts.join(' | ') || 'unknown';
}

function writeObject(shape: Shape, indent: string, depth: number): string {
  if (shape.members.size === 0) return '{ [key: string]: unknown }';
  if (isMap(shape)) {
    const values = newShape();
    for (const { shape: of } of shape.members.values()) merge(values, of);
    const type = writeShape(values, `${indent}  `, depth + 1);
    return type.includes('\n') ? `{\n${indent}  [key: string]: ${type};\n${indent}}` : `{ [key: string]: ${type} }`;
  }
  return `{\n${writeMembers(shape, `${indent}  `, depth)}${indent}}`;
}

/** One that was in every one of several objects is taken to be always there. */
export function writeMembers(shape: Shape, indent: string, depth = 0): string {
  return [...shape.members]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { count, shape: of }]) => {
      const optional = count < shape.objects || shape.objects < 2;
      return `${indent}${key(name)}${optional ? '?' : ''}: ${writeShape(of, indent, depth + 1)};\n`;
    })
    .join('');
}

/** E.g. by number of page, or by title. */
const isMap = ({ members }: Shape): boolean =>
  members.size > mostMembers || [...members.keys()].some((name) => !/^[A-Za-z_*][\w:*-]*$/.test(name));

function merge(into: Shape, from: Shape): void {
  for (const kind of from.plain) into.plain.add(kind);
  into.isArray ||= from.isArray;
  if (from.elements) merge((into.elements ??= newShape()), from.elements);
  into.objects += from.objects;
  for (const [name, { count, shape }] of from.members) {
    const member = into.members.get(name) ?? { count: 0, shape: newShape() };
    member.count += count;
    into.members.set(name, member);
    merge(member.shape, shape);
  }
}

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null;
