import { type ApiError, LoginError, type LoginErrorCode } from '../errors.ts';
import { adviceFor, wordsFor } from '../advice.ts';
import { firstText } from '../json.ts';

/** By the code of `reason` (MediaWiki 1.27 and later). */
const byReason: { readonly [code: string]: LoginErrorCode } = {
  wrongpassword: 'wrong-credentials',
  wrongpasswordempty: 'empty-password',
  invaliduser: 'illegal-name',
  // what 1.39 and 1.43 say to a name that no provider takes, e.g. `a#b` (login-failed-illegal-name)
  'authmanager-authn-no-primary': 'illegal-name',
  'login-throttled': 'throttled',
  'login-userblocked': 'blocked',
  sessionlost: 'cookies-not-kept',
  'botpasswords-needs-reset': 'bot-password-needs-reset',
  'botpasswords-locked': 'bot-password-locked',
  'api-login-fail-aborted': 'needs-interaction',
  'api-login-fail-aborted-nobotpw': 'needs-interaction',
  'api-login-fail-badsessionprovider': 'session-cannot-sign-in',
  'api-login-fail-sameorigin': 'anonymous-request',
};

/** By the value of `result` (before 1.27 each cause has one; API:Login as of 2011). */
const byResult: { readonly [result: string]: LoginErrorCode } = {
  NoName: 'no-name',
  Illegal: 'illegal-name',
  NotExists: 'no-such-user',
  EmptyPass: 'empty-password',
  WrongPass: 'wrong-password',
  WrongPluginPass: 'wrong-plugin-password',
  CreateBlocked: 'creation-blocked',
  Throttled: 'throttled',
  Blocked: 'blocked',
  Aborted: 'aborted',
  NeedToken: 'cookies-not-kept',
  WrongToken: 'wrong-token',
};

export interface Refusal {
  readonly result: string;
  /** The wiki's code, where it gave one. */
  readonly code: string | undefined;
  /** The wiki's own words; empty where it gave none. */
  readonly text: string;
  readonly retryAfter: number | undefined;
}

/** The error for a sign-in that the wiki refused: as exact as the wiki's answer is. */
export function loginError({ result, code, text, retryAfter }: Refusal): LoginError {
  const kind = (code === undefined ? byResult[result] : byReason[code]) ?? 'refused';
  const causes = [kind !== 'refused' && kind, result, code].filter(Boolean);
  const what = wordsFor(kind) || `The wiki refused the sign-in (${causes.join(', ')}).`;
  const advice = code === 'api-login-fail-aborted-nobotpw' ? adviceFor('no-bot-passwords') : undefined;
  const waits = retryAfter === undefined ? '' : ` It asks to wait ${retryAfter} seconds.`;
  const details = { result, wikiCode: code, retryAfter };
  return new LoginError(kind, `${what}${waits}${text ? ` It says: ${text}` : ''}`, advice, details);
}

/** The wiki refused the call itself: it did not get as far as the name and password. */
export function loginUnavailable(error: ApiError): LoginError | undefined {
  const details = { wikiCode: error.code, retryAfter: error.retryAfter };
  if (error.has('readonly')) {
    // errorformat=raw has no text for it (readonly-setting-login)
    const reason = firstText(error.errors[0]?.data?.['readonlyreason']);
    return new LoginError('read-only', `The wiki is read-only${reason ? `: ${reason}` : ''}.`, undefined, details);
  }
  if (error.has('readapidenied')) {
    return new LoginError(
      'private-wiki',
      'The wiki is private and refuses even the token of a sign-in.',
      undefined,
      details,
    );
  }
  return undefined;
}
