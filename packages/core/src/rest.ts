import type { Client } from './client.ts';
import type { CallOptions } from './options.ts';
import type { RestArguments, RestParameters, RestResult, RestRoute } from './rest-types.ts';

/** Calls of the REST API (API:REST API, MediaWiki 1.35), typed by route. */
export class Rest {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** @throws RestError, HttpError, NetworkError, UsageError */
  get<R extends RestRoute<'get'> | (string & {})>(
    route: R,
    ...args: RestArguments<'get', R>
  ): Promise<RestResult<'get', R>> {
    return this.#call('get', route, args);
  }

  /** @throws RestError, HttpError, NetworkError, UsageError */
  post<R extends RestRoute<'post'> | (string & {})>(
    route: R,
    ...args: RestArguments<'post', R>
  ): Promise<RestResult<'post', R>> {
    return this.#call('post', route, args);
  }

  /** @throws RestError, HttpError, NetworkError, UsageError */
  put<R extends RestRoute<'put'> | (string & {})>(
    route: R,
    ...args: RestArguments<'put', R>
  ): Promise<RestResult<'put', R>> {
    return this.#call('put', route, args);
  }

  /**
   * For routes of extensions: MediaWiki's own have no DELETE.
   * @throws RestError, HttpError, NetworkError, UsageError
   */
  delete(route: string, ...args: [parameters?: RestParameters, options?: CallOptions]): Promise<unknown> {
    return this.#call('delete', route, args);
  }

  async #call<T>(method: string, route: string, args: readonly unknown[]): Promise<T> {
    const [parameters = {}, options = {}] = args as [RestParameters?, CallOptions?];
    const { callRest } = await import('./later.ts');
    return callRest(this.#client, method.toUpperCase(), route, parameters, options) as Promise<T>;
  }
}
