import type { Client } from './client.ts';
import { MwkitError } from './errors.ts';

/** Why a call failed. */
export type Cause =
  /** The page is https, the wiki http: browsers refuse. */
  | 'mixed-content'
  /** Nothing answers there. */
  | 'unreachable'
  /** Something answers that is no MediaWiki API. */
  | 'not-a-wiki'
  /** The wiki does not list the page's origin (`$wgCrossSiteAJAXdomains`). */
  | 'origin-not-listed'
  /** The call had an `origin` of its own, which is not the one that it needs. */
  | 'origin-mismatch'
  /** The call had a `crossorigin` of its own, but shows who makes it by cookies, or not at all. */
  | 'crossorigin-with-cookies'
  /** The wiki does not let pages of other origins send a header: `header` is its name (`$wgAllowedCorsHeaders`). */
  | 'header-refused'
  /** The wiki's REST API takes no calls from other origins (`$wgAllowCrossOrigin`). */
  | 'rest-cors-off'
  /** It does, but not with cookies (`$wgRestAllowCrossOriginCookieAuth`). */
  | 'rest-cookies-off'
  /** The browser keeps the wiki's cookies from this page. */
  | 'cookies-blocked'
  /** Nobody is signed in. */
  | 'not-signed-in'
  /** The wiki does not take the token: it has ended, was revoked, or is not one of this wiki. */
  | 'token-refused'
  /** The wiki can be read by those only who are signed in. */
  | 'private-wiki'
  /** The wiki allows the call, and would have answered now: the connection failed. */
  | 'connection'
  /** None of these: the error says itself what it is. */
  | 'other';

/** Why a call failed, in words and as data. */
export interface Explanation {
  readonly cause: Cause;
  /** One or two sentences. */
  readonly what: string;
  /** What to do. `other`: that of the error, which may be empty. */
  readonly advice: string;
  /** `header-refused`: which. */
  readonly header?: string;
}

/** The explanation of a cause, in words of its own. */
export function because(client: Client, cause: Exclude<Cause, 'header-refused' | 'other'>): Explanation {
  const page = client.platform.origin?.() ?? 'this program';
  const byToken = client.byOAuth || client.options.home !== undefined;
  const [what, advice] = words(page, new URL(client.api).host, byToken)[cause];
  return { cause, what, advice };
}

/** The explanation of an error that says more than its cause does. */
export function inItsWords(client: Client, cause: Exclude<Cause, 'header-refused'>, error: unknown): Explanation {
  const own = cause === 'other' ? { cause, what: 'The call failed.', advice: '' } : because(client, cause);
  const said = error instanceof Error ? error.message : String(error);
  if (!(error instanceof MwkitError)) return { ...own, what: said || own.what };
  // a message ends with its advice, which a page may not have loaded
  const what = said.slice(0, said.length - error.advice.length).trim();
  return { ...own, what, advice: error.advice || own.advice };
}

export function headerRefused(client: Client, header: string): Explanation {
  const { host } = new URL(client.api);
  return {
    cause: 'header-refused',
    header,
    what: `${host} does not let pages of other origins send the header ${header}.`,
    advice:
      header === 'authorization'
        ? 'MediaWiki allows it since 1.41: ask the operators to update, or to add it to $wgAllowedCorsHeaders.'
        : "Ask the wiki's operators to add it to $wgAllowedCorsHeaders.",
  };
}

const words = (
  page: string,
  host: string,
  byToken: boolean,
): { readonly [cause in Exclude<Cause, 'header-refused' | 'other'>]: readonly [what: string, advice: string] } => ({
  'mixed-content': [
    `The page comes by https, and browsers send nothing from there to ${host} by http.`,
    'Give the https URL of the wiki.',
  ],
  unreachable: [
    `Nothing answers at ${host}.`,
    'Check the URL, the network, the certificate of the wiki, and whether the Content-Security-Policy of the page lets it call the wiki.',
  ],
  'not-a-wiki': [
    `${host} answers, but not as the API of a MediaWiki does.`,
    'Give the URL of api.php as Special:Version of the wiki names it: one that redirects, say to https, cannot be read from here.',
  ],
  'origin-not-listed': [
    `${host} does not allow ${page} to call it ${byToken ? 'by token' : 'with a session'}.`,
    `${byToken ? 'From MediaWiki 1.44 on it need not; else' : "Call with `as: 'anonymous'`, sign in by OAuth, or"} ask the wiki's operators to add ${page.replace(/^https?:\/\//, '')} to $wgCrossSiteAJAXdomains.`,
  ],
  'origin-mismatch': [
    `The call had an \`origin\` of its own, which is not what it needs from ${page}.`,
    'Leave `origin` out of the parameters: it is added where it is needed.',
  ],
  'crossorigin-with-cookies': [
    'The call had a `crossorigin` of its own, which goes with a token only, not with cookies or as nobody.',
    'Leave it out of the parameters: it is added where it is needed.',
  ],
  'rest-cors-off': [
    `The REST API of ${host} takes no calls from pages of other origins.`,
    "Use the Action API, or ask the wiki's operators to set $wgAllowCrossOrigin.",
  ],
  'rest-cookies-off': [
    `The REST API of ${host} does not take the visitor's session from pages of other origins.`,
    "Use the Action API, or ask the wiki's operators to set $wgRestAllowCrossOriginCookieAuth.",
  ],
  'cookies-blocked': [
    `The browser keeps the cookies of ${host} from ${page}.`,
    'Allow third-party cookies for this page, open it under the same site as the wiki, or sign in by OAuth.',
  ],
  'not-signed-in': [`Nobody is signed in at ${host}.`, 'Sign in there, then call again.'],
  'token-refused': [
    `${host} allows such calls and answers: it does not take the token, or the connection failed this once.`,
    'Try again; if that fails too, the token has ended or was revoked: get a new one.',
  ],
  'private-wiki': [`${host} can be read by those only who are signed in.`, 'Sign in first.'],
  connection: [
    `${host} allows such calls and answers now: the connection failed, or something before the wiki refused this one.`,
    'Try again later.',
  ],
});
