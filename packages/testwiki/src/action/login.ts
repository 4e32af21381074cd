import { authenticate, authenticateBot } from '../authenticate.ts';
import { hasSecret, makeToken, matchesToken } from '../tokens.ts';
import { ApiError, formatMessage } from './errors.ts';
import { messageText, type Message } from './messages.ts';
import type { Call, Module } from './module.ts';
import { string } from './parameters.ts';
import { deprecate, type Values } from './values.ts';

type Result = Record<string, unknown>;

/** `reason`: one line of text with errorformat=bc, else an object with a code (login-failed-errorformat-*). */
function reason(call: Call, key: string, params: Message['params'] = [], code: string = key): unknown {
  const message = { key, params };
  if (call.errorformat === 'bc') return messageText(message, 'plaintext', call.state.version);
  return formatMessage(code, message, call.errorformat, call.state.version);
}

const mainAccountWarning = (call: Call): string =>
  call.state.options.enableBotPasswords === false
    ? 'apiwarn-deprecation-login-nobotpw'
    : 'apiwarn-deprecation-login-botpw';

function signIn(call: Call, name: string, password: string): Result {
  const bot = authenticateBot(call.state, name, password);
  if (bot?.status === 'PASS') {
    call.session.signInBot(bot.account, bot.grants ?? []);
    return { result: 'Success', lguserid: bot.account.id, lgusername: bot.account.name };
  }
  const answer = bot ?? authenticate(call.state, name, password);
  if (answer.status === 'FAIL') {
    return { result: 'Failed', reason: reason(call, answer.message.key, answer.message.params) };
  }
  if (answer.status === 'UI') {
    const key =
      call.state.options.enableBotPasswords === false ? 'api-login-fail-aborted-nobotpw' : 'api-login-fail-aborted';
    return { result: 'Aborted', reason: reason(call, key) };
  }
  call.session.signIn(answer.account, true);
  deprecate(call.input.warnings, 'login', mainAccountWarning(call), [], 'main-account-login');
  return { result: 'Success', lguserid: answer.account.id, lgusername: answer.account.name };
}

function execute(call: Call, values: Values): Result {
  if (call.lacksSameOriginSecurity) return { result: 'Aborted', reason: reason(call, 'api-login-fail-sameorigin') };
  for (const name of ['lgpassword', 'lgtoken']) {
    if (call.input.query.has(name)) throw new ApiError('mustpostparams', 'apierror-mustpostparams', [name, 1]);
  }
  if (call.session.session.provider !== 'cookie') {
    const sessions = `${call.session.session.provider === 'bearer' ? (call.state.options.bearerSessionName ?? 'OAuth') : 'bot password'} sessions`;
    return { result: 'Aborted', reason: reason(call, 'api-login-fail-badsessionprovider', [sessions]) };
  }
  call.session.persist();
  const { session } = call.session;
  const lost = !hasSecret(session, 'login');
  const token = makeToken(session, 'login', call.state.clock());
  const lgtoken = values.string('token') ?? '';
  if (lgtoken === '') {
    deprecate(call.input.warnings, 'login', 'apiwarn-deprecation-login-token', [], 'action=login&!lgtoken');
    return { result: 'NeedToken', token };
  }
  if (lost) return { result: 'Failed', reason: reason(call, 'authpage-cannot-login-continue', [], 'sessionlost') };
  if (!matchesToken(session, 'login', lgtoken)) return { result: 'WrongToken' };
  return signIn(call, values.string('name') ?? '', values.string('password') ?? '');
}

/** https://www.mediawiki.org/wiki/API:Login, since 1.27 */
export const login: Module = {
  path: 'login',
  classname: 'ApiLogin',
  group: 'action',
  prefix: 'lg',
  help: ['Login'],
  writerights: true,
  mustbeposted: true,
  parameters: {
    name: string(),
    password: { type: 'password', sensitive: true },
    domain: string(),
    token: string({ sensitive: true }),
  },
  execute: (call, values) => ({ login: execute(call, values) }),
};
