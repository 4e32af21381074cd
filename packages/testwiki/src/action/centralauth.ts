import { userName } from '../title.ts';
import { isoTime } from '../state.ts';
import { ApiError } from './errors.ts';
import type { Call, Module } from './module.ts';
import { anyOf, integer, string } from './parameters.ts';
import type { Values } from './values.ts';

const common = { source: 'CentralAuth', help: [], prefix: '' } as const;

/** A token for one call to another wiki, within a minute. @throws ApiError hascallback, notloggedin, badsession, notattached */
function issue(call: Call): object {
  const { account } = call.actor();
  if (call.lacksSameOriginSecurity) throw new ApiError('hascallback', 'apiwarn-tokens-origin');
  if (!account) throw new ApiError('notloggedin', 'apierror-centralauth-notloggedin');
  const { session } = call.session;
  if (session.provider !== 'cookie') throw new ApiError('badsession', 'apierror-centralauth-badsession');
  if (account.settings.unattached) throw new ApiError('notattached', 'apierror-centralauth-notattached');
  const centralauthtoken = call.state.options.centralAuth?.issue(account.name, session.id, call.state.clock());
  return { centralauthtoken };
}

/** https://www.mediawiki.org/wiki/Extension:CentralAuth/API */
export const centralauthtoken: Module = {
  ...common,
  path: 'centralauthtoken',
  classname: String.raw`MediaWiki\Extension\CentralAuth\Api\ApiCentralAuthToken`,
  group: 'action',
  readrights: true,
  parameters: {},
  execute: (call) => ({ centralauthtoken: issue(call) }),
};

/** @throws ApiError invaliduser, invaliduserid */
function execute(call: Call, values: Values): object {
  const { state } = call;
  const [given, id] = [values.string('user'), values.integer('id')];
  const account = id === undefined ? undefined : state.accounts.byId(id);
  if (id !== undefined && !account) throw new ApiError('invaliduserid', 'apierror-invaliduserid', [id]);
  const name = account?.name ?? (given === undefined ? call.actor().account?.name : userName(given));
  if (name === undefined) throw new ApiError('invaliduser', 'apierror-invaliduser', [given ?? '']);
  const found = state.accounts.byName(name);
  if (!found) return { missing: true };
  const props = values.list('prop');
  const wiki = { wiki: state.cookiePrefix, url: state.origin };
  return {
    home: state.cookiePrefix,
    id: found.id,
    registration: isoTime(found.registration),
    name,
    ...(props.includes('groups') && { groups: [] }),
    ...(props.includes('rights') && { rights: [] }),
    ...(props.includes('merged') && {
      merged: [{ ...wiki, id: found.id, timestamp: isoTime(found.registration), method: 'primary', editcount: 0 }],
    }),
    ...(props.includes('unattached') && { unattached: [] }),
    ...(props.includes('editcount') && { editcount: 0 }),
  };
}

export const globaluserinfo: Module = {
  ...common,
  path: 'query+globaluserinfo',
  classname: String.raw`MediaWiki\Extension\CentralAuth\Api\ApiQueryGlobalUserInfo`,
  group: 'meta',
  prefix: 'gui',
  readrights: true,
  parameters: { user: string(), id: integer(), prop: anyOf('editcount groups merged rights unattached') },
  execute: (call, values) => ({ globaluserinfo: execute(call, values) }),
};
