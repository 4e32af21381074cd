import type { FlowErrorCode, HttpErrorCode, LoginErrorCode, NetworkErrorCode, UsageErrorCode } from './errors.ts';

/** Cases of a code that have advice of their own. */
export type AdviceCase =
  | 'give-api-url'
  | 'give-rest-url'
  | 'page-answers'
  | 'php-notices'
  | 'no-bot-passwords'
  | 'no-tokens';

const administrator = 'Ask an administrator of the wiki.';
const checkName = 'Check the name: for a bot password it is `User@app`.';
const extraFactor = 'It may have a second factor, a captcha, or a password that has to be changed';
const giveApiUrl = 'Give the URL of api.php; Special:Version of the wiki names it.';
const giveElsewhere = 'Nothing was sent there. If you trust that place, give its URL instead.';

/** What to do about each error of mwkit; empty where its message says all. */
export const ownAdvice: {
  readonly [
    code in LoginErrorCode | HttpErrorCode | NetworkErrorCode | UsageErrorCode | FlowErrorCode | AdviceCase
  ]: string;
} = {
  // sign-in
  'wrong-credentials':
    'Check both. For a bot password the wiki says the same when its app name (`User@app`) is unknown, when it may not be used from this IP address, and when bot passwords are switched off.',
  'no-name': 'Give the name of the account.',
  'empty-password': 'Give the password.',
  'illegal-name': checkName,
  'no-such-user': 'Check the name.',
  'wrong-password': 'Check it; a temporary password must first be changed on the wiki itself.',
  'wrong-plugin-password': 'Check it, and the domain if the wiki has several.',
  'creation-blocked': 'Sign in from elsewhere, or ask an administrator of the wiki.',
  blocked: administrator,
  throttled: 'Wait before trying again: each try during that time counts too.',
  'needs-interaction': `${extraFactor}. Make a bot password on the wiki's Special:BotPasswords and sign in as \`User@app\` with it.`,
  'no-bot-passwords': `${extraFactor}, and this wiki has no bot passwords: sign in interactively (action=clientlogin).`,
  aborted: administrator,
  'cookies-blocked':
    'Allow third-party cookies for this page, open it under the same site as the wiki, or sign in by OAuth.',
  'wrong-token': 'Something between here and the wiki mixes up sessions, such as a cache that ignores cookies.',
  'cookies-not-kept':
    'The cookies it set did not come back: check that nothing between here and the wiki drops them, and in a browser that it allows cookies of that site.',
  'bot-password-needs-reset': "Reset it on the wiki's Special:BotPasswords.",
  'bot-password-locked': administrator,
  'session-cannot-sign-in': 'That session is signed in already: use it without login(), or leave the token out.',
  'anonymous-request': 'Leave `origin=*` and `callback` out of a sign-in.',
  'private-wiki': 'Ask its administrator to update it, or use its session cookies or an OAuth token.',
  'read-only': 'Nobody can sign in until that ends: try again later.',
  refused: "The wiki's own words say why.",

  // answers
  html: '',
  'not-json': '',
  'not-found': '',
  'give-api-url': giveApiUrl,
  'give-rest-url': 'Give the URL of rest.php with the option `rest`; wikis before 1.35 have none.',
  'page-answers': 'A sign-in page or a bot check before the wiki answers like this too.',
  'php-notices': 'PHP may print notices into it: ask whoever runs the wiki to switch display_errors off.',
  status: 'The wiki or a server before it is overloaded, blocks this client, or is not set up right.',
  'origin-refused': 'Leave the parameter to mwkit.',
  'rest-base-given': 'Give the URL of api.php.',
  'not-mediawiki': "Give the URL of the wiki's api.php; its Special:Version names it.",
  'redirected-elsewhere': giveElsewhere,
  'redirect-loop': 'Check the URL of the wiki.',
  'insecure-redirect': 'Nothing is sent from https to anything else: ask the wiki to mend its redirect.',
  'too-large': 'Ask for less at a time, or allow more with the option `maxResponseBytes`.',
  truncated: 'Try again later.',
  'unexpected-shape': 'Is this the API of a MediaWiki wiki? If it is, please report the answer to mwkit.',
  'no-tokens': 'Wikis before 1.24 have no meta=tokens; a request with `origin=*` gets no tokens.',

  // the network
  'connection-refused': 'Is the wiki running, and is the port right?',
  dns: 'Check the spelling of the host, and the network.',
  tls: 'Check its certificate, or whether it speaks https at all.',
  timeout: 'Try again later, or allow more time with the option `timeout`.',
  'connection-lost': 'Try again later.',
  network: 'Check the network; in a browser, `wiki.explain(error)` finds out why.',

  // what callers give
  'user-agent-required':
    'Wiki operators ask for a name, a version and a way to reach you, e.g. "MyBot/1.0 (https://example.org/mybot; me@example.org)".',
  'bad-api-url': '',
  'bad-option': '',
  'insecure-context': 'Serve the page by https, or from localhost.',
  'opaque-origin': "Serve it by http(s), or call with `as: 'anonymous'`.",
  'bad-parameter': '',
  'no-credentials': '',
  'session-damaged': 'Sign in again and save anew.',
  'session-of-other-wiki': 'Resume it with the wiki it was saved from.',
  'session-too-new': 'Update mwkit, or sign in again.',
  'store-cannot-lock': 'Give sharedSession() a lock beside it, such as redisLock().',
  'session-locked':
    'Try again. If that stays so, see whether its store can be reached, and whether the sign-in of the others hangs.',

  // flows
  failed: '',
  'too-many-rounds': 'Check the answers, then begin anew.',
  'session-lost': 'Its cookie did not come back, or it has expired: begin anew.',
  'not-in-progress': 'It has ended, or another one has taken its place on the wiki: begin anew.',
  superseded: 'A session has one flow at a time: begin anew, or use a wiki object for each.',
  'out-of-turn': '',
  'return-url-mismatch': 'It may belong to another sign-in, or somebody has sent it here: begin anew.',
  'unsafe-redirect': 'Do not follow it; tell whoever runs the wiki.',
  'cannot-redirect': 'Give `open`, and a `returnUrl` that you listen at.',
  'other-user': 'Nothing was changed: sign in again as the account that is to be changed.',
  damaged: 'Begin anew.',
  'wrong-key': 'It was sealed with another key, or somebody has changed it: begin anew.',
};

