import { loadRequests } from '../auth/load.ts';
import { beginLogin } from '../auth/login.ts';
import { offer } from '../auth/offer.ts';
import type { Outcome } from '../auth/outcome.ts';
import { authenticateBot } from '../authenticate.ts';
import { describeSession } from '../new-session.ts';
import { visitOf } from './authmanager.ts';
import { hasSecret, makeToken, matchesToken } from '../tokens.ts';
import { ApiError, formatMessage } from './errors.ts';
import { messageCode, messageText, type Message } from './messages.ts';
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

/** Name, password and rememberMe are all that this module can send to AuthManager. */
async function byMainAccount(call: Call, username: string, password: string): Promise<Outcome> {
  const fields: Readonly<Record<string, string>> = { username, password, rememberMe: '1' };
  const visit = visitOf(call);
  const filled = loadRequests(offer(visit, 'login'), (name) => fields[name]);
  return (await beginLogin(visit, filled)).outcome;
}

async function signIn(call: Call, name: string, password: string): Promise<Result> {
  const bot = authenticateBot(call.state, name, password);
  if (bot?.status === 'PASS') {
    call.session.signInBot(bot.account, bot.grants);
    return { result: 'Success', lguserid: bot.account.id, lgusername: bot.account.name };
  }
  const answer = bot ?? (await byMainAccount(call, name, password));
  if (answer.status === 'FAIL') {
    const { key, params } = answer.message;
    return { result: 'Failed', reason: reason(call, key, params, messageCode(answer.message)) };
  }
  const account = answer.status === 'PASS' ? call.actor().account : undefined;
  if (!account) {
    const key =
      call.state.options.enableBotPasswords === false ? 'api-login-fail-aborted-nobotpw' : 'api-login-fail-aborted';
    return { result: 'Aborted', reason: reason(call, key) };
  }
  deprecate(call.input.warnings, 'login', mainAccountWarning(call), [], 'main-account-login');
  return { result: 'Success', lguserid: account.id, lgusername: account.name };
}

async function execute(call: Call, values: Values): Promise<Result> {
  if (call.lacksSameOriginSecurity) return { result: 'Aborted', reason: reason(call, 'api-login-fail-sameorigin') };
  for (const name of ['lgpassword', 'lgtoken']) {
    if (call.input.query.has(name)) throw new ApiError('mustpostparams', 'apierror-mustpostparams', [name, 1]);
  }
  if (call.session.session.provider !== 'cookie') {
    const sessions = describeSession(call.state, call.session.session);
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
  execute: async (call, values) => ({ login: await execute(call, values) }),
};
