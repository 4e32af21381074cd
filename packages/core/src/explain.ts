import type { Client } from './client.ts';
import { HttpError, LoginError, MwkitError, NetworkError, ApiError } from './errors.ts';
import { isLoopback, probeAction, probeCookies, probeHost, probeRest } from './probes.ts';

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
  /** The call had an `origin` that is not the page's. */
  | 'origin-mismatch'
  /** The call had `crossorigin`, but shows who makes it by cookies, or not at all. */
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
  /** What to do. */
  readonly advice: string;
  /** `header-refused`: which. */
  readonly header?: string;
}

/** Finds out why a call failed; by what the error says, else by up to four requests without credentials. */
export async function explain(client: Client, error: unknown, signal?: AbortSignal): Promise<Explanation> {
  if (error instanceof NetworkError && error.code === 'network' && client.platform.origin)
    return explainNetwork(client, error, client.platform.origin(), signal);
  if (error instanceof NetworkError) return because(client, 'unreachable', error);
  if (error instanceof HttpError) {
    if (error.code === 'origin-refused')
      return because(client, /'crossorigin'/.test(error.message) ? 'crossorigin-with-cookies' : 'origin-mismatch');
    const strange = ['html', 'not-json', 'not-found', 'not-mediawiki', 'rest-base-given'].includes(error.code);
    return because(client, strange ? 'not-a-wiki' : 'other', error);
  }
  if (error instanceof LoginError && error.code === 'cookies-blocked') return because(client, 'cookies-blocked');
  if (error instanceof ApiError && error.has('assertuserfailed')) {
    const { plan } = await client.access.plan(signal);
    const blocked = plan.rule === 'cookies' && !(await probeCookies(client, signal));
    return because(client, blocked ? 'cookies-blocked' : 'not-signed-in');
  }
  if (error instanceof MwkitError && ['readapidenied', 'private-wiki', 'rest-read-denied'].includes(error.code))
    return because(client, 'private-wiki');
  return because(client, 'other', error);
}

/** A browser says "Failed to fetch", whatever it was. */
async function explainNetwork(
  client: Client,
  { request }: NetworkError,
  page: string,
  signal?: AbortSignal,
): Promise<Explanation> {
  const url = new URL(request?.url ?? client.api);
  if (page.startsWith('https:') && url.protocol === 'http:' && !isLoopback(url))
    return because(client, 'mixed-content');
  if (page === url.origin) return because(client, (await probeHost(client, signal)) ? 'connection' : 'unreachable');
  const given = url.searchParams;
  const headers = request?.headers ?? [];
  if (given.has('crossorigin') && !headers.includes('authorization') && !given.has('centralauthtoken'))
    return because(client, 'crossorigin-with-cookies');
  if (given.has('origin') && !['*', page].includes(given.get('origin') ?? ''))
    return because(client, 'origin-mismatch');
  if (!(await probeAction(client, { origin: '*' }, signal)))
    return because(client, (await probeHost(client, signal)) ? 'not-a-wiki' : 'unreachable');

  const isRest = url.href.startsWith(client.rest);
  if (isRest && !(await probeRest(client, signal))) return because(client, 'rest-cors-off');
  const { plan } = await client.access.plan(signal);
  const mustBeListed = plan.rule === 'cookies' || (plan.rule === 'listed-origin' && !isRest);
  if (mustBeListed && !(await probeAction(client, { origin: page }, signal)))
    return because(client, 'origin-not-listed');
  // a REST answer to cookies is for those who are signed in
  if (isRest && plan.rule === 'cookies') return because(client, 'rest-cookies-off');
  const asked = headers.filter((name) => !['accept', 'content-type'].includes(name));
  for (const name of isRest ? [] : asked) {
    if (!(await probeAction(client, { origin: '*' }, signal, name)))
      return { ...because(client, 'header-refused', undefined, name), header: name };
  }
  return because(client, 'connection');
}

function because(client: Client, cause: Cause, error?: unknown, header = ''): Explanation {
  const page = client.platform.origin?.() ?? 'This program';
  const host = new URL(client.api).host;
  const [what, advice] = words(page, host, header)[cause];
  if (cause !== 'other' && !(error instanceof MwkitError)) return { cause, what, advice };
  const said = error instanceof Error ? error.message : String(error);
  return { cause, what: said || what, advice: error instanceof MwkitError ? error.advice : advice };
}

const words = (
  page: string,
  host: string,
  header: string,
): { readonly [cause in Cause]: readonly [string, string] } => ({
  'mixed-content': [
    `The page comes by https, and browsers send nothing from there to ${host} by http.`,
    'Give the https URL of the wiki.',
  ],
  unreachable: [`Nothing answers at ${host}.`, 'Check the URL and the network.'],
  'not-a-wiki': [
    `${host} answers, but not as the API of a MediaWiki does.`,
    'Give the URL of api.php; Special:Version of the wiki names it.',
  ],
  'origin-not-listed': [
    `${host} does not allow ${page} to call it with a session.`,
    `Call with \`as: 'anonymous'\`, sign in by OAuth, or ask the wiki's operators to add ${page.replace(/^https?:\/\//, '')} to $wgCrossSiteAJAXdomains.`,
  ],
  'origin-mismatch': [
    `The call had an \`origin\` that is not that of the page, ${page}.`,
    'Leave `origin` out of the parameters: it is added where it is needed.',
  ],
  'crossorigin-with-cookies': [
    'The call had `crossorigin`, which goes with an OAuth token only, not with cookies or as nobody.',
    "Leave it out of the parameters, and call with `as: 'anonymous'`, `as: 'user'` or `bearer`.",
  ],
  'header-refused': [
    `${host} does not let pages of other origins send the header ${header}.`,
    header === 'authorization'
      ? 'MediaWiki allows it since 1.41: ask the operators to update, or to add it to $wgAllowedCorsHeaders.'
      : "Ask the wiki's operators to add it to $wgAllowedCorsHeaders.",
  ],
  'rest-cors-off': [
    `The REST API of ${host} takes no calls from pages of other origins.`,
    "Use the Action API, or ask the wiki's operators to set $wgAllowCrossOrigin.",
  ],
  'rest-cookies-off': [
    `The REST API of ${host} does not take the visitor's session from other origins, or nobody is signed in there.`,
    "Use the Action API, or ask the wiki's operators to set $wgRestAllowCrossOriginCookieAuth.",
  ],
  'cookies-blocked': [
    `The browser keeps the cookies of ${host} from ${page}.`,
    'Allow third-party cookies for this page, open it under the same site as the wiki, or sign in by OAuth.',
  ],
  'not-signed-in': [`Nobody is signed in at ${host}.`, 'Sign in there, then call again.'],
  'private-wiki': [`${host} can be read by those only who are signed in.`, 'Sign in first.'],
  connection: [`${host} allows such calls and answers now: the connection failed.`, 'Try again.'],
  other: ['The call failed.', ''],
});