/** What has happened, for codes whose errors name it by the code alone where these texts are absent. */
export const ownWords: {
  readonly [code in Exclude<LoginErrorCode, 'refused' | 'read-only' | 'private-wiki' | 'cookies-blocked'>]: string;
} & {
  readonly [code in 'connection-refused' | 'dns' | 'tls']: string;
} = {
  'wrong-credentials': 'The wiki does not accept this name and password.',
  'no-name': 'The wiki got no name.',
  'empty-password': 'The wiki got no password.',
  'illegal-name': 'No account can have this name.',
  'no-such-user': 'The account does not exist on this wiki.',
  'wrong-password': 'The password is wrong.',
  'wrong-plugin-password': "The wiki's authentication plugin does not accept the password.",
  'creation-blocked': 'The wiki would have made a local account, but this IP address is blocked from account creation.',
  blocked: 'The account is blocked from signing in.',
  throttled: 'Too many sign-ins failed.',
  'needs-interaction': 'The account must answer more than a name and password.',
  aborted: 'An extension of the wiki stopped the sign-in.',
  'wrong-token': 'The wiki does not accept the login token that it has just given.',
  'cookies-not-kept': 'The wiki lost the session between two requests of the sign-in.',
  'bot-password-needs-reset': 'The bot password must be reset.',
  'bot-password-locked': 'The account of the bot password is locked.',
  'session-cannot-sign-in': 'The requests carry a session that cannot change its user, such as an OAuth token.',
  'anonymous-request': 'The wiki takes this request for an anonymous one from another site.',
  'connection-refused': 'refused the connection.',
  dns: 'has a name that could not be looked up.',
  tls: 'could not be reached over TLS.',
};
