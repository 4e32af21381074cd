import { isAllowedOrigin } from '../action/cors.ts';
import type { State } from '../state.ts';

/** The typo is MediaWiki's (cors-rest-default-preflight), and gone in 1.45. */
const allowedHeaders = ({ version }: State): string =>
  `Accept, Accept-Language, Content-Language, Content-Type, Accept-Encoding, DNT, Origin, User-Agent, Api-User-Agent, Access-Control-Max-Age, Authorization, ${version < '1.45' ? 'If-Mach' : 'If-Match'}, If-None-Match, If-Modified-Since`;

/** Beside the pages that are listed, the wiki's own; which 1.39 takes for foreign where its port is not the usual one. */
function isAllowed(state: State, origin: string): boolean {
  const { host, hostname } = new URL(state.origin);
  return isAllowedOrigin(state, origin, [state.version >= '1.43' ? host : hostname]);
}

/** Nobody may write from a page of another origin, nor use what might write. */
export function isForeignNobody(state: State, request: Request, signedIn: boolean): boolean {
  const origin = request.headers.get('origin');
  return !signedIn && origin !== null && !isAllowed(state, origin);
}

export function preflightHeaders(state: State, methods: readonly string[]): Record<string, string> {
  return {
    'Access-Control-Allow-Methods': methods.join(', '),
    'Access-Control-Allow-Headers': allowedHeaders(state),
    'Content-Type': 'text/html; charset=UTF-8',
  };
}

/** Puts the CORS headers and `Vary` on an answer. */
export function addCors(state: State, request: Request, signedIn: boolean, headers: Headers): void {
  const { allowCrossOrigin, restAllowCrossOriginCookieAuth: cookies } = state.options;
  if (state.version >= '1.43') headers.append('Vary', 'x-restbase-compat');
  if (!allowCrossOrigin) return;
  if (cookies) headers.append('Vary', 'Origin');
  const origin = request.headers.get('origin') ?? '';
  if (cookies && isAllowed(state, origin) && (request.method === 'OPTIONS' || signedIn)) {
    headers.set('Access-Control-Allow-Credentials', 'true');
    headers.set('Access-Control-Allow-Origin', origin);
  } else headers.set('Access-Control-Allow-Origin', '*');
}
