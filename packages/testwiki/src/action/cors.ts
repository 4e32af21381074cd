import type { State } from '../state.ts';

/** What the CORS rules say of a call: https://www.mediawiki.org/wiki/API:Cross-site_requests */
export interface Cors {
  readonly headers: readonly (readonly [string, string])[];
  /** The call may go on, but as nobody. */
  readonly anonymous: boolean;
  /** The origin parameter is not the page's origin: the whole answer is this (cors-get-mismatch). */
  readonly refused?: Response;
}

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

function preflight(request: Request): [string, string][] | undefined {
  const asked = request.headers.get('access-control-request-headers');
  const names = (asked ?? '').split(',').map((name) => name.trim().toLowerCase());
  if (asked !== null && names.some((name) => name !== '' && !allowedHeaders.includes(name))) return undefined;
  const methods: [string, string] = ['Access-Control-Allow-Methods', 'POST, GET, HEAD'];
  return asked === null ? [methods] : [['Access-Control-Allow-Headers', asked], methods];
}

/** `origin` is the parameter, from the URL or the body. */
export function checkCors(state: State, request: Request, origin: string | undefined): Cors {
  if (origin === undefined) return { headers: [], anonymous: false };
  const isPreflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method');
  const header = request.headers.get('origin') ?? '';
  const anonymous = origin === '*';
  if (!anonymous && (origin === '' || !header.split(' ').includes(origin))) {
    const headers = { 'Content-Type': 'text/html; charset=UTF-8', 'Cache-Control': 'no-cache' };
    return {
      headers: [],
      anonymous,
      refused: new Response("'origin' parameter does not match Origin header\n", { status: 403, headers }),
    };
  }
  const suppressed: [string, string][] = anonymous ? [['MediaWiki-Login-Suppressed', 'true']] : [];
  const reject = (reason: string): Cors => ({
    headers: [...suppressed, ['MediaWiki-CORS-Rejection', reason]],
    anonymous,
  });
  if (!anonymous && !isAllowedOrigin(state, origin)) return reject('Origin mismatch');
  const asked = isPreflight ? preflight(request) : [];
  if (!asked) return reject('Unsupported header requested in preflight');
  const headers: [string, string][] = [
    ...suppressed,
    ...asked,
    ['Access-Control-Allow-Origin', origin],
    ['Access-Control-Allow-Credentials', String(!anonymous)],
  ];
  if (!anonymous) headers.push(['Timing-Allow-Origin', origin]);
  if (!isPreflight) headers.push(['Access-Control-Expose-Headers', exposed]);
  return { headers, anonymous };
}
