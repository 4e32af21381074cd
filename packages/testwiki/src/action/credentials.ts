import type { Account } from '../accounts.ts';
import { passwordId, temporaryPasswordId } from '../auth/core-requests.ts';
import { offer } from '../auth/offer.ts';
import { load, visitOf } from './authmanager.ts';
import { ApiError } from './errors.ts';
import { messageCode } from './messages.ts';
import type { Call, Module } from './module.ts';
import { string, token } from './parameters.ts';
import type { Values } from './values.ts';

/** @throws ApiError notloggedin; temporary accounts have no credentials */
export function requireNamed(call: Call, what: string): Account {
  const { account, temp } = call.actor();
  if (account && !temp) return account;
  throw new ApiError('notloggedin', `apierror-mustbeloggedin-${what}`);
}

/** `ok`, or `reauth` where the last sign-in is too long ago, or was by cookie only. */
export function sensitiveOperationStatus({ state, session: { session } }: Call): 'ok' | 'reauth' {
  if (session.provider !== 'cookie') return 'ok'; // $wgAllowSecuritySensitiveOperationIfCannotReauthenticate
  const { authenticated } = session;
  const seconds = state.options.reauthenticateTime ?? 3600;
  return authenticated !== undefined && state.clock() - authenticated <= seconds * 1000 ? 'ok' : 'reauth';
}

/** @throws ApiError reauthenticate */
export function checkSensitiveOperation(call: Call): void {
  if (sensitiveOperationStatus(call) === 'reauth') throw new ApiError('reauthenticate', 'apierror-reauthenticate');
}

const noRequest = (): ApiError => new ApiError('badrequest', 'apierror-changeauth-norequest');

const done = { status: 'success' };

function change(call: Call, values: Values): object {
  const account = requireNamed(call, 'changeauthenticationdata');
  checkSensitiveOperation(call);
  const visit = visitOf(call);
  const wanted = values.string('request') ?? '';
  const offered = offer(visit, 'change').filter(({ id }) => id !== temporaryPasswordId);
  const [filled, second] = load(call, offered, [wanted]);
  if (!filled || second) throw noRequest();
  for (const provider of call.state.providers.primary) {
    const [why, ...others] = provider.testChange?.(visit, filled, account) ?? [];
    if (!why) continue;
    const more = others.map((one) => new ApiError(messageCode(one), one.key, one.params));
    throw new ApiError(messageCode(why), why.key, why.params, undefined, undefined, more);
  }
  for (const provider of call.state.providers.primary) provider.change?.(visit, filled, account);
  call.session.afterWrite('post');
  return done;
}

function remove(call: Call, values: Values, operation: 'remove' | 'unlink'): object {
  const account = requireNamed(call, operation === 'remove' ? 'removeauth' : 'linkaccounts');
  checkSensitiveOperation(call);
  const visit = visitOf(call);
  const wanted = values.string('request');
  const request = offer(visit, operation).find(({ id }) => id === wanted && id !== passwordId);
  if (!request) throw noRequest();
  for (const provider of call.state.providers.primary) {
    if (provider.remove?.(visit, request.id, account)) break;
  }
  call.session.afterWrite('post');
  return done;
}

const common = { group: 'action', readrights: true, writerights: true, mustbeposted: true } as const;

/** https://www.mediawiki.org/wiki/API:Changeauthenticationdata */
export const changeauthenticationdata: Module = {
  ...common,
  path: 'changeauthenticationdata',
  classname: 'ApiChangeAuthenticationData',
  prefix: 'changeauth',
  help: ['Manage_authentication_data'],
  dynamicparameters: true,
  parameters: { request: string({ required: true }), token: token('csrf') },
  execute: (call, values) => ({ changeauthenticationdata: change(call, values) }),
};

/** https://www.mediawiki.org/wiki/API:Removeauthenticationdata */
export const removeauthenticationdata: Module = {
  ...common,
  path: 'removeauthenticationdata',
  classname: 'ApiRemoveAuthenticationData',
  prefix: '',
  help: ['Manage_authentication_data'],
  parameters: { request: string({ required: true }), token: token('csrf') },
  execute: (call, values) => ({ removeauthenticationdata: remove(call, values, 'remove') }),
};

/** https://www.mediawiki.org/wiki/API:Unlinkaccount */
export const unlinkaccount: Module = {
  ...common,
  path: 'unlinkaccount',
  classname: 'ApiRemoveAuthenticationData',
  prefix: '',
  help: ['Manage_authentication_data'],
  parameters: { request: string({ required: true }), token: token('csrf') },
  execute: (call, values) => ({ unlinkaccount: remove(call, values, 'unlink') }),
};
