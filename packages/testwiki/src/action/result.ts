/**
 * Results are built in the shape of formatversion 2; what formatversion 1 needs to know beside it is noted in symbols:
 * which key becomes `*`, and by which key a list becomes an object.
 */
const contentKey: unique symbol = Symbol('content');
const listKey: unique symbol = Symbol('list');
const verbatimKey: unique symbol = Symbol('verbatim');

/** In formatversion 1 this key of the object is called `*`. */
export function content<T extends object>(object: T, key: keyof T & string): T {
  return Object.defineProperty(object, contentKey, { value: key });
}

/** In formatversion 1 this list is an object, keyed by `key` of each item (or a negative number without it). */
export function keyed<T extends object>(list: T[], key: string): T[] {
  return Object.defineProperty(list, listKey, { value: key });
}

/** The object is the same in both versions, booleans too. */
export function verbatim<T extends object>(object: T): T {
  return Object.defineProperty(object, verbatimKey, { value: true });
}

/** https://www.mediawiki.org/wiki/API:JSON_version_2: false is left out, true is "", some names and lists differ. */
export function toFormatVersion1(value: unknown): unknown {
  if (value === true) return '';
  if (Array.isArray(value)) {
    const key = (value as { [listKey]?: string })[listKey];
    if (key === undefined) return value.map(toFormatVersion1);
    let missing = 0;
    const entries = value.map((item: Record<string, unknown>) => [item[key] ?? --missing, toFormatVersion1(item)]);
    return Object.fromEntries(entries);
  }
  if (typeof value !== 'object' || value === null || verbatimKey in value) return value;
  const starred = (value as { [contentKey]?: string })[contentKey];
  const entries = Object.entries(value).filter(([, item]) => item !== false && item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key === starred ? '*' : key, toFormatVersion1(item)]));
}
