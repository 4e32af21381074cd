import { type ApiError, LoginError, type LoginErrorCode } from '../errors.ts';
import { firstText } from '../json.ts';

type Explained = readonly [code: LoginErrorCode, what: string, advice: string];

const botPassword = "Make a bot password on the wiki's Special:BotPasswords and sign in as `User@app` with it.";
const wrongCredentials: Explained = [
  'wrong-credentials',
  'The wiki does not accept this name and password.',
  'Check both. For a bot password the wiki says the same when its app name (`User@app`) is unknown, when it may not be used from this IP address, and when bot passwords are switched off.',
];
const throttled: Explained = [
  'throttled',
  'Too many sign-ins failed.',
  'Wait before trying again: each try during that time counts too.',
];
const illegalName: Explained = [
  'illegal-name',
  'No account can have this name.',
  'Check the name: for a bot password it is `User@app`.',
];
const blocked: Explained = ['blocked', 'The account is blocked from signing in.', 'Ask an administrator of the wiki.'];
const cookiesNotKept: Explained = [
  'cookies-not-kept',
  'The wiki lost the session between two requests of the sign-in.',
  'The cookies it set did not come back: check that nothing between here and the wiki drops them, and in a browser that it allows cookies of that site.',
];

/** By the code of `reason` (MediaWiki 1.27 and later). */
const byReason: { readonly [code: string]: Explained } = {
  wrongpassword: wrongCredentials,
  wrongpasswordempty: ['empty-password', 'The wiki got no password.', 'Give the password.'],
  invaliduser: illegalName,
  // what 1.39 and 1.43 say to a name that no provider takes, e.g. `a#b` (login-failed-illegal-name)
  'authmanager-authn-no-primary': illegalName,
  'login-throttled': throttled,
  'login-userblocked': blocked,
  sessionlost: cookiesNotKept,
  'botpasswords-needs-reset': [
    'bot-password-needs-reset',
    'The bot password must be reset.',
    "Reset it on the wiki's Special:BotPasswords.",
  ],
  'botpasswords-locked': [
    'bot-password-locked',
    'The account of the bot password is locked.',
    'Ask an administrator of the wiki.',
  ],
  'api-login-fail-aborted': [
    'needs-interaction',
    'The account must answer more than a name and password.',
    `It may have a second factor, a captcha, or a password that has to be changed. ${botPassword}`,
  ],
  'api-login-fail-aborted-nobotpw': [
    'needs-interaction',
    'The account must answer more than a name and password.',
    'It may have a second factor, a captcha, or a password that has to be changed, and this wiki has no bot passwords: sign in interactively (action=clientlogin).',
  ],
  'api-login-fail-badsessionprovider': [
    'session-cannot-sign-in',
    'The requests carry a session that cannot change its user, such as an OAuth token.',
    'That session is signed in already: use it without login(), or leave the token out.',
  ],
  'api-login-fail-sameorigin': [
    'anonymous-request',
    'The wiki takes this request for an anonymous one from another site.',
    'Leave `origin=*` and `callback` out of a sign-in.',
  ],
};

/** By the value of `result` (before 1.27 each cause has one; API:Login as of 2011). */
const byResult: { readonly [result: string]: Explained } = {
  NoName: ['no-name', 'The wiki got no name.', 'Give the name of the account.'],
  Illegal: illegalName,
  NotExists: ['no-such-user', 'The account does not exist on this wiki.', 'Check the name.'],
  EmptyPass: ['empty-password', 'The wiki got no password.', 'Give the password.'],
  WrongPass: [
    'wrong-password',
    'The password is wrong.',
    'Check it; a temporary password must first be changed on the wiki itself.',
  ],
  WrongPluginPass: [
    'wrong-plugin-password',
    "The wiki's authentication plugin does not accept the password.",
    'Check it, and the domain if the wiki has several.',
  ],
  CreateBlocked: [
    'creation-blocked',
    'The wiki would have made a local account, but this IP address is blocked from account creation.',
    'Sign in from elsewhere, or ask an administrator of the wiki.',
  ],
  Throttled: throttled,
  Blocked: blocked,
  Aborted: ['aborted', 'An extension of the wiki stopped the sign-in.', 'Ask an administrator of the wiki.'],
  NeedToken: cookiesNotKept,
  WrongToken: [
    'wrong-token',
    'The wiki does not accept the login token that it has just given.',
    'Something between here and the wiki mixes up sessions, such as a cache that ignores cookies.',
  ],
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
  const [kind, what, advice] = (code === undefined ? byResult[result] : byReason[code]) ?? [
    'refused',
    `The wiki refused the sign-in (${[result, code].filter(Boolean).join(', ')}).`,
    "The wiki's own words say why.",
  ];
  const waits = retryAfter === undefined ? '' : ` It asks to wait ${retryAfter} seconds.`;
  return new LoginError(kind, `${what}${waits}${text ? ` It says: ${text}` : ''}`, advice, {
    result,
    wikiCode: code,
    retryAfter,
  });
}

/** The wiki refused the call itself: it did not get as far as the name and password. */
export function loginUnavailable(error: ApiError): LoginError | undefined {
  const details = { wikiCode: error.code, retryAfter: error.retryAfter };
  if (error.has('readonly')) {
    // errorformat=raw has no text for it (readonly-setting-login)
    const reason = firstText(error.errors[0]?.data?.['readonlyreason']);
    return new LoginError(
      'read-only',
      `The wiki is read-only${reason ? `: ${reason}` : ''}.`,
      'Nobody can sign in until that ends: try again later.',
      details,
    );
  }
  if (error.has('readapidenied')) {
    return new LoginError(
      'private-wiki',
      'The wiki is private and refuses even the token of a sign-in.',
      'Ask its administrator to update it, or use its session cookies or an OAuth token.',
      details,
    );
  }
  return undefined;
}
