import type { paths } from './generated/rest.ts';
import type { CallOptions } from './options.ts';
import type { AnyWiki, Others, WikiTypes } from './wiki-types.ts';

/** The parts of a REST call, each by name. */
export interface RestParameters {
  /** For `{name}` in the route. A slash in a title is encoded. */
  readonly path?: { readonly [name: string]: string | number };
  readonly query?: { readonly [name: string]: string | number | boolean | undefined };
  /** Sent as JSON. The token is added where the session needs one. */
  readonly body?: object;
}

export type RestMethod = 'get' | 'post' | 'put' | 'delete';

/** Routes of this method whose parameters and results are typed. Where the wiki's own types are not given, any other is accepted too. */
export type RestRoute<M extends RestMethod, W extends WikiTypes = AnyWiki> = {
  [R in keyof W['routes'] & string]: W['routes'][R] extends string
    ? M extends W['routes'][R]
      ? R
      : never
    : W['routes'][R] extends { readonly [K in M]: object }
      ? R
      : never;
}[keyof W['routes'] & string];

/** What `rest.get` and its like take. */
export type AnyRoute<M extends RestMethod, W extends WikiTypes = AnyWiki> = RestRoute<M, W> | Others<W>;

/** The operation, from the wiki's own types, or from the spec where these only name it. */
type Operation<M extends RestMethod, R, W extends WikiTypes> = R extends keyof W['routes']
  ? W['routes'][R] extends string
    ? R extends keyof paths
      ? OfMethod<M, paths[R]>
      : never
    : OfMethod<M, W['routes'][R]>
  : never;

type OfMethod<M extends RestMethod, Route> = M extends keyof Route ? Route[M] : never;

/** A member of the operation's parameters or body, optional where nothing in it is required. */
type Part<Name extends string, T> = [T] extends [never] | [undefined]
  ? {}
  : {} extends T
    ? { readonly [K in Name]?: T }
    : { readonly [K in Name]: T };

type PathOf<Op> = Op extends { parameters: { path: infer T } } ? T : never;
type QueryOf<Op> = Op extends { parameters: { query?: infer T } } ? Exclude<T, undefined> : never;
type BodyOf<Op> = Op extends { requestBody: { content: { 'application/json': infer T } } } ? Omit<T, 'token'> : never;
type ParametersOf<Op> = Part<'path', PathOf<Op>> & Part<'query', QueryOf<Op>> & Part<'body', BodyOf<Op>>;

type Success = 200 | 201 | 202 | 204;
type ContentOf<Op> = Op extends { responses: infer Rs }
  ? { [S in keyof Rs & Success]: Rs[S] extends { content: infer C } ? C[keyof C] : undefined }[keyof Rs & Success]
  : never;

/** What `rest.get(route, ...)` takes. */
export type RestArguments<M extends RestMethod, R, W extends WikiTypes = AnyWiki> =
  R extends RestRoute<M, W>
    ? {} extends ParametersOf<Operation<M, R, W>>
      ? [parameters?: ParametersOf<Operation<M, R, W>>, options?: CallOptions]
      : [parameters: ParametersOf<Operation<M, R, W>>, options?: CallOptions]
    : [parameters?: RestParameters, options?: CallOptions];

/** The parsed JSON, or the text where the route answers with HTML. Errors are thrown, never returned. */
export type RestResult<M extends RestMethod, R, W extends WikiTypes = AnyWiki> =
  R extends RestRoute<M, W> ? ContentOf<Operation<M, R, W>> : unknown;
