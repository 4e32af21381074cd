import { describeSession, safeAgainstCsrf, type Session } from '../new-session.ts';
import type { State } from '../state.ts';
import { raw, type Input } from './values.ts';

const allowedHeaders = `accept accept-language content-language content-type accept-encoding dnt origin user-agent
  api-user-agent access-control-max-age authorization`.split(/\s+/u);

const exposed = 'MediaWiki-API-Error, Retry-After, X-Database-Lag, MediaWiki-Login-Suppressed';

function matches(origin: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/gu, String.raw`\$&`)
      .replaceAll('?', '.')
      .replaceAll('*', '.*');
    return new RegExp(`^https?://${source}$`, 'u').test(origin);
  });
}

/** `null`, the origin of a sandboxed page, matches nothing. `more` are patterns beside those of the settings. */
export function isAllowedOrigin(state: State, origin: string, more: readonly string[] = []): boolean {
  const { crossSiteAJAXdomains = [], crossSiteAJAXdomainExceptions = [] } = state.options;
  return matches(origin, [...more, ...crossSiteAJAXdomains]) && !matches(origin, crossSiteAJAXdomainExceptions);
}

/** `origin` and, where it is known, `crossorigin`. */
function parametersOf({ version }: State, input: Input): { origin: string | undefined; crossorigin: boolean } {
  const origin = version === '1.16' ? undefined : raw(input, 'origin');
  return { origin, crossorigin: version >= '1.45' && raw(input, 'crossorigin') !== undefined };
}

/**
 * Whether the page that calls may be anybody's, so that the call is nobody's: `origin=*`, JSONP (whatever the format),
 * `crossorigin` of a session that a browser could be made to use.
 */
export function lacksSecurity(input: Input, request: Request, session: Session): boolean {
  const sends = (name: string): boolean => input.query.has(name) || input.body.has(name);
  return (
    (input.version > '1.16' && raw(input, 'origin') === '*') ||
    sends('callback') ||
    request.headers.has('treat-as-untrusted') ||
    (input.version >= '1.45' && sends('crossorigin') && !safeAgainstCsrf(session))
  );
}

function refuse(text: string, headers: Headers): Response {
  headers.set('Content-Type', 'text/html; charset=UTF-8');
  headers.set('Cache-Control', 'no-cache');
  return new Response(`${text}\n`, { status: 403, headers });
}

/** What a preflight may be told; false if it asks for a header that is not allowed. */
function answerPreflight(request: Request, headers: Headers): boolean {
  const asked = request.headers.get('access-control-request-headers');
  const names = (asked ?? '').split(',').map((name) => name.trim().toLowerCase());
  if (names.some((name) => name !== '' && !allowedHeaders.includes(name))) return false;
  if (asked !== null) headers.set('Access-Control-Allow-Headers', asked);
  headers.set('Access-Control-Allow-Methods', 'POST, GET, HEAD');
  return true;
}

/** `origin` is the page's, or `*` where it may be anybody's. */
function permit(state: State, request: Request, origin: string, isPreflight: boolean, headers: Headers): void {
  const anybody = origin === '*';
  const reject = (reason: string): void => headers.set('MediaWiki-CORS-Rejection', reason);
  if (!anybody && !isAllowedOrigin(state, origin)) return reject('Origin mismatch');
  if (isPreflight && !answerPreflight(request, headers)) return reject('Unsupported header requested in preflight');
  headers.set('Access-Control-Allow-Origin', origin);
  headers.set('Access-Control-Allow-Credentials', String(!anybody));
  if (!anybody) headers.set('Timing-Allow-Origin', origin);
  if (!isPreflight) headers.set('Access-Control-Expose-Headers', exposed);
}

/**
 * Puts the CORS headers of a call on its answer: https://www.mediawiki.org/wiki/API:Cross-site_requests. What is returned is
 * the whole answer to parameters that are not the page's origin, or do not go together (cors-get-mismatch).
 */
export function applyCors(
  state: State,
  request: Request,
  input: Input,
  session: Session,
  headers: Headers,
): Response | undefined {
  const { origin, crossorigin } = parametersOf(state, input);
  if (origin === undefined && !crossorigin) return undefined;
  if (origin !== undefined && crossorigin)
    return refuse("'origin' and 'crossorigin' parameters cannot be used together", headers);
  const isPreflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method');
  if (crossorigin && !isPreflight && !safeAgainstCsrf(session))
    return refuse(`'crossorigin' cannot be used with ${describeSession(state, session)}`, headers);
  const allowed = crossorigin ? '*' : (origin ?? '');
  const page = (request.headers.get('origin') ?? '').split(' ');
  if (allowed !== '*' && (allowed === '' || !page.includes(allowed)))
    return refuse("'origin' parameter does not match Origin header", headers);
  permit(state, request, allowed, isPreflight, headers);
  return undefined;
}
