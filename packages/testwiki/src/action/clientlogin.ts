import { authenticate } from '../authenticate.ts';
import type { Account } from '../accounts.ts';
import { totpWindow } from '../totp.ts';
import { checkReturnUrl, fail, text } from './authmanager.ts';
import { ApiError } from './errors.ts';
import type { Call, Module } from './module.ts';
import { boolean, list, oneOf, string, token } from './parameters.ts';
import { raw, type Values } from './values.ts';

type Result = Record<string, unknown>;

function askForCode(call: Call, values: Values, account: Account, key: string): Result {
  const OATHToken = {
    type: 'string',
    label: 'Two-factor token or recovery code',
    help: 'The one-time password used as the second factor of two-factor authentication.',
    optional: false,
    sensitive: false,
  };
  const id = String.raw`MediaWiki\Extension\OATHAuth\Auth\TOTPAuthenticationRequest`;
  const provider = 'Two-factor authentication (OATH).';
  const request = { id, metadata: {}, required: 'required', provider, account: account.name, fields: { OATHToken } };
  return { status: 'UI', requests: [request], ...text(call, values, { key, params: [] }) };
}

function pass(call: Call, account: Account, remember: boolean): Result {
  call.session.signIn(account, remember);
  return { status: 'PASS', username: account.name };
}

/** A wrong code asks again, with the same state. */
async function goOn(call: Call, values: Values): Promise<Result> {
  const { pending } = call.session.session;
  if (!pending) return fail(call, values, 'authmanager-authn-not-in-progress');
  const { account, remember } = pending;
  const code = raw(call.input, 'OATHToken') ?? '';
  const secret = account.settings.twoFactor;
  const last = call.state.totpWindows.get(account.id) ?? 0;
  const window = typeof secret === 'string' ? await totpWindow(secret, code, call.state.clock(), last) : undefined;
  if (window === undefined) return askForCode(call, values, account, 'oathauth-login-failed');
  call.state.totpWindows.set(account.id, window);
  return pass(call, account, remember);
}

async function execute(call: Call, values: Values): Promise<Result> {
  checkReturnUrl(values, 'login');
  const { session } = call.session;
  if (session.provider !== 'cookie') return fail(call, values, 'userlogin-cannot-login');
  if (values.flag('continue')) return goOn(call, values);
  const remember = raw(call.input, 'rememberMe') !== undefined;
  const answer = authenticate(call.state, raw(call.input, 'username') ?? '', raw(call.input, 'password') ?? '');
  if (answer.status === 'FAIL') return fail(call, values, answer.message.key, answer.message.params);
  if (answer.status === 'PASS') return pass(call, answer.account, remember);
  if (!answer.account.settings.twoFactor) {
    throw new ApiError('testwiki-notimplemented', 'testwiki-notimplemented', ['change of a password at sign-in']);
  }
  session.pending = { account: answer.account, remember };
  return askForCode(call, values, answer.account, 'oathauth-auth-ui');
}

/** https://www.mediawiki.org/wiki/API:Login, with name and password, and a code as the second factor. */
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
  execute: async (call, values) => ({ clientlogin: await execute(call, values) }),
};
