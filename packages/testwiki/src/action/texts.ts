import { authTexts, authTextsBefore143 } from '../auth/texts.ts';

/** Wikitext by message key, as in MediaWiki's i18n files. Only English: the shape is what matters. */
export const texts: Readonly<Record<string, string>> = {
  ...authTexts,
  'api-login-fail-aborted': `Authentication requires user interaction, which is not supported by <kbd>action=login</kbd>. To be able to login with <kbd>action=login</kbd>, see [[Special:BotPasswords]]. To continue using main-account login, see <kbd>[[Special:ApiHelp/clientlogin|action=clientlogin]]</kbd>.`,
  'api-login-fail-aborted-nobotpw': `Authentication requires user interaction, which is not supported by <kbd>action=login</kbd>. To log in, see <kbd>[[Special:ApiHelp/clientlogin|action=clientlogin]]</kbd>.`,
  'api-login-fail-badsessionprovider': 'Cannot log in when using $1.',
  'api-login-fail-sameorigin': 'Cannot log in when the same-origin policy is not applied.',
  'api-usage-mailinglist-ref':
    'Subscribe to the mediawiki-api-announce mailing list at <https://lists.wikimedia.org/postorius/lists/mediawiki-api-announce.lists.wikimedia.org/> for notice of API deprecations and breaking changes.',
  'apierror-alreadyregistered': 'You already have a user account.',
  'apierror-articleexists': 'The page you tried to create has been created already.',
  'apierror-assertanonfailed': 'You are no longer logged out, so the action could not be completed.',
  'apierror-assertbotfailed': 'You do not have the <code>bot</code> right, so the action could not be completed.',
  'apierror-assertnameduserfailed': 'You are no longer logged in as "$1", so the action could not be completed.',
  'apierror-assertuserfailed': 'You are no longer logged in, so the action could not be completed.',
  'apierror-badmd5': 'The supplied MD5 hash was incorrect.',
  'apierror-badparameter': 'Invalid value for the <var>$1</var> parameter.',
  'apierror-badurl': 'Invalid value "$2" for URL parameter <var>$1</var>.',
  'apierror-badtoken': 'Invalid CSRF token.',
  'apierror-cannotlogout': 'Logging out is not possible when using $1.',
  'apierror-badcontinue': 'Invalid continue param. You should pass the original value returned by the previous query.',
  'apierror-invalidmethod': 'Invalid HTTP method. Consider using GET or POST.',
  'apierror-invalidparammix': 'The parameters $1 can not be used together.',
  'apierror-invalidtitle': 'Bad title "$1".',
  'apierror-maxlag': 'Waiting for $2: $1 seconds lagged.',
  'apierror-maxlag-generic': 'Waiting for a database server: $1 seconds lagged.',
  'apierror-missingparam-at-least-one-of': 'At least one of the parameters $1 is required.',
  'apierror-missingparam-one-of': 'One of the parameters $1 is required.',
  'apierror-centralauth-badsession': 'Sessions of this kind cannot get a CentralAuth token.',
  'apierror-centralauth-badtoken': 'The CentralAuth token is not valid.',
  'apierror-centralauth-badusername': 'The user name of the CentralAuth token cannot be used here.',
  'apierror-centralauth-notattached': 'Your account here is not part of a global account.',
  'apierror-centralauth-notloggedin': 'You must be logged in.',
  'apierror-invaliduser': 'Invalid username "$1".',
  'apierror-invaliduserid': 'User ID $1 is not valid.',
  'apierror-missingtitle': "The page you specified doesn't exist.",
  'apierror-multisource': 'The <var>$1</var> parameter cannot be used with <var>$2</var>.',
  'apierror-pagecannotexist': "Namespace doesn't allow actual pages.",
  'apierror-revwrongpage': 'r$1 is not a revision of $2.',
  customcssprotected:
    "You do not have permission to edit this CSS page because it contains another user's personal settings.",
  customjsprotected:
    "You do not have permission to edit this JavaScript page because it contains another user's personal settings.",
  customjsonprotected:
    "You do not have permission to edit this JSON page because it contains another user's personal settings.",
  'undo-failure': 'The edit could not be undone due to conflicting intermediate edits.',
  'apierror-mustbeposted': 'The <kbd>$1</kbd> module requires a POST request.',
  'apierror-mustpostparams':
    'The following {{PLURAL:$2|parameter was|parameters were}} found in the query string, but must be in the POST body: $1.',
  'apierror-nosuchpageid': 'There is no page with ID $1.',
  'apierror-nosuchrevid': 'There is no revision with ID $1.',
  'apierror-nosuchsection': 'There is no section $1.',
  'apierror-ratelimited': "You've exceeded your rate limit. Please wait some time and try again.",
  'apierror-readapidenied': 'You need read permission to use this module.',
  'apierror-readonly': 'The wiki is currently in read-only mode.',
  'apierror-revisions-norevids':
    'The <var>revids</var> parameter may not be used with the list options (<var>$1limit</var>, <var>$1startid</var>, <var>$1endid</var>, <kbd>$1dir=newer</kbd>, <var>$1user</var>, <var>$1excludeuser</var>, <var>$1start</var>, and <var>$1end</var>).',
  'apierror-revisions-singlepage':
    '<var>titles</var>, <var>pageids</var> or a generator was used to supply multiple pages, but the <var>$1limit</var>, <var>$1startid</var>, <var>$1endid</var>, <kbd>$1dir=newer</kbd>, <var>$1user</var>, <var>$1excludeuser</var>, <var>$1start</var>, and <var>$1end</var> parameters may only be used on a single page.',
  'apierror-tempuseracquirefailed': 'Unable to acquire a temporary account username.',
  'apierror-tempuserdisabled': 'Temporary user account creation is disabled.',
  'apierror-unrecognizedparams': 'Unrecognized {{PLURAL:$2|parameter|parameters}}: $1.',
  'apierror-mustbeloggedin': 'You must be logged in.',
  'apierror-nochanges': 'No changes were requested.',
  'apiwarn-checktoken-percentencoding':
    'Check that symbols such as "+" in the token are properly percent-encoded in the URL.',
  'apiwarn-validationfailed': 'Validation error for <kbd>$1</kbd>: not a valid preference.',
  emailnotarget: 'Nonexistent or invalid username for recipient.',
  mailnologin: 'You must be logged in and have a valid email address in your preferences to send email to other users.',
  noemailtext: 'This user has not specified a valid email address.',
  usermaildisabled: 'User email disabled',
  'apiwarn-badmodule': 'The module "$1" does not have a submodule "$2".',
  'apiwarn-badutf8':
    'The value passed for <var>$1</var> contains invalid or non-normalized data. Textual data should be valid, NFC-normalized Unicode without C0 control characters other than HT (\\t), LF (\\n), and CR (\\r).',
  'apiwarn-deprecation-login-botpw':
    'Main-account login via <kbd>action=login</kbd> is deprecated and may stop working without warning. To continue login with <kbd>action=login</kbd>, see [[Special:BotPasswords]]. To safely continue using main-account login, see <kbd>action=clientlogin</kbd>.',
  'apiwarn-deprecation-login-nobotpw':
    'Main-account login via <kbd>action=login</kbd> is deprecated and may stop working without warning. To safely log in, see <kbd>action=clientlogin</kbd>.',
  'apiwarn-deprecation-login-token':
    'Fetching a token via <kbd>action=login</kbd> is deprecated. Use <kbd>action=query&meta=tokens&type=login</kbd> instead.',
  'apiwarn-deprecation-withoutslots':
    'Because "$1slots" was not specified, a legacy format has been used for the output. This format is deprecated, and in the future the new format will always be used.',
  'apiwarn-errorprinterfailed': 'Error printer failed. Will retry without params.',
  'apiwarn-notloggedin': 'You must be logged in.',
  'apiwarn-tokens-origin': 'Tokens may not be obtained when the same-origin policy is not applied.',
  'authpage-cannot-login-continue': 'Unable to continue login. Your session most likely timed out.',
  'badaccess-groups': 'The action you have requested is limited to users in one of the groups: $1.',
  'badaccess-group0': 'You are not allowed to execute the action you have requested.',
  'edit-conflict': 'Edit conflict.',
  'paramvalidator-baduser': 'Invalid value "$2" for user parameter <var>$1</var>.',
  'paramvalidator-badinteger': 'Invalid value "$2" for integer parameter <var>$1</var>.',
  'paramvalidator-badtimestamp': 'Invalid value "$2" for timestamp parameter <var>$1</var>.',
  'paramvalidator-badvalue-enumnotmulti': 'Unrecognized value for parameter <var>$1</var>: $2.',
  'paramvalidator-missingparam': 'The <var>$1</var> parameter must be set.',
  'paramvalidator-outofrange-minmax': 'The value "$2" for parameter <var>$1</var> must be between $3 and $4.',
  'paramvalidator-outofrange-min': 'The value "$2" for parameter <var>$1</var> must be no less than $3.',
  'paramvalidator-param-deprecated': 'The parameter <var>$1</var> has been deprecated.',
  'paramvalidator-toomanyvalues': 'Too many values supplied for parameter <var>$1</var>. The limit is $2.',
  'paramvalidator-unrecognizedvalues': 'Unrecognized value for parameter <var>$1</var>: $3',
  protectedinterface:
    'This page provides interface text for the software on this wiki, and is protected to prevent abuse.\nTo add or change translations for all wikis, please use [https://translatewiki.net/ translatewiki.net], the MediaWiki localisation project.',
  'mwoauth-invalid-authorization': 'The authorization headers in your request are not valid: the token is unknown.',
  'testwiki-notimplemented': 'A test wiki has no $1.',
};

export const textsBefore143: Readonly<Record<string, string>> = {
  ...authTextsBefore143,
  'apierror-articleexists': 'The article you tried to create has been created already.',
  'apierror-blocked': 'You have been blocked from editing.',
};

export const textsFrom143: Readonly<Record<string, string>> = {
  blockedtext: `<strong>Your username or IP address has been blocked.</strong>\n\nThe block was made by [[User:$1|$1]].\nThe reason given is <em>$2</em>.\n\n* Expiration of block: infinite\n* Intended blockee: $3\n\nYour current IP address is $4. Block ID #$5.\nPlease include all above details in any queries you make.`,
};
