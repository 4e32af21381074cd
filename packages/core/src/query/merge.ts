import { isObject, type JsonObject } from '../json.ts';

type Growing = { [key: string]: unknown };

/** What became of the titles that were asked for. Said again in each answer of a batch. */
const repeated: readonly string[] = ['normalized', 'converted', 'redirects', 'interwiki', 'pageids'];

/** Puts the answers of one batch together. */
export class Merger {
  /** All but what surrounds the data: `query`, and the lists that stand beside it (`watchlistraw`). */
  readonly data: Growing = {};
  readonly #pages = new Map<string, Growing>();

  add(answer: JsonObject): void {
    for (const [key, value] of Object.entries(answer)) {
      if (key === 'query' && isObject(value)) this.#addQuery(value);
      else if (!surrounding.has(key)) mergeInto(this.data, key, value);
    }
  }

  #addQuery(query: JsonObject): void {
    const merged = (this.data['query'] ??= {}) as Growing;
    for (const [key, value] of Object.entries(query)) {
      if (key === 'pages' && Array.isArray(value)) {
        const pages = (merged['pages'] ??= []) as JsonObject[];
        for (const page of value.filter(isObject)) this.#addPage(pages, page);
      } else if (repeated.includes(key) && Array.isArray(value)) {
        merged[key] = union((merged[key] ?? []) as unknown[], value);
      } else mergeInto(merged, key, value);
    }
  }

  #addPage(pages: JsonObject[], page: Growing): void {
    // a page that is not there has a title only, and one that never was a number only
    const key = JSON.stringify(page['pageid'] ?? page['title']);
    const known = this.#pages.get(key);
    if (known) for (const [name, value] of Object.entries(page)) mergeInto(known, name, value);
    else {
      this.#pages.set(key, page);
      pages.push(page);
    }
  }
}

const surrounding: ReadonlySet<string> = new Set(['batchcomplete', 'continue', 'limits', 'warnings', 'curtimestamp']);

/** Lists go on where they ended, objects are filled up, and of all else the newer counts. */
function mergeInto(target: Growing, key: string, value: unknown): void {
  const known = target[key];
  if (Array.isArray(known) && Array.isArray(value)) for (const item of value as unknown[]) known.push(item);
  else if (isObject(known) && isObject(value)) {
    for (const [name, part] of Object.entries(value)) mergeInto(known, name, part);
  } else target[key] = value;
}

function union(known: unknown[], more: unknown[]): unknown[] {
  const texts = new Set(known.map((item) => JSON.stringify(item)));
  return [...known, ...more.filter((item) => !texts.has(JSON.stringify(item)))];
}
