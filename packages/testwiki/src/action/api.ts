import { actorOf } from '../actor.ts';
import { createCookieWriter, readCookies } from '../cookies.ts';
import { hex } from '../random.ts';
import { SessionHandle } from '../session.ts';
import { isoTime, type State } from '../state.ts';
import { help, print, readPrinter } from './answer.ts';
import { checkAsserts, checkMaxlag, checkMethod, checkRights, checkToken } from './check.ts';
import { checkCors } from './cors.ts';
import { ApiError, errorBody, warningsBody, type ErrorFormat } from './errors.ts';

import { readInput, unused } from './input.ts';
import type { Call, Module } from './module.ts';
import { modulesOf } from './modules.ts';
import { rsd } from './rsd.ts';
import { raw, readValues, type Input, type Values } from './values.ts';

const errorFormats: readonly string[] = ['plaintext', 'wikitext', 'html', 'raw', 'none'];

function errorFormat(input: Input): ErrorFormat {
  const asked = raw(input, 'errorformat') ?? '';
  return errorFormats.includes(asked) ? (asked as ErrorFormat) : 'bc';
}

/** What a caller may ask to be told beside the result (query-all-meta-params). */
function requestedFields(state: State, values: Values | undefined): Record<string, unknown> {
  const requestid = values?.string('requestid');
  const errorlang = values?.string('errorlang');
  const uselang = values?.string('uselang') === 'user' ? 'en' : values?.string('uselang');
  return {
    ...(requestid !== undefined && { requestid }),
    ...(values?.flag('curtimestamp') && { curtimestamp: isoTime(state.clock()) }),
    ...(values?.flag('responselanginfo') && { uselang, errorlang: errorlang === 'uselang' ? uselang : errorlang }),
  };
}

function warnOfUnused(input: Input): void {
  const names = unused(input);
  const found = Object.values(names);
  if (found.length === 0) return;
  // 1.39 keeps the places in the request, so that the list is an object (warning-unrecognised-errorformat-raw-fv2).
  const asList = input.version === '1.43' || Object.keys(names).every((place, i) => place === String(i));
  const message = {
    key: 'apierror-unrecognizedparams',
    params: [{ list: asList ? found : names, type: 'comma' as const }, found.length],
  };
  input.warnings.push({ module: 'main', code: 'unrecognizedparams', message });
}

/** `formatversion=3`: answered in formatversion 1, with a warning (error-formatversion-invalid). */
function checkFormatVersion(input: Input, format: string): void {
  const given = format === 'json' ? raw(input, 'formatversion') : undefined;
  if (given === undefined || ['1', '2', 'latest'].includes(given)) return;
  const params = [{ plaintext: 'formatversion' }, { plaintext: given }];
  const message = { key: 'paramvalidator-badvalue-enumnotmulti', params };
  input.warnings.push({ module: 'json', code: 'badvalue', message });
  input.warnings.push({
    module: 'main',
    code: 'errorprinterfailed',
    message: { key: 'apiwarn-errorprinterfailed', params: [] },
  });
  throw new ApiError('badvalue', message.key, params, undefined, 'main');
}

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

/** One request to api.php. */
export async function handleAction(state: State, request: Request, url: URL): Promise<Response> {
  const input = await readInput(state, request, url);
  const printer = readPrinter(state, input);
  const old = state.version === '1.16';
  const cors = checkCors(state, request, old ? undefined : raw(input, 'origin'));
  if (cors.refused) return cors.refused;
  const headers = new Headers(cors.headers.map(([name, value]): [string, string] => [name, value]));
  if (request.method === 'OPTIONS') {
    headers.set('Content-Type', 'text/html; charset=UTF-8');
    return new Response('', { headers });
  }
  const action = raw(input, 'action') ?? 'help';
  if (action === 'help' && raw(input, 'wrap') === undefined) return help();
  if (action === 'rsd') return rsd(state);
  const cookies = createCookieWriter(state.options, state.clock());
  const central = state.options.centralAuth ? raw(input, 'centralauthtoken') : undefined;
  const session = new SessionHandle(
    state,
    request.headers.get('authorization'),
    readCookies(request.headers),
    cookies,
    central,
  );
  const lacksSameOriginSecurity =
    cors.anonymous || printer.callback !== undefined || request.headers.has('treat-as-untrusted');
  if (lacksSameOriginSecurity) {
    headers.set('MediaWiki-Login-Suppressed', 'true');
    session.suppress();
  }
  const actor = () => actorOf(state, session.session);
  const limit = actor().rights.includes('apihighlimits') ? 500 : 50;
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
    if (central !== undefined && session.session.provider !== 'centralauth')
      throw new ApiError('badtoken', 'apierror-centralauth-badtoken', [], undefined, 'main');
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
