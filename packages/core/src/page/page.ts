import type { LooseParameters } from '../action/parameters.ts';
import type { Client } from '../client.ts';
import type { Revision } from '../generated/action.ts';
import type { CallOptions } from '../options.ts';
import type { QueryOptions, QueryPage, QueryParameters } from '../query/types.ts';
import type { AnyWiki, WikiTypes } from '../wiki-types.ts';
import type {
  DeleteOptions,
  DeleteResult,
  EditOptions,
  EditSuccess,
  MoveOptions,
  MoveResult,
  SaveOptions,
  Transform,
} from './types.ts';
import { later } from '../load-later.ts';

/** What can be asked about one page. */
export type PageParameters<W extends WikiTypes = AnyWiki> = Omit<
  QueryParameters<W>,
  'titles' | 'pageids' | 'revids' | 'generator' | 'list' | 'meta'
> & {
  readonly titles?: never;
  readonly pageids?: never;
  readonly revids?: never;
  readonly generator?: never;
  readonly list?: never;
  readonly meta?: never;
};

/**
 * One page of a wiki, by its title. Reads that are begun at the same moment and ask the same go to the wiki together, 50 pages in
 * a request (500 with the right `apihighlimits`); each caller gets their own answer, or error. Writes are sent one by one.
 */
export class Page<Told = QueryPage, Asked extends object = PageParameters> {
  readonly #client: Client;
  /** As it was given. */
  readonly title: string;

  constructor(client: Client, title: string) {
    this.#client = client;
    this.title = title;
  }

  /**
   * What modules tell about the page (`prop`), all of it. A page that does not exist is `missing`.
   * @throws ApiError `invalidtitle` for a title that no page of the wiki can have, and what a call throws
   */
  async query<Extra = unknown>(parameters: Asked, options?: CallOptions): Promise<Told & Extra> {
    return (await later()).readPage(this.#client, this.title, parameters as LooseParameters, options) as Promise<
      Told & Extra
    >;
  }

  /**
   * What `prop=info` tells: `pageid`, `lastrevid`, `touched`, `redirect`, ... (API:Info).
   * @param inprop what else, e.g. `protection`, `url`
   * @throws as `query`
   */
  info(inprop?: readonly string[], options?: CallOptions): Promise<Told> {
    return this.query({ prop: 'info', inprop } as Asked, options);
  }

  /**
   * The text of the newest revision; `undefined` where there is no page, or where this user may not read it.
   * @throws as `query`
   */
  async text(options?: CallOptions): Promise<string | undefined> {
    return (await later()).readText(this.#client, this.title, options);
  }

  /**
   * The revisions, the newest first (API:Revisions).
   * @param parameters what else is asked, e.g. `rvprop`, `rvuser`, `rvdir`
   * @throws as `query`
   */
  async *history(
    parameters?: Asked,
    options?: Omit<QueryOptions, 'continue'>,
  ): AsyncGenerator<Revision, void, undefined> {
    yield* (await later()).history(this.#client, this.title, parameters, options);
  }

  /**
   * Changes the page by a function that is given its newest text. Where somebody changes, creates or deletes the page
   * meanwhile, the function is run again, on what is there then; several times, in the end ApiError `editconflict`.
   * @returns `undefined` where the function left the text as it was
   * @throws ApiError; NetworkError or HttpError, with `outcomeUnknown` where an answer was lost and the page cannot be looked at
   */
  edit(change: Transform, options?: EditOptions): Promise<EditSuccess | undefined>;
  /**
   * Saves a text as the page's, or as that of a section. With `baserevid`, only where the page is still at that revision.
   * @throws ApiError `editconflict`, ...; NetworkError or HttpError, as above
   */
  edit(text: string, options?: SaveOptions): Promise<EditSuccess>;
  async edit(change: Transform | string, options?: SaveOptions): Promise<EditSuccess | undefined> {
    return (await later()).edit(this.#client, this.title, change, options);
  }

  /**
   * Creates the page.
   * @throws ApiError `articleexists` where it is there already
   */
  create(text: string, options: EditOptions = {}): Promise<EditSuccess> {
    return this.edit(text, { ...options, createonly: true });
  }

  /**
   * Puts a text at the end of the page, which is created if need be. Many may do so at once: nothing is lost, and nothing is
   * there twice, also where an answer was cut off.
   * @throws as `edit`
   */
  async append(text: string, options?: EditOptions): Promise<EditSuccess> {
    return (await later()).append(this.#client, this.title, text, options);
  }

  /**
   * Moves the page (API:Move). Where the answer was lost, it is looked for in the log; it is never sent again.
   * @throws ApiError; NetworkError or HttpError, with `outcomeUnknown` where an answer was lost and no entry shows for sure that it
   *   was carried out
   */
  async move(to: string, options?: MoveOptions): Promise<MoveResult> {
    return (await later()).move(this.#client, this.title, to, options);
  }

  /**
   * Deletes the page (API:Delete), looked for as a move is.
   * @throws as `move`
   */
  async delete(options?: DeleteOptions): Promise<DeleteResult> {
    return (await later()).deletePage(this.#client, this.title, options);
  }
}
