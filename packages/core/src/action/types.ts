import type { ActionTypes } from '../generated/modules.ts';
import type { JsonObject } from '../json.ts';
import type { LooseParameters } from './parameters.ts';

/** Modules whose parameters and results are typed. Any other name is accepted too, with loose types. */
export type ActionName = keyof ActionTypes;

export type ActionParameters<A extends string> = A extends ActionName ? ActionTypes[A]['request'] : LooseParameters;

/** The answer of a module: what stands beside `warnings` under the module's own name. Errors are thrown, never returned. */
export type ActionResult<A extends string> = A extends ActionName ? ActionTypes[A]['response'] : JsonObject;

/** `parameters` may be left out where none is required. */
export type ActionArguments<A extends string, Options> =
  {} extends ActionParameters<A>
    ? [parameters?: ActionParameters<A>, options?: Options]
    : [parameters: ActionParameters<A>, options?: Options];
