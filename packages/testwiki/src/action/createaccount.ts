import { fullSeconds } from '../state.ts';
import { userName } from '../title.ts';
import { checkReturnUrl, fail } from './authmanager.ts';
import type { Call, Module } from './module.ts';
import { boolean, list, oneOf, string, token } from './parameters.ts';
import { raw, type Values } from './values.ts';

function execute(call: Call, values: Values): Record<string, unknown> {
  checkReturnUrl(values, 'create');
  if (values.flag('continue')) return fail(call, values, 'authmanager-create-not-in-progress');
  const field = (name: string): string => raw(call.input, name) ?? '';
  const name = userName(field('username'));
  if (name === undefined || name.startsWith('~')) return fail(call, values, 'invaliduser');
  if (!call.actor().rights.includes('createaccount')) return fail(call, values, 'permissiondenied');
  if (call.state.accounts.byName(name)) return fail(call, values, 'userexists');
  const password = field('password');
  // All fields of a request or none of them: without `retype` there is no password.
  if (password === '' || field('retype') === '') return fail(call, values, 'authmanager-create-no-primary');
  if (password !== field('retype')) return fail(call, values, 'badretype');
  call.state.accounts.create(name, { password }, fullSeconds(call.state.clock()));
  // It does not sign in; a temporary account is even signed out (temp-createaccount-by-temp-then-userinfo).
  if (call.actor().temp) call.session.becomeNobody();
  call.session.afterWrite('post');
  return { status: 'PASS', username: name };
}

/** https://www.mediawiki.org/wiki/API:Account_creation, with name and password only. */
export const createaccount: Module = {
  path: 'createaccount',
  classname: 'ApiAMCreateAccount',
  group: 'action',
  prefix: 'create',
  help: ['Account_creation'],
  writerights: true,
  mustbeposted: true,
  dynamicparameters: true,
  parameters: {
    requests: list(),
    messageformat: oneOf('html none raw wikitext', { default: 'wikitext' }),
    mergerequestfields: boolean(),
    preservestate: boolean(),
    returnurl: string(),
    continue: boolean(),
    token: token('createaccount'),
  },
  execute: (call, values) => ({ createaccount: execute(call, values) }),
};
