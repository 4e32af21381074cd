/** Why the gateway itself refuses a request. In answers the codes begin with `gateway-`. */
export type RefusalCode =
  | 'unknown-wiki'
  | 'unknown-route'
  | 'bad-method'
  | 'origin-refused'
  | 'module-refused'
  | 'route-refused'
  | 'parameter-refused'
  | 'not-signed-in'
  | 'session-ended'
  | 'sign-in-refused'
  | 'code-refused'
  | 'return-refused'
  | 'too-large'
  | 'too-slow'
  | 'too-many'
  | 'wiki-unreachable'
  | 'wiki-slow'
  | 'wiki-redirects'
  | 'wiki-answer'
  | 'oauth-refused'
  | 'store-unreachable'
  | 'token-unproven'
  | 'internal';

/** What each means: its HTTP status, and what to do. */
const refusals: { readonly [code in RefusalCode]: readonly [status: number, info: string] } = {
  'unknown-wiki': [
    404,
    'This gateway has no such wiki. Compare the name in the URL with `wikis` of its configuration.',
  ],
  'unknown-route': [404, 'This gateway has no such route. Calls go to /NAME/api.php and /NAME/rest.php/.'],
  'bad-method': [405, 'The gateway does not take this method here.'],
  'origin-refused': [
    403,
    'The gateway takes calls from pages of the apps in `apps` of its configuration alone, by fetch.',
  ],
  'module-refused': [
    403,
    'This module may not be called through the gateway: `modules` of its configuration says which may.',
  ],
  'route-refused': [
    403,
    'This route may not be called through the gateway: `routes` of its configuration says which may.',
  ],
  'parameter-refused': [400, 'The gateway does not pass this on.'],
  'not-signed-in': [401, 'Nobody is signed in at the gateway, and without that one may only read. Sign in first.'],
  'session-ended': [401, 'The session at the gateway has ended. Sign in again.'],
  'sign-in-refused': [
    400,
    'This sign-in cannot be ended. Go back to the app, and sign in again there, in this same browser.',
  ],
  'code-refused': [400, 'The code is unknown, was used, is too old, or was asked for by another page. Sign in again.'],
  'return-refused': [
    400,
    '`return` must be a URL of an app that the gateway lists, and `challenge` an S256 challenge.',
  ],
  'too-large': [413, 'The body is larger than the gateway takes. Upload large files in pieces.'],
  'too-slow': [408, 'The body did not come in time. Send it again.'],
  'too-many': [429, 'Too many calls in a minute. Wait as long as Retry-After says.'],
  'wiki-unreachable': [
    502,
    'The wiki did not answer. A write may have been carried out: look before you send it again.',
  ],
  'wiki-slow': [
    504,
    'The wiki did not answer in time. A write may have been carried out: look before you send it again.',
  ],
  'wiki-redirects': [
    502,
    'The wiki redirects the call to where the gateway does not follow. Compare `api` of its configuration.',
  ],
  'wiki-answer': [502, 'The gateway does not pass on what the wiki has answered. Ask for the form again.'],
  'oauth-refused': [
    502,
    'The wiki refuses the gateway itself. Compare client id, secret and redirect URI with the registration.',
  ],
  'store-unreachable': [
    503,
    'The gateway cannot reach its store of sessions. Nothing was written at the wiki. Try again later.',
  ],
  'token-unproven': [
    502,
    'The wiki does not say that it takes the access token, and might write as nobody: nothing was sent. Try again later.',
  ],
  internal: [500, 'The gateway has a fault.'],
};

/** The gateway itself refuses a request, or cannot answer it. Holds no secret, and nothing that came with the request. */
export class Refusal extends Error {
  readonly code: `gateway-${RefusalCode}`;
  readonly status: number;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(code: RefusalCode, details: { readonly info?: string; readonly retryAfter?: number } = {}) {
    const [status, info] = refusals[code];
    super(details.info ? `${details.info} ${info}` : info);
    this.code = `gateway-${code}`;
    this.status = status;
    this.retryAfter = details.retryAfter ?? (status === 503 ? 5 : undefined);
  }
}
