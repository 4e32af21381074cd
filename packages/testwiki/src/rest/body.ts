import { safeAgainstCsrf } from '../new-session.ts';
import type { SessionHandle } from '../session.ts';
import type { State } from '../state.ts';
import { matchesToken } from '../tokens.ts';
import { ApiError } from '../action/errors.ts';
import { RestError, asText, invalid } from './errors.ts';

/** What a write sends. */
export interface Body {
  readonly source: string;
  readonly comment: string;
  readonly title: string;
  readonly content_model: string | undefined;
  readonly latest: number | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const required = { POST: ['source', 'title', 'comment'], PUT: ['source', 'comment'] } as const;
const before143 = { POST: ['source', 'comment', 'title'], PUT: ['source', 'comment'] } as const;

function contentType(request: Request): string {
  return (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

export async function parseJson(request: Request): Promise<Fields> {
  try {
    const value: unknown = JSON.parse(await request.text());
    if (typeof value === 'object' && value !== null) return value as Fields;
  } catch {
    // told below, as for a value that is no object
  }
  throw new RestError(
    400,
    'rest-json-body-parse-error',
    'Parsing request body as JSON failed: not a valid JSON object',
  );
}

function badLatest(latest: { id?: unknown }): RestError {
  const missing = latest.id === undefined;
  const message = missing ? 'The property id is required' : 'String value found, but an integer is required';
  const constraint = missing ? 'required' : 'type';
  const data = { 'schema-validation-error': { property: 'id', pointer: '/id', message, constraint, context: 1 } };
  const text = 'Invalid request body: Invalid value for provided schema';
  return invalid(
    'latest',
    JSON.stringify(latest),
    'schema-validation-failed',
    text,
    'rest-body-validation-error',
    data,
  );
}

/** 1.43 checks every field (rest-body-*). */
function checkFields(fields: Fields, method: 'POST' | 'PUT'): void {
  const known: Readonly<Record<string, string>> = {
    source: 'string',
    comment: 'string',
    content_model: 'string',
    token: 'string',
    ...(method === 'POST' ? { title: 'string' } : { latest: 'object' }),
  };
  const key = 'rest-body-validation-error';
  for (const [name, type] of Object.entries(known)) {
    const value = fields[name];
    if (value === undefined || value === null) {
      if (!(required[method] as readonly string[]).includes(name)) continue;
      throw invalid(name, null, 'missingparam', `Invalid request body: The "${name}" parameter must be set.`, key);
    }
    if (type === 'object' && typeof value !== 'object') {
      throw invalid(
        name,
        value,
        'notarray',
        `Invalid request body: Invalid value for parameter <var>${name}</var>: array expected.`,
        key,
      );
    }
    if (type === 'string' && typeof value !== 'string') {
      const text = `Invalid request body: Parameter "${name}" accepts only a string value, but got ${asText(value)}`;
      throw invalid(name, value, 'needstring', text, key);
    }
  }
  const latest = fields['latest'] as { id?: unknown } | null | undefined;
  if (method === 'PUT' && latest && !Number.isInteger(latest.id)) throw badLatest(latest);
  refuseExtraneous(Array.isArray(fields) ? [] : Object.keys(fields), Object.keys(known));
}

/** Fields that a route does not know. */
export function refuseExtraneous(given: readonly string[], known: readonly string[]): void {
  const extra = given.filter((name) => !known.includes(name));
  if (extra.length === 0) return;
  const data = {
    error: 'parameter-validation-failed',
    failureCode: 'extraneous-body-fields',
    name: extra.join(', '),
    failureData: extra,
  };
  throw new RestError(
    400,
    'rest-extraneous-body-fields',
    `Extraneous fields found in request body: ${extra.join(', ')}`,
    data,
  );
}

/** 1.39 passes forms on, empty, to the edit module (rest-create-form-encoded-is-400). */
async function readFields(state: State, request: Request, method: 'POST' | 'PUT'): Promise<Fields> {
  const type = contentType(request);
  const modern = state.version >= '1.43';
  if (type === 'application/json') {
    const fields = await parseJson(request);
    if (modern) checkFields(fields, method);
    const missing = modern
      ? undefined
      : before143[method].find((name) => fields[name] === undefined || fields[name] === null);
    if (missing !== undefined) {
      throw new RestError(400, 'rest-missing-body-field', `Mandatory field "${missing}" missing from request body.`);
    }
    return fields;
  }
  if (!modern && /form/u.test(type)) return {};
  if (!modern && type === '') {
    const data = {
      message: 'A Content-Type header must be supplied with a request payload.',
      error: 'no-content-type',
    };
    throw new RestError(415, undefined, '', data);
  }
  if (!modern) throw new RestError(415, undefined, '', { message: 'Unsupported Content-Type', content_type: type });
  throw new RestError(
    415,
    'rest-unsupported-content-type',
    `Unsupported Content-Type: ${type === '' ? '(null)' : type}`,
  );
}

/** The token is in the body, and not needed where a page of another site cannot send the credentials (bearer-rest-*). */
function checkToken(state: State, { session }: SessionHandle, token: unknown): void {
  if (safeAgainstCsrf(session)) return;
  const given = typeof token === 'string' && token !== '' ? token : undefined;
  if (given !== undefined && matchesToken(session, 'csrf', given)) return;
  if (state.version >= '1.43') {
    const text =
      given === undefined
        ? 'The <var>token</var> parameter is required unless using a CSRF-safe authentication method.'
        : 'The CSRF token provided is invalid.';
    throw new RestError(403, 'rest-badtoken', text);
  }
  if (given !== undefined) throw new ApiError('badtoken', 'apierror-badtoken');
  throw new ApiError('missingparam', 'paramvalidator-missingparam', ['token']);
}

function checkModel(model: unknown): void {
  if (typeof model !== 'string' || ['css', 'javascript', 'json', 'text', 'wikitext'].includes(model)) return;
  throw new RestError(400, 'rest-bad-content-model', `Bad content model: ${model}`);
}

export async function readBody(state: State, request: Request, handle: SessionHandle): Promise<Body> {
  const fields = await readFields(state, request, request.method === 'PUT' ? 'PUT' : 'POST');
  if (state.version < '1.43') checkModel(fields['content_model']);
  checkToken(state, handle, fields['token']);
  checkModel(fields['content_model']);
  const text = (name: string): string =>
    fields[name] === undefined || fields[name] === null ? '' : asText(fields[name]);
  const latest: unknown = (fields['latest'] as { id?: unknown } | undefined)?.id;
  const content_model = fields['content_model'] === undefined ? undefined : text('content_model');
  const id = latest === undefined || Number.isNaN(Number(latest)) ? undefined : Number(latest);
  return { source: text('source'), comment: text('comment'), title: text('title'), content_model, latest: id };
}
