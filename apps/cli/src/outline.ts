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
  const shown: string[] = [];
  for (const [key, value] of entries) {
    const inner = lines(value);
    const name = `${paint('cyan', visible(key))}:`;
    const nested = inner.length > 1 || (isObject(value) && Object.keys(value).length > 0) || isNestedList(value);
    if (nested) shown.push(name, ...inner.map(indented));
    else shown.push(`${name} ${inner[0]}`);
  }
  return shown;
}

function listLines(list: readonly unknown[]): string[] {
  if (list.length === 0) return [paint('dim', '[]')];
  if (list.every((item) => typeof item !== 'object' || item === null)) {
    const texts = list.map((item) => scalarLines(item).join(' '));
    const plain = list.map(String).join(', ');
    if (plain.length <= lineLength && !plain.includes('\n')) return [texts.join(', ')];
  }
  const shown: string[] = [];
  for (const item of list) {
    const [first = '', ...others] = lines(item);
    shown.push(`${paint('dim', '-')} ${first}`, ...others.map(indented));
  }
  return shown;
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
