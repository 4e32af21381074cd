import { type ApiError, LoginError, type LoginErrorCode } from '../errors.ts';
import { adviceFor } from '../advice.ts';
import type { AdviceCase } from '../own-advice.ts';
import { firstText } from '../json.ts';

type Explained = readonly [code: LoginErrorCode, what: string, adviceCase?: AdviceCase];

const wrongCredentials: Explained = ['wrong-credentials', 'The wiki does not accept this name and password.'];
const throttled: Explained = ['throttled', 'Too many sign-ins failed.'];
const illegalName: Explained = ['illegal-name', 'No account can have this name.'];
const blocked: Explained = ['blocked', 'The account is blocked from signing in.'];
const cookiesNotKept: Explained = [
  'cookies-not-kept',
  'The wiki lost the session between two requests of the sign-in.',
];
const emptyPassword: Explained = ['empty-password', 'The wiki got no password.'];
const interaction = ['needs-interaction', 'The account must answer more than a name and password.'] as const;

/** By the code of `reason` (MediaWiki 1.27 and later). */
const byReason: { readonly [code: string]: Explained } = {
  wrongpassword: wrongCredentials,
  wrongpasswordempty: emptyPassword,
  invaliduser: illegalName,
  // what 1.39 and 1.43 say to a name that no provider takes, e.g. `a#b` (login-failed-illegal-name)
  'authmanager-authn-no-primary': illegalName,
  'login-throttled': throttled,
  'login-userblocked': blocked,
  sessionlost: cookiesNotKept,
  'botpasswords-needs-reset': ['bot-password-needs-reset', 'The bot password must be reset.'],
  'botpasswords-locked': ['bot-password-locked', 'The account of the bot password is locked.'],
  'api-login-fail-aborted': interaction,
  'api-login-fail-aborted-nobotpw': [...interaction, 'no-bot-passwords'],
  'api-login-fail-badsessionprovider': [
    'session-cannot-sign-in',
    'The requests carry a session that cannot change its user, such as an OAuth token.',
  ],
  'api-login-fail-sameorigin': [
    'anonymous-request',
    'The wiki takes this request for an anonymous one from another site.',
  ],
};

/** By the value of `result` (before 1.27 each cause has one; API:Login as of 2011). */
const byResult: { readonly [result: string]: Explained } = {
  NoName: ['no-name', 'The wiki got no name.'],
  Illegal: illegalName,
  NotExists: ['no-such-user', 'The account does not exist on this wiki.'],
  EmptyPass: emptyPassword,
  WrongPass: ['wrong-password', 'The password is wrong.'],
  WrongPluginPass: ['wrong-plugin-password', "The wiki's authentication plugin does not accept the password."],
  CreateBlocked: [
    'creation-blocked',
    'The wiki would have made a local account, but this IP address is blocked from account creation.',
  ],
  Throttled: throttled,
  Blocked: blocked,
  Aborted: ['aborted', 'An extension of the wiki stopped the sign-in.'],
  NeedToken: cookiesNotKept,
  WrongToken: ['wrong-token', 'The wiki does not accept the login token that it has just given.'],
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
  const [kind, what, adviceCase] = (code === undefined ? byResult[result] : byReason[code]) ?? [
    'refused',
    `The wiki refused the sign-in (${[result, code].filter(Boolean).join(', ')}).`,
  ];
  const waits = retryAfter === undefined ? '' : ` It asks to wait ${retryAfter} seconds.`;
  return new LoginError(
    kind,
    `${what}${waits}${text ? ` It says: ${text}` : ''}`,
    adviceCase && adviceFor(adviceCase),
    {
      result,
      wikiCode: code,
      retryAfter,
    },
  );
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
