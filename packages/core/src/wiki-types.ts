import type { ActionTypes } from './generated/modules.ts';
import type { paths } from './generated/rest.ts';

/** What a wiki has. `mwkit types` writes it for one wiki, and `createWiki<MyWiki>` takes it; at run time it is nothing. */
export interface WikiTypes {
  /** By module: what it takes (`request`); what it answers (`response`), where the spec does not say; `method: 'POST'` where it must be posted. */
  readonly actions: object;
  /** By route: the methods that it has there, where the spec knows the rest, such as `'get' | 'put'`; else an operation of OpenAPI by each method. */
  readonly routes: object;
}

/** Any wiki: typed is what the spec knows, and whatever else is called has loose types. */
export interface AnyWiki extends WikiTypes {
  readonly actions: ActionTypes;
  readonly routes: paths;
  readonly others: true;
}

/** A name that completes to none, where a wiki may have more than is known. */
export type Others<W> = W extends { readonly others: true } ? string & {} : never;
