import type { LooseParameters } from '../action/parameters.ts';
import type { ActionParameters, ActionResult } from '../action/types.ts';
import type { Page as QueryPage, QueryRequest } from '../generated/action.ts';
import type { CallOptions } from '../options.ts';
import type { AnyWiki, WikiTypes } from '../wiki-types.ts';

export type { QueryPage };

/**
 * Parameters of `action=query` (API:Query). Of a wiki whose types were not given, those of the modules that the spec knows are typed,
 * and any other is accepted, so that every module can be asked, those of extensions too.
 */
export type QueryParameters<W extends WikiTypes = AnyWiki> = W extends { readonly others: true }
  ? Omit<Partial<QueryRequest>, Own> & LooseParameters
  : Omit<Partial<ActionParameters<'query', W>>, Own>;

/** What a query sees to itself. */
type Own = 'action' | 'continue' | 'rawcontinue';

/** The data of a query's answer. */
export type QueryData<W extends WikiTypes = AnyWiki> =
  ActionResult<'query', W> extends { query?: infer Data } ? NonNullable<Data> : never;

/** A page as a query tells of it. */
export type PageOf<W extends WikiTypes> = QueryData<W> extends { pages?: (infer Page)[] } ? Page : QueryPage;

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
export interface QueryBatch<Page = QueryPage, Data = QueryData> {
  /** The data of each module, over as many answers as it came in. */
  readonly query: Omit<Data, 'pages'> & { readonly pages?: Page[] };
  /** Where the next batch begins; absent in the last one. */
  readonly continue?: Continuation;
}

/** The entries of the lists that are known, by the name of the list. */
export type QueryLists<Data = QueryData> = {
  [Name in keyof Data as NonNullable<Data[Name]> extends readonly unknown[] ? Name : never]-?: NonNullable<
    Data[Name]
  > extends readonly (infer Item)[]
    ? Item
    : never;
};
