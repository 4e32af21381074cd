import type { ActionTypes } from '../generated/modules.ts';
import type { JsonObject } from '../json.ts';
import type { AnyWiki, Others, WikiTypes } from '../wiki-types.ts';
import type { LooseParameters } from './parameters.ts';

/** Modules whose parameters and results are typed. Where the wiki's own types are not given, any other name is accepted too. */
export type ActionName<W extends WikiTypes = AnyWiki> = keyof W['actions'] & string;

/** What `post` and `call` take. */
export type AnyAction<W extends WikiTypes = AnyWiki> = ActionName<W> | Others<W>;

/** What `get` takes: not the modules that the wiki wants to be posted. */
export type ReadAction<W extends WikiTypes = AnyWiki> =
  | { [A in ActionName<W>]: W['actions'][A] extends { readonly method: 'POST' } ? never : A }[ActionName<W>]
  | Others<W>;

export type ActionParameters<A extends string, W extends WikiTypes = AnyWiki> = A extends keyof W['actions']
  ? W['actions'][A] extends { readonly request: infer Request }
    ? Request
    : LooseParameters
  : LooseParameters;

/** The answer of a module: what stands beside `warnings` under the module's own name. Errors are thrown, never returned. */
export type ActionResult<A extends string, W extends WikiTypes = AnyWiki> = A extends keyof W['actions']
  ? A extends keyof ActionTypes
    ? WithData<ActionTypes[A]['response'], W['actions'][A]>
    : W['actions'][A] extends { readonly response: infer Response }
      ? Response
      : JsonObject
  : JsonObject;

/** The answer of a query with the data of submodules that the spec does not know: `lists` stand beside `pages`, `page` in each of these. */
type WithData<Known, Own> = Own extends { readonly lists: infer Lists; readonly page: infer OfPage }
  ? Known extends { query?: infer Data }
    ? Omit<Known, 'query'> & { query?: PagesWith<NonNullable<Data>, OfPage> & Omit<Lists, keyof NonNullable<Data>> }
    : never
  : Known;

type PagesWith<Data, OfPage> = Data extends { pages?: (infer Page)[] }
  ? Omit<Data, 'pages'> & { pages?: (Page & Omit<OfPage, keyof Page>)[] }
  : never;

/** `parameters` may be left out where none is required. */
export type ActionArguments<A extends string, Options, W extends WikiTypes = AnyWiki> =
  {} extends ActionParameters<A, W>
    ? [parameters?: ActionParameters<A, W>, options?: Options]
    : [parameters: ActionParameters<A, W>, options?: Options];
