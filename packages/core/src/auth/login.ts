import { askToken, callOnce } from '../action/attempt.ts';
import { requireShape } from '../action/validation.ts';
import { warningsOf } from '../action/warnings.ts';
import type { Client } from '../client.ts';
import { ApiError, LoginError, UsageError } from '../errors.ts';
import type { LoginResult as LoginAnswer } from '../generated/action.ts';
import { type ModuleInfo, modules } from '../generated/modules.ts';
import { validateLoginResult } from '../generated/validators/sign-in.ts';
import { attempts } from '../attempts.ts';
import { firstText, isObject, type JsonObject } from '../json.ts';
import type { Redact } from '../http/redact.ts';
import type { CallOptions, Credentials, WikiWarning } from '../options.ts';
import { requireCookies } from './cookies-blocked.ts';
import { loginError, loginUnavailable } from './login-errors.ts';

/** A sign-in that worked. */
export interface LoginResult {
  /** The account's name as the wiki writes it, without the `@app` of a bot password. */
  readonly username: string;
  readonly userId: number;
  /** `main-account-login`: it worked with the account's own password, which the wiki may stop at any time. Others as the wiki gave them. */
  readonly warnings: readonly WikiWarning[];
}

/**
 * Signs in by `action=login`: a bot password on MediaWiki 1.27 and later, any password before.
 * Two requests; on wikis before 1.27 three, because their token comes with a first `NeedToken` answer (API:Login).
 * @throws LoginError, ApiError, HttpError, NetworkError, UsageError
 */
export async function login(client: Client, credentials: Credentials, options: CallOptions = {}): Promise<LoginResult> {
  check(credentials);
  const { session } = client;
  const before = session.jar;
  // a session of a bot password cannot change its user (api-login-fail-badsessionprovider): start from none
  if (session.user) session.jar = client.platform.server?.createJar();
  try {
    return await signIn(client, credentials, options);
  } catch (error) {
    session.jar = before;
    if (error instanceof ApiError) throw loginUnavailable(error) ?? error;
    throw error;
  }
}

function check({ username, password }: Credentials): void {
  if (!username)
    throw new LoginError(
      'no-name',
      'No name was given.',
      'Give the name of the account: `User@app` for a bot password.',
    );
  if (!password) throw new LoginError('empty-password', 'No password was given.');
  if (typeof username !== 'string' || typeof password !== 'string') {
    throw new UsageError('bad-parameter', '`username` and `password` must be texts.');
  }
}

async function signIn(client: Client, credentials: Credentials, options: CallOptions): Promise<LoginResult> {
  let token = await loginToken(client, options);
  if (token !== undefined && (await client.access.needsCookies(options.signal)))
    await requireCookies(client, 'login', token, options);
  for (let renewed = false; ; renewed = true) {
    const { login, warnings, redact } = await post(client, credentials, token, options);
    if (client.session.jar) await client.platform.server?.keepLegacyCookies(client.session.jar, client.api, login);
    if (login.result === 'Success') {
      client.session.change({ name: login.lgusername, id: login.lguserid });
      return { username: login.lgusername, userId: login.lguserid, warnings };
    }
    const reason = readReason(login, redact);
    const tokenOutdated =
      login.result === 'NeedToken' || login.result === 'WrongToken' || reason.code === 'sessionlost';
    if (!tokenOutdated || renewed) throw loginError({ result: login.result, ...reason });
    token = login.result === 'NeedToken' ? login.token : await loginToken(client, options);
  }
}

/** `undefined` on wikis before 1.27, which have no such token type and say so in a warning at most. */
function loginToken(client: Client, options: CallOptions): Promise<string | undefined> {
  const asked = attempts(client, 'action=query', false, options, () =>
    askToken(client, 'login', { signal: options.signal, assert: false }),
  );
  return asked
    .then(({ token }) => token)
    .catch((error: unknown) => {
      // private wikis before 1.34 refuse the query (T245149); those before 1.12 do not know it
      if (error instanceof ApiError && ['readapidenied', 'unknown_meta', 'unknown_action'].includes(error.code))
        return undefined;
      throw error;
    });
}

async function post(
  client: Client,
  { username, password, domain }: Credentials,
  token: string | undefined,
  options: CallOptions,
): Promise<{ login: LoginAnswer; warnings: WikiWarning[]; redact: Redact }> {
  const parameters = new Map<string, string>([
    // of the six formats the one that has code and numbers: a throttle's seconds stand in `params` (throttle-login-errorformat-raw)
    ['errorformat', 'raw'],
    ['lgname', username],
    ['lgpassword', password],
  ]);
  if (domain !== undefined) parameters.set('lgdomain', domain);
  if (token !== undefined) parameters.set('lgtoken', token);
  // without `token`: here the first request of an old wiki goes out with none
  const { token: _, ...info } = modules['login'] as ModuleInfo;
  const { json, redact } = await attempts(client, 'action=login', true, options, () =>
    callOnce(client, 'login', parameters, { info, signal: options.signal, assert: false }),
  );
  const login = requireShape(json['login'], validateLoginResult, 'action=login');
  return { login, warnings: loginWarnings(json), redact };
}

function readReason(
  login: JsonObject,
  redact: Redact,
): {
  code: string | undefined;
  text: string;
  retryAfter: number | undefined;
} {
  const { reason, wait } = login;
  if (!isObject(reason)) return { code: undefined, text: redact(firstText(reason) ?? ''), retryAfter: seconds(wait) };
  const { code, text, html, key, params } = reason;
  const duration = Array.isArray(params) ? params.find(isObject)?.['duration'] : undefined;
  return { code: firstText(code, key), text: redact(firstText(text, html) ?? ''), retryAfter: seconds(duration) };
}

/** Wikis before 1.27 in formatversion=1 may give a number as text. */
function seconds(value: unknown): number | undefined {
  return value === undefined || value === null || Number.isNaN(Number(value)) ? undefined : Number(value);
}

const mainAccount: WikiWarning = {
  code: 'main-account-login',
  module: 'login',
  text: "Signed in with the account's own password. The wiki may stop that at any time: make a bot password on Special:BotPasswords.",
};

function loginWarnings(answer: JsonObject): WikiWarning[] {
  return warningsOf(answer)
    .map(({ feature, ...warning }) => (feature === 'main-account-login' ? mainAccount : warning))
    .filter(({ text }) => text !== ''); // errorformat=raw has no texts
}
