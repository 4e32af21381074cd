import { paint, visible } from './output.ts';

/** Longest line of a list that is shown in one line. */
const lineLength = 80;

/** JSON as an indented outline for people to read. */
export function outline(value: unknown): string {
  return lines(value).join('\n');
}

function lines(value: unknown): string[] {
  if (Array.isArray(value)) return listLines(value);
  if (isObject(value)) return objectLines(value);
  return scalarLines(value);
}

function objectLines(object: { [key: string]: unknown }): string[] {
  const entries = Object.entries(object);
  if (entries.length === 0) return [paint('dim', '{}')];
  return entries.flatMap(([key, value]) => {
    const [first = '', ...others] = lines(value);
    const name = `${paint('cyan', visible(key))}:`;
    const nested = others.length > 0 || (isObject(value) && Object.keys(value).length > 0) || isNestedList(value);
    return nested ? [name, ...[first, ...others].map(indented)] : [`${name} ${first}`];
  });
}

function listLines(list: readonly unknown[]): string[] {
  if (list.length === 0) return [paint('dim', '[]')];
  if (list.every((item) => typeof item !== 'object' || item === null)) {
    const texts = list.map((item) => scalarLines(item).join(' '));
    const plain = list.map(String).join(', ');
    if (plain.length <= lineLength && !plain.includes('\n')) return [texts.join(', ')];
  }
  return list.flatMap((item) => {
    const [first = '', ...others] = lines(item);
    return [`${paint('dim', '-')} ${first}`, ...others.map(indented)];
  });
}

function scalarLines(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [paint('dim', '""')] : visible(value).split('\n');
  return [paint('yellow', String(value))];
}

/** A list that its key has to stand above, although it may have one line only. */
function isNestedList(value: unknown): boolean {
  return Array.isArray(value) && value.some((item) => typeof item === 'object' && item !== null);
}

function indented(line: string): string {
  return `  ${line}`;
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
