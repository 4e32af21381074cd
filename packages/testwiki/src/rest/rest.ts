import { ApiError } from '../action/errors.ts';
import { actorOf } from '../actor.ts';
import { createCookieWriter, readCookies } from '../cookies.ts';
import { SessionHandle } from '../session.ts';
import type { State } from '../state.ts';
import { addCors, isForeignWrite, preflightHeaders } from './cors.ts';
import { RestError, errorResponse, fromApiError, json } from './errors.ts';
import { readPage, type Part } from './read-page.ts';
import { search } from './search.ts';
import { writePage } from './write-page.ts';

interface Exchange {
  readonly state: State;
  readonly request: Request;
  readonly url: URL;
  readonly handle: SessionHandle;
  /** Decoded, from the path. */
  readonly title: string;
}

type Handler = (exchange: Exchange) => Response | Promise<Response>;

const read =
  (part: Part): Handler =>
  ({ state, request, url, title, handle }) =>
    readPage(state, request, url, title, part, handle.session.user !== undefined);

const write: Handler = ({ state, request, handle, title }) => writePage(state, request, handle, title);

/** https://www.mediawiki.org/wiki/API:REST_API/Reference, as far as a test wiki has it. */
const routes: readonly { readonly path: RegExp; readonly methods: Readonly<Record<string, Handler>> }[] = [
  { path: /^\/v1\/page$/u, methods: { POST: ({ state, request, handle }) => writePage(state, request, handle) } },
  { path: /^\/v1\/page\/([^/]+)$/u, methods: { GET: read(''), PUT: write } },
  { path: /^\/v1\/page\/([^/]+)\/bare$/u, methods: { GET: read('/bare') } },
  { path: /^\/v1\/page\/([^/]+)\/html$/u, methods: { GET: read('/html') } },
  { path: /^\/v1\/page\/([^/]+)\/with_html$/u, methods: { GET: read('/with_html') } },
  { path: /^\/v1\/search\/page$/u, methods: { GET: ({ state, url }) => search(state, url, 'page') } },
  { path: /^\/v1\/search\/title$/u, methods: { GET: ({ state, url }) => search(state, url, 'title') } },
];

const denied = (error: string): Response => json({ error, httpCode: 403, httpReason: 'Forbidden' }, 403);

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

async function dispatch(state: State, request: Request, url: URL, handle: SessionHandle): Promise<Response> {
  const base = `${state.scriptPath}/rest.php`;
  const path = url.pathname.slice(base.length);
  if (path === '' && state.version === '1.43') {
    const body = `<!doctype html><title>Redirect</title><a href="${base}/">${base}/</a>`;
    return new Response(body, {
      status: 308,
      headers: { Location: `${base}/`, 'Content-Type': 'text/html; charset=utf-8' },
    });
  }
  const route = routes.find((one) => one.path.test(path));
  const methods = Object.keys(route?.methods ?? {}).flatMap((method) =>
    method === 'GET' ? ['HEAD', 'GET'] : [method],
  );
  // 1.39 answers the preflight of any path.
  if (request.method === 'OPTIONS' && (route || state.version !== '1.43')) {
    return new Response(null, { status: 204, headers: preflightHeaders(methods) });
  }
  if (!route) {
    throw new RestError(
      404,
      'rest-no-match',
      `The requested relative path (${decode(path)}) did not match any known handler`,
    );
  }
  const handler = route.methods[request.method === 'HEAD' ? 'GET' : request.method];
  if (!handler) {
    const text = `The request method (${request.method}) was not one of the allowed methods for this path (${methods.join(', ')})`;
    throw new RestError(405, undefined, text, {}, { Allow: methods.join(', ') });
  }
  if (isForeignWrite(state, request, handle.session.user !== undefined)) return denied('rest-cross-origin-anon-write');
  if (!actorOf(state, handle.session).rights.includes('read')) return denied('rest-read-denied');
  return handler({ state, request, url, handle, title: decode(route.path.exec(path)?.[1] ?? '') });
}

/** One request to rest.php. */
export async function handleRest(state: State, request: Request, url: URL): Promise<Response> {
  const cookies = createCookieWriter(state.options, state.clock());
  const handle = new SessionHandle(state, request.headers.get('authorization'), readCookies(request.headers), cookies);
  let response: Response;
  try {
    response = await dispatch(state, request, url, handle);
  } catch (error) {
    if (error instanceof ApiError) response = errorResponse(state, fromApiError(state, error));
    else if (error instanceof RestError) response = errorResponse(state, error);
    else throw error;
  }
  const headers = new Headers(response.headers);
  addCors(state, request, handle.session.user !== undefined, headers);
  for (const cookie of cookies.headers) headers.append('Set-Cookie', cookie);
  return new Response(response.body, { status: response.status, headers });
}
