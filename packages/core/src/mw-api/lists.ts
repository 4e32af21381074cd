import type { LooseParameters } from '../action/parameters.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { CallOptions } from '../options.ts';
import type { MwTitle } from './pages.ts';
import type { MwApiCalls } from './requests.ts';

/** Categories and messages. Where mw.Api gives `mw.Title` objects, these give titles. */
export interface MwApiLists {
  /** Whether there is such a category: with a page of its own, or with members. */
  isCategory(title: MwTitle): Promise<boolean>;
  /** Categories that have a page, by the beginning of their name. @returns names, without `Category:` */
  getCategoriesByPrefix(prefix: string): Promise<string[]>;
  /** The categories of a page, as titles with `Category:`; `false` where it has none or does not exist. */
  getCategories(title: MwTitle): Promise<string[] | false>;
  /** Messages of the interface by name, those that exist; 50 to a request. Their language is `uselang`, or `amlang` here. */
  getMessages(names: string | readonly string[], parameters?: LooseParameters): Promise<{ [name: string]: string }>;
}

/** As many values as one parameter takes of an ordinary user. */
const atOnce = 50;
const categoryNamespace = 14;

export function lists(api: MwApiCalls): MwApiLists {
  const query = async (parameters: LooseParameters, limits?: CallOptions): Promise<JsonObject> => {
    const { query } = await api.get({ action: 'query', formatversion: 2, ...parameters }, limits);
    return isObject(query) ? query : {};
  };
  const page = async (prop: string, title: MwTitle): Promise<JsonObject> =>
    objects((await query({ prop, titles: String(title) }))['pages'])[0] ?? {};
  return {
    isCategory: async (title) => (await page('categoryinfo', title))['categoryinfo'] !== undefined,
    async getCategoriesByPrefix(prefix) {
      const { allpages } = await query({ list: 'allpages', apprefix: prefix, apnamespace: categoryNamespace });
      return titles(allpages).map((title) => title.slice(title.indexOf(':') + 1));
    },
    async getCategories(title) {
      const { categories } = await page('categories', title);
      return categories !== undefined && titles(categories);
    },
    async getMessages(given, parameters) {
      const names = typeof given === 'string' ? [given] : given;
      const limits = api.limits();
      const found: { [name: string]: string } = {};
      for (let start = 0; start < names.length; start += atOnce) {
        const ammessages = names.slice(start, start + atOnce);
        const { allmessages } = await query({ meta: 'allmessages', ammessages, ...parameters }, limits);
        for (const { name, content } of objects(allmessages)) {
          if (typeof content === 'string') found[String(name)] = content;
        }
      }
      return found;
    },
  };
}

function objects(list: unknown): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function titles(list: unknown): string[] {
  return objects(list).map(({ title }) => String(title));
}
