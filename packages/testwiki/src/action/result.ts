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

/** In formatversion 1 this list is an object with these keys, if it is not one of PHP's lists by chance. */
export function keyed<T extends object>(list: T[], keys: readonly number[]): T[] {
  return Object.defineProperty(list, listKey, { value: keys });
}

/**
 * MediaWiki takes integer keys for those of a list if the greatest is one less than their number: so `pages` is a list in
 * formatversion 1 if the ids are -1, 1 and 2, and an object if they are -1 and 2.
 */
function isPhpList(keys: readonly number[]): boolean {
  return Math.max(-1, ...keys) === keys.length - 1;
}

/** The object is the same in both versions, booleans too. */
export function verbatim<T extends object>(object: T): T {
  return Object.defineProperty(object, verbatimKey, { value: true });
}

/** https://www.mediawiki.org/wiki/API:JSON_version_2: false is left out, true is "", some names and lists differ. */
export function toFormatVersion1(value: unknown): unknown {
  if (value === true) return '';
  if (Array.isArray(value)) {
    const keys = (value as { [listKey]?: readonly number[] })[listKey];
    const items: unknown[] = value.map(toFormatVersion1);
    if (keys === undefined || isPhpList(keys)) return items;
    return Object.fromEntries(keys.map((key, i) => [key, items[i]]));
  }
  if (typeof value !== 'object' || value === null || verbatimKey in value) return value;
  const starred = (value as { [contentKey]?: string })[contentKey];
  const entries = Object.entries(value).filter(([, item]) => item !== false && item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key === starred ? '*' : key, toFormatVersion1(item)]));
}
