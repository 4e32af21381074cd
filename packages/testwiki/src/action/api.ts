import { actorOf } from '../actor.ts';
import { createCookieWriter, readCookies, type CookieWriter } from '../cookies.ts';
import { hex } from '../random.ts';
import { signedBy } from '../oauth/signed.ts';
import type { Credentials } from '../proven-session.ts';
import { SessionHandle } from '../session.ts';
import type { State } from '../state.ts';
import { help, print, readPrinter } from './answer.ts';
import { checkAsserts, checkMaxlag, checkMethod, checkRights, checkToken } from './check.ts';
import { applyCors, lacksSecurity } from './cors.ts';
import { ApiError, errorBody, warningsBody } from './errors.ts';
import { readInput, warnOfUnused } from './input.ts';
import { checkFormatVersion, errorFormat, requestedFields } from './main-values.ts';
import type { Call, Module } from './module.ts';
import { modulesOf } from './modules.ts';
import { rsd } from './rsd.ts';
import { raw, readValues, type Input, type Values } from './values.ts';

async function run(call: Call, module: Module, given: Values, request: Request): Promise<object> {
  const { state, input } = call;
  if (!module.execute)
    throw new ApiError('testwiki-notimplemented', 'testwiki-notimplemented', [`action=${module.path}`]);
  const values = readValues(module.parameters, module.prefix, module.path, input);
  checkToken(call, module, values);
  checkRights(call, module, request.headers);
  checkMaxlag(state, given);
  checkMethod(module, request.method);
  return module.execute(call, values);
}

function errorHeaders(error: ApiError, headers: Headers): number {
  headers.set('MediaWiki-API-Error', [error, ...error.more].map(({ code }) => code).join(', '));
  if (error.code === 'maxlag') {
    const lag = Number(error.data?.['lag']);
    headers.set('Retry-After', '5');
    headers.set('X-Database-Lag', String(Math.trunc(lag)));
  }
  return error.code === 'invalidmethod' ? 405 : 200;
}

/** The session of the call: it may be proven by a token in the parameters. */
function openSession(
  state: State,
  request: Request,
  input: Input,
  cookies: CookieWriter,
  signed: Credentials['signed'],
): SessionHandle {
  const credentials = {
    signed,
    authorization: request.headers.get('authorization'),
    centralauthtoken: state.options.centralAuth ? raw(input, 'centralauthtoken') : undefined,
    preflight: request.method === 'OPTIONS',
  };
  return new SessionHandle(state, credentials, readCookies(request.headers), cookies);
}

/** One request to api.php. */
export async function handleAction(state: State, request: Request, url: URL): Promise<Response> {
  const signed = await signedBy(state, request, url);
  const input = await readInput(state, request, url);
  const printer = readPrinter(state, input);
  const cookies = createCookieWriter(state.options, state.clock());
  const session = openSession(state, request, input, cookies, signed);
  const { refusal } = session;
  const lacksSameOriginSecurity = lacksSecurity(input, request, session.session);
  const headers = new Headers();
  if (lacksSameOriginSecurity) headers.set('MediaWiki-Login-Suppressed', 'true');
  if (!refusal) {
    const refused = applyCors(state, request, input, session.session, headers);
    if (refused) return refused;
    if (request.method === 'OPTIONS') {
      headers.set('Content-Type', 'text/html; charset=UTF-8');
      return new Response('', { headers });
    }
  }
  const action = raw(input, 'action') ?? 'help';
  if (!refusal && action === 'help' && raw(input, 'wrap') === undefined) return help();
  if (!refusal && action === 'rsd') return rsd(state);
  if (lacksSameOriginSecurity) session.suppress();
  const actor = () => actorOf(state, session.session);
  const limit = actor().rights.includes('apihighlimits') ? 500 : 50;
  const old = state.version === '1.16';
  const errorformat = old ? 'bc' : errorFormat(input);
  const call: Call = {
    state,
    modules: modulesOf(state),
    input: { ...input, limit },
    session,
    cookies,
    errorformat,
    lacksSameOriginSecurity,
    actor,
  };
  const module = call.modules.get(action);
  let given: Values | undefined;
  let body: object;
  let status = 200;
  try {
    checkFormatVersion(input, printer.format);
    given = readValues(call.modules.get('main')?.parameters ?? {}, '', 'main', call.input);
    if (refusal) throw new ApiError(refusal.code, refusal.key, refusal.params, undefined, 'main');
    checkAsserts(given, actor());
    if (!module)
      throw new ApiError('testwiki-notimplemented', 'testwiki-notimplemented', [`action=${action}`], undefined, 'main');
    const result = await run(call, module, given, request);
    if (!old) warnOfUnused(input);
    body = result;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    status = errorHeaders(error, headers);
    body = errorBody(
      error,
      given ? action : 'main',
      errorformat,
      state.version,
      `${state.origin}${state.scriptPath}/api.php`,
    );
  }
  const warnings = warningsBody(input.warnings, errorformat, state.version);
  headers.set('X-Request-Id', hex(12));
  for (const cookie of cookies.headers) headers.append('Set-Cookie', cookie);
  const limits = Object.keys(input.limits).length > 0 && status === 200 && { limits: input.limits };
  const whole = Object.assign(body, limits, warnings && { warnings }, requestedFields(state, given));
  const answer = print(state, printer, whole, headers);
  return status === 200 ? answer : new Response(answer.body, { status, headers: answer.headers });
}
