import { ApiError } from '../action/errors.ts';
import { actorOf } from '../actor.ts';
import { createCookieWriter, readCookies } from '../cookies.ts';
import { messageText } from '../action/messages.ts';
import { oauthModules } from '../oauth/route.ts';
import { signedBy } from '../oauth/signed.ts';
import { SessionHandle } from '../session.ts';
import type { State } from '../state.ts';
import { addCors, isForeignNobody, preflightHeaders } from './cors.ts';
import { RestError, errorResponse, fromApiError, json } from './errors.ts';
import { redirect } from './redirect.ts';
import { restModules, type RestModule, type Route } from './routes.ts';

const denied = (error: string): Response => json({ error, httpCode: 403, httpReason: 'Forbidden' }, 403);

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The module that a path belongs to, and the rest of the path. */
function moduleOf(state: State, path: string): { module: RestModule; rest: string } | undefined {
  const { version, options } = state;
  const developed = version >= '1.43' && options.restDevelopmentRoutes === true;
  for (const module of [...oauthModules(state), ...restModules]) {
    if (module.development && !developed) continue;
    if (module.base === '') return { module, rest: path };
    if (path.startsWith(`/${module.base}/`)) return { module, rest: path.slice(module.base.length + 1) };
  }
  return undefined;
}

function paramsOf({ path }: Route, given: string): Record<string, string> | undefined {
  const names = [...path.matchAll(/\{(\w+)\}/gu)].map(([, name = '']) => name);
  const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/gu, '([^/]+)')}$`, 'u');
  const found = pattern.exec(given);
  return found ? Object.fromEntries(names.map((name, i) => [name, decode(found[i + 1] ?? '')])) : undefined;
}

function findRoute(state: State, module: RestModule, path: string) {
  for (const route of module.routes) {
    if ((route.since ?? state.version) > state.version) continue;
    const params = paramsOf(route, path);
    if (params) return { route, params };
  }
  return undefined;
}

function wrongMethod(method: string, methods: readonly string[]): RestError {
  const which = methods.length === 1 ? 'the allowed method' : 'one of the allowed methods';
  const text = `The request method (${method}) was not ${which} for this path (${methods.join(', ')})`;
  return new RestError(405, undefined, text, {}, { Allow: methods.join(', ') });
}

/**
 * Bad credentials: those of OAuth are an error since 1.45, and before that the call was nobody's. That of a bad CentralAuth
 * token still is, and needs no csrf token either.
 */
function refuse({ version }: State, { refusal, session }: SessionHandle): void {
  if (!refusal || session.provider !== 'bearer' || version < '1.45') return;
  throw new RestError(403, refusal.key, messageText({ params: [], ...refusal }, 'plaintext', version));
}

async function dispatch(state: State, request: Request, url: URL, handle: SessionHandle): Promise<Response> {
  const base = `${state.scriptPath}/rest.php`;
  const path = url.pathname.slice(base.length);
  if (path === '' && state.version >= '1.43') return redirect(308, `${base}/`);
  const { module, rest = path } = moduleOf(state, path) ?? {};
  if (path === '/' && state.version >= '1.43' && state.options.restDevelopmentRoutes)
    return redirect(308, `${base}/specs/v0/discovery`);
  const found = module && findRoute(state, module, rest);
  const methods = Object.keys(found?.route.methods ?? {}).flatMap((method) =>
    method === 'GET' ? ['HEAD', 'GET'] : [method],
  );
  // 1.39 answers the preflight of any path.
  if (request.method === 'OPTIONS' && (found || state.version < '1.43')) {
    return new Response(null, { status: 204, headers: preflightHeaders(state, methods) });
  }
  if (!found) {
    const text = `The requested relative path (${decode(rest)}) did not match any known handler`;
    throw new RestError(404, 'rest-no-match', text);
  }
  const handler = found.route.methods[request.method === 'HEAD' ? 'GET' : request.method];
  if (!handler) throw wrongMethod(request.method, methods);
  const writes = found.route.needsWriteAccess ?? !['GET', 'HEAD'].includes(request.method);
  if (writes && isForeignNobody(state, request, handle.session.user !== undefined))
    return denied('rest-cross-origin-anon-write');
  if (found.route.needsReadAccess !== false && !actorOf(state, handle.session).rights.includes('read'))
    return denied('rest-read-denied');
  refuse(state, handle);
  return handler({ state, request, url, handle, params: found.params });
}

/** One request to rest.php. */
export async function handleRest(state: State, request: Request, url: URL): Promise<Response> {
  const cookies = createCookieWriter(state.options, state.clock());
  const credentials = {
    signed: await signedBy(state, request, url),
    authorization: request.headers.get('authorization'),
    preflight: request.method === 'OPTIONS',
  };
  const handle = new SessionHandle(state, credentials, readCookies(request.headers), cookies);
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
