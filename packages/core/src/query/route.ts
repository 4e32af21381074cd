import { ApiError } from '../errors.ts';
import { firstText, isObject, type JsonObject } from '../json.ts';

/** Finds in the data of a query which page a title was, through all that the wiki made of it. */
export class Routes {
  readonly #normalized: ReadonlyMap<string, string>;
  readonly #converted: ReadonlyMap<string, string>;
  readonly #redirects: ReadonlyMap<string, string>;
  /** Titles of other wikis, and titles here that redirect there. */
  readonly #elsewhere: ReadonlySet<string>;
  readonly #pages: ReadonlyMap<string, JsonObject>;

  constructor(query: JsonObject) {
    const redirects = objects(query['redirects']);
    this.#normalized = changes(objects(query['normalized']));
    this.#converted = changes(objects(query['converted']));
    this.#redirects = changes(redirects);
    this.#elsewhere = new Set([
      ...objects(query['interwiki']).map(({ title }) => String(title)),
      ...redirects.filter(({ tointerwiki }) => firstText(tointerwiki)).map(({ from }) => String(from)),
    ]);
    this.#pages = new Map(objects(query['pages']).map((page) => [String(page['title']), page]));
  }

  /**
   * The page of this title; `undefined` where the answer does not mention it.
   * @throws ApiError `invalidtitle` for a title that no page of this wiki can have
   */
  page(asked: string): JsonObject | undefined {
    let title = this.#normalized.get(asked) ?? asked;
    title = this.#converted.get(title) ?? title;
    const passed = new Set<string>();
    for (let to = this.#redirects.get(title); to !== undefined; to = this.#redirects.get(title)) {
      if (this.#elsewhere.has(title)) break;
      if (passed.has(title)) throw invalidTitle(asked, 'It redirects in a circle.');
      passed.add(title);
      title = to;
    }
    if (this.#elsewhere.has(title)) throw invalidTitle(asked, 'It is a page of another wiki.');
    const page = this.#pages.get(title);
    if (page?.['invalid'] !== undefined) {
      const { invalidreason: reason } = page;
      throw invalidTitle(asked, firstText(reason, isObject(reason) ? reason['text'] : undefined));
    }
    // of `#part`, nothing is left
    if (title === '' && !page) throw invalidTitle(asked, 'It is empty.');
    return page;
  }
}

/** What `action=edit` answers to such a title. */
export function invalidTitle(title: string, why = ''): ApiError {
  return new ApiError('query', [{ code: 'invalidtitle', text: `Bad title "${title}". ${why}`.trim() }]);
}

function changes(list: readonly JsonObject[]): Map<string, string> {
  return new Map(
    list.map(({ from, to, fromencoded }) => [
      fromencoded === true ? decodeURIComponent(String(from)) : String(from),
      String(to),
    ]),
  );
}

function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
