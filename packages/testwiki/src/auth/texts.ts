/** English wikitext of the messages of AuthManager, its providers and ConfirmEdit, OATHAuth, EmailAuth, WebAuthn. */
export const authTexts: Readonly<Record<string, string>> = {
  acct_creation_throttle_hit:
    'Visitors to this wiki using your IP address have created $1 account in the last $2, which is the maximum allowed in this time period.\nAs a result, visitors using this IP address cannot create any more accounts at the moment.',
  'apierror-changeauth-norequest': 'Failed to create change request.',
  'apierror-mustbeloggedin-linkaccounts': 'You must be logged in to link accounts.',
  'apierror-mustbeloggedin-removeauth': 'You must be logged in to remove authentication data.',
  'apierror-reauthenticate': 'You have not authenticated recently in this session. Please reauthenticate.',
  'authmanager-authn-autocreate-failed': 'Auto-creation of a local account failed: $1',
  'authmanager-authn-no-local-user': 'The supplied credentials are not associated with any user on this wiki.',
  'authmanager-authn-no-local-user-link':
    'The supplied credentials are valid but are not associated with any user on this wiki. Login in a different way, or create a new user, and you will have an option to link your previous credentials to that account.',
  'authmanager-authn-no-primary': 'The supplied credentials could not be authenticated.',
  'authmanager-authn-not-in-progress':
    'Authentication is not in progress or session data has been lost. Please start again from the beginning.',
  'authmanager-create-no-primary': 'The supplied credentials could not be used for account creation.',
  'authmanager-create-not-in-progress':
    'Account creation is not in progress or session data has been lost. Please start again from the beginning.',
  'authmanager-email-help': 'Email address',
  'authmanager-email-label': 'Email',
  'authmanager-link-no-primary': 'The supplied credentials could not be used for account linking.',
  'authmanager-link-not-in-progress':
    'Account linking is not in progress or session data has been lost. Please start again from the beginning.',
  'authmanager-password-help': 'Password for authentication.',
  'authmanager-provider-password': 'Password-based authentication',
  'authmanager-provider-temporarypassword': 'Temporary password',
  'authmanager-realname-help': 'Real name of the user',
  'authmanager-realname-label': 'Real name',
  'authmanager-retype-help': 'Password again to confirm.',
  'authmanager-userlogin-remembermypassword-help':
    'Whether the password should be remembered for longer than the length of the session.',
  'authmanager-username-help': 'Username for authentication.',
  'authprovider-confirmlink-failed': 'Account linking did not fully succeed: $1',
  'authprovider-confirmlink-message':
    'Based on your recent login attempts, the following accounts can be linked to your wiki account. Linking them enables logging in via those accounts. Please select which ones should be linked.',
  'authprovider-confirmlink-option': '$1 ($2)',
  'authprovider-confirmlink-request-label': 'Accounts which should be linked',
  'authprovider-resetpass-skip-help': 'Skip resetting the password.',
  'authprovider-resetpass-skip-label': 'Skip',
  badretype: 'The passwords you entered do not match.',
  'captcha-createaccount':
    'To protect the wiki against automated account creation, we kindly ask you to solve the following task below and enter the answer in the box ([[Special:Captcha/help|more info]]):',
  'captcha-badlogin':
    'To protect the wiki against automated password cracking, we kindly ask you to solve the following task below and enter the answer in the box ([[Special:Captcha/help|more info]]):',
  'captcha-createaccount-fail': 'Incorrect or missing CAPTCHA.',
  'captcha-help': 'Solution of the CAPTCHA.',
  'captcha-id-help': 'This value should be sent back unchanged.',
  'captcha-id-label': 'CAPTCHA ID',
  'captcha-info-help': 'Description of the CAPTCHA.',
  'captcha-label': 'CAPTCHA',
  'createacct-reason': 'Reason (publicly logged)',
  'createacct-reason-help': 'Message shown in the account creation log',
  createaccountmail: 'Use a temporary random password and send it to the specified email address',
  'createaccountmail-help': 'Can be used to create account for another person without learning the password.',
  emaildisabled: 'This site cannot send emails.',
  'emailauth-login-failure': 'The code you entered is not correct.',
  'emailauth-login-message': 'We sent a code to the email address of your account. Please enter it below.',
  'emailauth-login-retry-limit': 'You entered a wrong code too often. Please log in again.',
  'emailauth-token-help': 'The code that was sent to you by email.',
  'emailauth-token-label': 'Verification code',
  'fancycaptcha-createaccount':
    'To help protect against automated account creation, please enter the words that appear below in the box ([[Special:Captcha/help|more info]]):',
  'fancycaptcha-badlogin':
    'To help protect against automated password cracking, please enter the words that appear below in the box ([[Special:Captcha/help|more info]]):',
  invalidemailaddress:
    'The email address cannot be accepted as it appears to have an invalid format.\nPlease enter a well-formatted address or empty that field.',
  'login-throttled': 'You have made too many recent login attempts.\nPlease wait $1 before trying again.',
  newpassword: 'New password:',
  noemailcreate: 'You need to provide a valid email address.',
  noname: 'You have not specified a valid username.',
  'oathauth-auth-recovery-code-help': 'Please enter one of your recovery codes.',
  'oathauth-auth-recovery-code-label': 'Recovery code',
  'oathauth-auth-switch-module-help': 'Choose another second factor.',
  'oathauth-auth-switch-module-label': 'Second factor',
  'oathauth-auth-token-help': 'The one-time password used as the second factor of two-factor authentication.',
  'oathauth-auth-token-label': 'Two-factor token or recovery code',
  'oathauth-auth-ui':
    'Please enter a code from your two-factor authentication application (such as [https://www.authy.com/ Authy] or [https://freeotp.github.io/ FreeOTP]).',
  'oathauth-describe-provider': 'Two-factor authentication (OATH).',
  'oathauth-invalidrequest': 'The second factor was not answered.',
  'oathauth-login-failed': 'Verification failed.',
  'oathauth-recovery-code-login-failed': 'Verification failed.',
  'oathauth-throttled': 'Too many attempts! please wait a few minutes',
  'password-login-forbidden': 'The use of this username and password has been forbidden.',
  'password-substring-username-match': 'Your password must not appear within your username.',
  passwordincommonlist:
    'The password entered is in a list of very commonly used passwords. Please choose a more unique password.',
  passwordtooshort: 'Passwords must be at least $1 characters.',
  'passwordreset-emaildisabled': 'Email features have been disabled on this wiki.',
  'passwordreset-nodata': 'Neither a username nor an email address was supplied',
  permissiondenied: 'You do not have permission to create this account.',
  'questycaptcha-createaccount':
    'To protect the wiki against automated account creation, we kindly ask you to answer the question that appears below ([[Special:Captcha/help|more info]]):',
  'questycaptcha-badlogin':
    'To protect the wiki against automated password cracking, we kindly ask you to answer the question that appears below ([[Special:Captcha/help|more info]]):',
  'resetpass-temp-emailed':
    'You logged in with a temporary emailed code.\nTo finish logging in, you must set a new password here:',
  'resetpass-validity': 'Your password is not valid: $1\n\nPlease set a new password to log in.',
  'resetpass-validity-soft':
    'Your password is not valid: $1\n\nPlease choose a new password now, or click "Skip" to change it later.',
  retypenew: 'Retype new password:',
  userexists: 'Username entered already in use.\nPlease choose a different name.',
  'userlogin-remembermypassword': 'Keep me logged in',
  'userlogin-yourname': 'Username',
  'userlogin-yourpassword': 'Password',
  'webauthn-error-credentials-missing': 'No credentials were sent.',
  'webauthn-error-verification-failed': 'The credentials could not be verified.',
  'webauthn-ui-login-prompt': 'Please use your security key.',
  wrongpassword: 'Incorrect username or password entered.\nPlease try again.',
  yourpasswordagain: 'Retype password:',
};

export const authTextsBefore143: Readonly<Record<string, string>> = {
  'oathauth-auth-ui':
    'Please enter a code from your two-factor authentication application (such as Google Authenticator).',
  'oathauth-throttled': 'Too many verification attempts! Please wait 1 minute.',
};
