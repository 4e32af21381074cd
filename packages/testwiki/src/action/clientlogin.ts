import { authenticate } from '../authenticate.ts';
import { ApiError } from './errors.ts';
import { messageText, type Message } from './messages.ts';
import type { Call, Module } from './module.ts';
import { boolean, list, oneOf, string, token } from './parameters.ts';
import { raw, type Values } from './values.ts';

function fail(call: Call, values: Values, message: Message): Record<string, unknown> {
  const format = values.string('messageformat');
  const shown =
    format === 'raw' ? message : messageText(message, format === 'html' ? 'html' : 'wikitext', call.state.version);
  return {
    status: 'FAIL',
    ...(format !== 'none' && { message: shown }),
    messagecode: message.key,
    canpreservestate: false,
  };
}

function execute(call: Call, values: Values): Record<string, unknown> {
  const returnurl = values.string('returnurl');
  if (returnurl === undefined && !values.flag('continue')) {
    const names = { list: ['logincontinue', 'loginreturnurl'], type: 'comma' as const };
    throw new ApiError('missingparam', 'apierror-missingparam-at-least-one-of', [names, 2]);
  }
  if (returnurl !== undefined && !/^https?:\/\/[^/]/u.test(returnurl)) {
    throw new ApiError('badurl_loginreturnurl', 'apierror-badurl', ['loginreturnurl', returnurl]);
  }
  if (call.session.session.provider !== 'cookie')
    return fail(call, values, { key: 'userlogin-cannot-login', params: [] });
  if (values.flag('continue')) return fail(call, values, { key: 'authmanager-authn-not-in-progress', params: [] });
  const remember = raw(call.input, 'rememberMe') !== undefined;
  const answer = authenticate(call.state, raw(call.input, 'username') ?? '', raw(call.input, 'password') ?? '');
  if (answer.status === 'FAIL') return fail(call, values, answer.message);
  if (answer.status === 'UI') return fail(call, values, { key: 'authmanager-authn-no-primary', params: [] });
  call.session.signIn(answer.account, remember);
  return { status: 'PASS', username: answer.account.name };
}

/**
 * https://www.mediawiki.org/wiki/API:Login, one step only: name and password. Who would be asked for more (a second
 * factor, a new password) cannot sign in this way here.
 */
export const clientlogin: Module = {
  path: 'clientlogin',
  classname: 'ApiClientLogin',
  group: 'action',
  prefix: 'login',
  help: ['Login'],
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
    token: token('login'),
  },
  execute: (call, values) => ({ clientlogin: execute(call, values) }),
};
