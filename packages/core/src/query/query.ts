import type { Client } from '../client.ts';
import type { JsonObject } from '../json.ts';
import type { QueryBatch, QueryLists, QueryOptions, QueryPage, QueryParameters } from './types.ts';

/**
 * A query, continued as long as its results are asked for (API:Continue). Sends nothing until one of its iterators is used, each
 * of which begins anew; one that is left early sends nothing more.
 * `Extra` is what pages hold of modules that the spec does not know.
 */
export class Query<Extra = unknown> implements AsyncIterable<QueryPage & Extra> {
  readonly #client: Client;
  readonly #parameters: QueryParameters;
  readonly #options: QueryOptions;

  constructor(client: Client, parameters: QueryParameters, options: QueryOptions) {
    this.#client = client;
    this.#parameters = parameters;
    this.#options = options;
  }

  /**
   * The pages, each with all that was asked about it. Pages come again in a later batch only where the wiki's generator gives them
   * again.
   * @throws what a call throws
   */
  [Symbol.asyncIterator](): AsyncGenerator<QueryPage & Extra, void, undefined> {
    return this.items<QueryPage & Extra>('pages');
  }

  /**
   * Whole batches: what is in one is complete, and its `continue` is where the next one begins.
   * @throws what a call throws
   */
  async *batches(): AsyncGenerator<QueryBatch<Extra>, void, undefined> {
    const { batches } = await import('../everyday.ts');
    yield* batches(this.#client, this.#parameters, this.#options) as AsyncGenerator<QueryBatch<Extra>>;
  }

  /**
   * The entries of a list (`allpages`, `search`, ...), one after the other.
   * @throws what a call throws
   */
  items<Name extends keyof QueryLists>(name: Name): AsyncGenerator<QueryLists[Name], void, undefined>;
  items<Item = JsonObject>(name: string): AsyncGenerator<Item, void, undefined>;
  async *items(name: string): AsyncGenerator<unknown, void, undefined> {
    const { items } = await import('../everyday.ts');
    yield* items(this.#client, this.#parameters, this.#options, name);
  }
}
