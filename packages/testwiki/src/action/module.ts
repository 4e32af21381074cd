import type { CookieWriter } from '../cookies.ts';
import type { SessionHandle } from '../session.ts';
import type { State } from '../state.ts';
import type { Actor } from '../actor.ts';
import type { ErrorFormat } from './errors.ts';
import type { Parameter, ParameterTable } from './parameters.ts';
import type { Input, Values } from './values.ts';

/** One call of the Action API, as its module sees it. */
export interface Call {
  readonly state: State;
  /** All modules there are, by path. */
  readonly modules: ReadonlyMap<string, Module>;
  readonly input: Input;
  readonly session: SessionHandle;
  readonly cookies: CookieWriter;
  readonly errorformat: ErrorFormat;
  /** origin=* or JSONP: nobody may be signed in by this call. */
  readonly lacksSameOriginSecurity: boolean;
  /** Who acts; asked anew after a sign-in. */
  actor(): Actor;
}

/** A module of the Action API. */
export interface Module {
  /** `edit`, `query+tokens` */
  readonly path: string;
  /** Name of the PHP class, which paraminfo shows. */
  readonly classname: string;
  readonly group?: 'action' | 'meta' | 'prop' | 'list' | 'format';
  readonly prefix: string;
  readonly parameters: ParameterTable;
  /** Parameters named after the values of another: `contentformat-{slot}`. */
  readonly templated?: Readonly<
    Record<string, Parameter & { readonly templatevars: Readonly<Record<string, string>> }>
  >;
  /** The extension it comes from. */
  readonly source?: string;
  /** Default `GPL-2.0-or-later`. */
  readonly license?: string;
  readonly internal?: true;
  /** Pages of the manual below `API:`. */
  readonly help: readonly string[];
  readonly readrights?: true;
  /** A call that needs no right to read after all, although the module does. */
  readonly readsNothing?: (input: Input) => boolean;
  /** A version: only since then. */
  readonly writerights?: true | '1.43';
  readonly mustbeposted?: true;
  readonly generator?: true;
  readonly dynamicparameters?: true;
  /** Absent: known to paraminfo only. */
  readonly execute?: (call: Call, values: Values) => Promise<Record<string, unknown>> | Record<string, unknown>;
}
