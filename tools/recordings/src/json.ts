import type { Json } from './exchange.ts';

/** The value at a path of keys and indices; undefined where there is none. */
export function at(value: Json | undefined, ...path: (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return typeof inner === 'object' && inner !== null ? inner[key] : undefined;
  }, value);
}

/** {@link at}, where a text must be. */
export function textAt(value: Json | undefined, ...path: (string | number)[]): string {
  const text = at(value, ...path);
  if (typeof text === 'string') return text;
  throw new Error(`no text at ${path.join('.')} of ${JSON.stringify(value)?.slice(0, 300)}`);
}
