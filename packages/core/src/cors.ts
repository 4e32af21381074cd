/**
 * What a call needs when it comes from a web page (API:Cross-site requests): which parameter goes into the URL, and whether
 * the browser may send its cookies. The one place that decides it; `docs/cors.md` shows it as a table.
 */

/** Which rule a call went by. */
export type CorsRule =
  /** Not from a page: nothing is needed. */
  | 'server'
  /** The page lies on the wiki. An `origin` parameter would be refused: browsers send no Origin header with such a GET. */
  | 'same-origin'
  /** `origin=*`: every page may, as nobody. */
  | 'anonymous'
  /** `origin=<page>` with the visitor's cookies of the wiki: pages that the wiki lists in `$wgCrossSiteAJAXdomains`. */
  | 'cookies'
  /** `crossorigin=1` with an Authorization header: every page may (MediaWiki 1.44). */
  | 'crossorigin'
  /** `origin=<page>` with an Authorization header, without cookies: pages that the wiki lists. */
  | 'listed-origin';

/** How a call shows who makes it. `bearer`: by a header of OAuth, be it a token or a signature. */
export type Identity = 'anonymous' | 'cookies' | 'bearer' | 'central-auth';

export interface CorsPlan {
  readonly rule: CorsRule;
  /** For `fetch`; `undefined` on servers, some of which refuse to be given any. */
  readonly credentials: RequestCredentials | undefined;
  /** For the URL of an Action API call. REST routes take none: there the wiki's settings alone decide. */
  readonly parameters: { readonly [name: string]: string };
}

/**
 * @param page the page's origin; `undefined` on servers
 * @param wiki the wiki's origin
 * @param knowsCrossorigin whether the wiki knows the parameter `crossorigin`
 */
export function planCors(
  page: string | undefined,
  wiki: string,
  identity: Identity,
  knowsCrossorigin: boolean,
): CorsPlan {
  if (page === undefined) return { rule: 'server', credentials: undefined, parameters: {} };
  // a token says who calls; the cookies of somebody else must not
  if (page === wiki)
    return { rule: 'same-origin', credentials: identity === 'cookies' ? 'same-origin' : 'omit', parameters: {} };
  if (identity === 'anonymous') return { rule: 'anonymous', credentials: 'omit', parameters: { origin: '*' } };
  if (identity === 'cookies') return { rule: 'cookies', credentials: 'include', parameters: { origin: page } };
  if (knowsCrossorigin) return { rule: 'crossorigin', credentials: 'omit', parameters: { crossorigin: '1' } };
  return { rule: 'listed-origin', credentials: 'omit', parameters: { origin: page } };
}
