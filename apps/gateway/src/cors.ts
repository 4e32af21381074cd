/** What pages of listed apps may do: the gateway allows them by itself, whatever the wiki would. */
import { passed } from './answer.ts';

const sentHeaders =
  `Accept, Accept-Language, Api-User-Agent, Authorization, Content-Language, Content-Type, If-None-Match,
  If-Modified-Since`.replace(/\s+/g, ' ');
const exposedHeaders = passed.join(', ');

/**
 * The origin of the listed app whose script calls. A browser names it in all requests but GETs within one origin, and says there
 * that it is one (https://www.w3.org/TR/fetch-metadata/). What the browser opens, or loads for an element of a page, no script calls: it
 * may be of others who have got some HTML into the app.
 */
export function callingApp({ headers }: Request, own: string, apps: ReadonlySet<string>): string | undefined {
  if (!['cors', 'same-origin'].includes(headers.get('sec-fetch-mode') ?? 'cors')) return undefined;
  if ((headers.get('sec-fetch-dest') ?? 'empty') !== 'empty') return undefined;
  const origin = headers.get('origin') ?? (headers.get('sec-fetch-site') === 'same-origin' ? own : undefined);
  return origin !== undefined && apps.has(origin) ? origin : undefined;
}

export const isPreflight = ({ method, headers }: Request): boolean =>
  method === 'OPTIONS' && headers.has('access-control-request-method');

/** The answer to a preflight (Fetch standard, CORS protocol). A page that is not listed is told nothing. */
export function preflightResponse(app: string | undefined): Response {
  if (app === undefined) return new Response(null, { status: 403, headers: { vary: 'Origin' } });
  const response = new Response(null, { status: 204 });
  allowApp(response.headers, app);
  response.headers.set('access-control-allow-methods', 'GET, HEAD, POST, PUT, DELETE');
  response.headers.set('access-control-allow-headers', sentHeaders);
  // the longest that browsers keep it: two hours
  response.headers.set('access-control-max-age', '7200');
  return response;
}

/** Lets the page read the answer, whatever it is. */
export function allowApp(headers: Headers, app: string | undefined): void {
  headers.append('vary', 'Origin');
  if (app === undefined) return;
  headers.set('access-control-allow-origin', app);
  headers.set('access-control-allow-credentials', 'true');
  headers.set('access-control-expose-headers', exposedHeaders);
}
