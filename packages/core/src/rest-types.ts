import type { paths } from './generated/rest.ts';
import type { CallOptions } from './options.ts';

/** The parts of a REST call, each by name. */
export interface RestParameters {
  /** For `{name}` in the route. A slash in a title is encoded. */
  readonly path?: { readonly [name: string]: string | number };
  readonly query?: { readonly [name: string]: string | number | boolean | undefined };
  /** Sent as JSON. The token is added where the session needs one. */
  readonly body?: object;
}

export type RestMethod = 'get' | 'post' | 'put';

/** Routes of this method whose parameters and results are typed. Any other is accepted too, with loose types. */
export type RestRoute<M extends RestMethod> = {
  [R in keyof paths]: paths[R] extends { readonly [K in M]: object } ? R : never;
}[keyof paths];

type Operation<M extends RestMethod, R> = R extends keyof paths
  ? M extends keyof paths[R]
    ? paths[R][M]
    : never
  : never;

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
export type RestArguments<M extends RestMethod, R> =
  R extends RestRoute<M>
    ? {} extends ParametersOf<Operation<M, R>>
      ? [parameters?: ParametersOf<Operation<M, R>>, options?: CallOptions]
      : [parameters: ParametersOf<Operation<M, R>>, options?: CallOptions]
    : [parameters?: RestParameters, options?: CallOptions];

/** The parsed JSON, or the text where the route answers with HTML. Errors are thrown, never returned. */
export type RestResult<M extends RestMethod, R> = R extends RestRoute<M> ? ContentOf<Operation<M, R>> : unknown;
