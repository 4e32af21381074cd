import type { Actor } from '../actor.ts';
import type { Version } from '../options.ts';
import type { State } from '../state.ts';
import { matchesToken } from '../tokens.ts';
import { ApiError } from './errors.ts';
import type { Call, Module } from './module.ts';
import type { Values } from './values.ts';

const failed = (code: string, params: string[] = []): ApiError =>
  new ApiError(code, `apierror-${code}`, params, undefined, 'main');

/**
 * The checks between a module's parameters and its work, in MediaWiki's order: asserts, parameters, token, rights,
 * read-only mode, maxlag, method. So a GET with a token in the URL is `mustpostparams`, not `mustbeposted`.
 */
export function checkAsserts(main: Values, actor: Actor): void {
  const assert = main.string('assert');
  if (assert === 'anon' && actor.account) throw failed('assertanonfailed');
  if (assert === 'user' && !actor.account) throw failed('assertuserfailed');
  if (assert === 'bot' && !actor.rights.includes('bot')) throw failed('assertbotfailed');
  const name = main.string('assertuser');
  if (name !== undefined && name !== actor.name) throw failed('assertnameduserfailed', [name]);
}

export function checkToken(call: Call, module: Module, values: Values): void {
  const [name, parameter] =
    Object.entries(module.parameters).find(([, { tokentype }]) => tokentype !== undefined) ?? [];
  const type = parameter?.tokentype;
  if (name === undefined || type === undefined) return;
  if (call.input.query.has(module.prefix + name)) {
    throw new ApiError('mustpostparams', 'apierror-mustpostparams', [module.prefix + name, 1]);
  }
  if (matchesToken(call.session.session, type, values.string(name) ?? '')) return;
  // Looking for such a token starts a session, even if it is the wrong one.
  if (type === 'login' || type === 'createaccount') call.session.persist();
  throw new ApiError('badtoken', 'apierror-badtoken');
}

export const writes = ({ writerights }: Module, version: Version): boolean =>
  writerights === true || (writerights !== undefined && version >= writerights);

export function checkRights(call: Call, module: Module, headers: Headers): void {
  const reads = module.readrights && !module.readsNothing?.(call.input);
  if (reads && !call.actor().rights.includes('read')) {
    throw new ApiError('readapidenied', 'apierror-readapidenied', [], undefined, 'main');
  }
  if (!writes(module, call.state.version)) return;
  if (headers.get('promise-non-write-api-action') === 'true') {
    throw new ApiError('promised-nonwrite-api', 'apierror-promised-nonwrite-api', [], undefined, 'main');
  }
  const readonlyreason = call.state.readOnly;
  if (readonlyreason !== null) throw new ApiError('readonly', 'apierror-readonly', [], { readonlyreason }, 'main');
}

/** An error with the answer's headers `Retry-After` and `X-Database-Lag` (maxlag-bc: the body has the fraction). */
export function checkMaxlag(state: State, main: Values): void {
  const allowed = main.integer('maxlag');
  if (allowed === undefined || state.maxlag === null || state.maxlag <= allowed) return;
  throw new ApiError(
    'maxlag',
    'apierror-maxlag-generic',
    [state.maxlag],
    { host: 'db1', lag: state.maxlag, type: 'db' },
    'main',
  );
}

export function checkMethod(module: Module, method: string): void {
  if (!['GET', 'HEAD', 'POST'].includes(method))
    throw new ApiError('invalidmethod', 'apierror-invalidmethod', [], undefined, 'main');
  if (module.mustbeposted && method !== 'POST')
    throw new ApiError('mustbeposted', 'apierror-mustbeposted', [module.path]);
}
