import type { Client } from './client.ts';
import type { CallOptions } from './options.ts';
import type { AnyRoute, RestArguments, RestParameters, RestResult } from './rest-types.ts';
import type { AnyWiki, WikiTypes } from './wiki-types.ts';
import { later } from './load-later.ts';

/** Calls of the REST API (API:REST API, MediaWiki 1.35), typed by route. */
export class Rest<W extends WikiTypes = AnyWiki> {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** @throws RestError, HttpError, NetworkError, UsageError */
  get<R extends AnyRoute<'get', W>>(route: R, ...args: RestArguments<'get', R, W>): Promise<RestResult<'get', R, W>> {
    return this.#call('get', route, args);
  }

  /** @throws RestError, HttpError, NetworkError, UsageError */
  post<R extends AnyRoute<'post', W>>(
    route: R,
    ...args: RestArguments<'post', R, W>
  ): Promise<RestResult<'post', R, W>> {
    return this.#call('post', route, args);
  }

  /** @throws RestError, HttpError, NetworkError, UsageError */
  put<R extends AnyRoute<'put', W>>(route: R, ...args: RestArguments<'put', R, W>): Promise<RestResult<'put', R, W>> {
    return this.#call('put', route, args);
  }

  /**
   * For routes of extensions: MediaWiki's own have no DELETE.
   * @throws RestError, HttpError, NetworkError, UsageError
   */
  delete<R extends AnyRoute<'delete', W>>(
    route: R,
    ...args: RestArguments<'delete', R, W>
  ): Promise<RestResult<'delete', R, W>> {
    return this.#call('delete', route, args);
  }

  async #call<T>(method: string, route: string, args: readonly unknown[]): Promise<T> {
    const [parameters = {}, options = {}] = args as [RestParameters?, CallOptions?];
    const { callRest } = await later();
    return callRest(this.#client, method.toUpperCase(), route, parameters, options) as Promise<T>;
  }
}
