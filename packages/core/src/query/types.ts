import type { ActionParameters } from '../action/types.ts';
import type { LooseParameters } from '../action/parameters.ts';
import type { Page as QueryPage, QueryRequest, QueryResponse } from '../generated/action.ts';
import type { CallOptions } from '../options.ts';
import type { AnyWiki, WikiTypes } from '../wiki-types.ts';

export type { QueryPage };

/**
 * Parameters of `action=query` (API:Query): those of the modules that the spec knows are typed; any other is accepted, so that
 * every module can be asked, those of extensions too. With the types of a wiki: those that it has, and no others.
 */
export type QueryParameters<W extends WikiTypes = AnyWiki> = Omit<
  Partial<W extends { readonly others: true } ? QueryRequest : ActionParameters<'query', W>>,
  'action' | 'continue' | 'rawcontinue'
> &
  (W extends { readonly others: true } ? LooseParameters : unknown);

/** What the modules of a wiki that the spec does not know put into each page, where `mwkit types` wrote it down. */
export type OfPage<W extends WikiTypes> = W['actions'] extends {
  readonly query: { readonly page: infer Extra };
}
  ? Extra
  : unknown;

/** Where a query goes on, as the wiki said it: plain data, to be kept and given back as the option `continue`. */
export type Continuation = { readonly [parameter: string]: string | number };

export interface QueryOptions extends CallOptions {
  /**
   * How much each module of the query is asked for at a time, where its own limit (`gaplimit`, `cllimit`, ...) is not among the
   * parameters: a number, or `max`, all that the wiki gives to this user. Default `max`.
   */
  readonly limit?: number | 'max' | undefined;
  /** Goes on where an earlier run of the same query stopped: `continue` of its last batch. */
  readonly continue?: Continuation | undefined;
}

/** All that there is about some pages, or some entries of a list. */
export interface QueryBatch<Extra = unknown> {
  /** The data of each module, over as many answers as it came in. */
  readonly query: Omit<NonNullable<QueryResponse['query']>, 'pages'> & { readonly pages?: (QueryPage & Extra)[] };
  /** Where the next batch begins; absent in the last one. */
  readonly continue?: Continuation;
}

type Data = NonNullable<QueryResponse['query']>;

/** The entries of the lists that the spec knows, by the name of the list. */
export type QueryLists = {
  [Name in keyof Data as NonNullable<Data[Name]> extends readonly unknown[] ? Name : never]-?: NonNullable<
    Data[Name]
  > extends readonly (infer Item)[]
    ? Item
    : never;
};
