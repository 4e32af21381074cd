import type { LooseParameters } from '../action/parameters.ts';
import type { Client } from '../client.ts';
import type { JsonObject } from '../json.ts';
import type { QueryBatch, QueryData, QueryLists, QueryOptions, QueryPage } from './types.ts';
import { later } from '../load-later.ts';

/**
 * A query, continued as long as its results are asked for (API:Continue). Sends nothing until one of its iterators is used, each
 * of which begins anew; one that is left early sends nothing more.
 * `Page` and `Data` are what it tells: of each page, and of everything.
 */
export class Query<Page = QueryPage, Data = QueryData> implements AsyncIterable<Page> {
  readonly #client: Client;
  readonly #parameters: LooseParameters;
  readonly #options: QueryOptions;

  constructor(client: Client, parameters: object, options: QueryOptions) {
    this.#client = client;
    this.#parameters = parameters as LooseParameters;
    this.#options = options;
  }

  /**
   * The pages, each with all that was asked about it. Pages come again in a later batch only where the wiki's generator gives them
   * again.
   * @throws what a call throws
   */
  [Symbol.asyncIterator](): AsyncGenerator<Page, void, undefined> {
    return this.items<Page>('pages');
  }

  /**
   * Whole batches: what is in one is complete, and its `continue` is where the next one begins.
   * @throws what a call throws
   */
  async *batches(): AsyncGenerator<QueryBatch<Page, Data>, void, undefined> {
    const { batches } = await later();
    yield* batches(this.#client, this.#parameters, this.#options) as AsyncGenerator<QueryBatch<Page, Data>>;
  }

  /**
   * The entries of a list (`allpages`, `search`, ...), one after the other.
   * @throws what a call throws
   */
  items<Name extends keyof QueryLists<Data>>(name: Name): AsyncGenerator<QueryLists<Data>[Name], void, undefined>;
  items<Item = JsonObject>(name: string): AsyncGenerator<Item, void, undefined>;
  async *items(name: string): AsyncGenerator<unknown, void, undefined> {
    const { items } = await later();
    yield* items(this.#client, this.#parameters, this.#options, name);
  }
}
