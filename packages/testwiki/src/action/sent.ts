import type { Input } from './values.ts';

/**
 * A parameter as PHP has it: `name[]=a&name[]=b` and `name[0]=a` make a list, in place of a text of that name. The body
 * counts over the query.
 */
export function sent(input: Input, name: string): string | readonly string[] | undefined {
  input.used.add(name);
  for (const source of [input.body, input.query]) {
    const items = [...source].filter(([key]) => key.startsWith(`${name}[`) && key.endsWith(']'));
    for (const [key] of items) input.used.add(key);
    if (items.length > 0) return items.map(([, value]) => value);
    const text = source.getAll(name).at(-1);
    if (text !== undefined) return text;
  }
  return undefined;
}
