import { header, type Exchange, type Json } from './exchange.ts';
import { at } from './json.ts';

/** One thing in which two exchanges of the same name are not alike. */
export interface Difference {
  /** The name of the exchange. */
  name: string;
  /** What differs: `status`, `content type`, `code <where>`, or `shape`. */
  what: string;
  recorded: string;
  fresh: string;
}

// Where an answer says in a word what happened; `*` is any key or index.
const codes = [
  'error.code',
  'errors.*.code',
  'warnings.*.code',
  '*.result',
  '*.status',
  '*.messagecode',
  '*.reason.code',
  'validatepassword.validity',
  'validatepassword.validitymessages.*.code',
  'logout.*',
  'errorKey',
  'error',
  'httpCode',
  'actionModuleErrorCode',
  'failureCode',
];

/**
 * Whether a fresh answer is that of the recording: HTTP status, content type, every code, and the shape, which is the set
 * of paths of keys with the JSON type at each. Tokens, times, ids and texts may differ.
 */
export function compareExchanges(recorded: Exchange, fresh: Exchange): Difference[] {
  const before = summary(recorded);
  const after = summary(fresh);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((what) => {
    const [was, is] = [before.get(what) ?? 'absent', after.get(what) ?? 'absent'];
    return was === is ? [] : [{ name: recorded.name, what, recorded: was, fresh: is }];
  });
}

/** Each thing that is compared, as a text. */
function summary({ response }: Exchange): Map<string, string> {
  const { status, headers, body = null } = response;
  const things = new Map([['status', String(status)]]);
  const contentType = header(headers, 'content-type');
  if (contentType) things.set('content type', contentType.toLowerCase().replaceAll(' ', ''));
  const apiError = header(headers, 'mediawiki-api-error');
  if (apiError) things.set('code MediaWiki-API-Error', apiError);
  for (const path of codes)
    for (const [where, value] of find(body, path.split('.')))
      if (typeof value !== 'object') things.set(`code ${where}`, String(value));
  if (typeof body === 'object') for (const [path, types] of shape(body)) things.set(`shape ${path}`, types);
  return things;
}

function find(body: Json, [key, ...rest]: string[], where = ''): [string, Json][] {
  if (key === undefined) return [[where.slice(1), body]];
  if (typeof body !== 'object' || body === null) return [];
  const keys = key === '*' ? Object.keys(body) : [key];
  return keys.flatMap((one) => {
    const inner = at(body, one);
    return inner === undefined ? [] : find(inner, rest, `${where}.${one}`);
  });
}

/** Paths such as `query.pages[].title`, with the types seen there. Keys that are numbers (ids of pages) are alike. */
function shape(body: Json, path = '', types = new Map<string, string>()): Map<string, string> {
  const here = body === null ? 'null' : Array.isArray(body) ? 'array' : typeof body;
  const seen = types.get(path)?.split('|') ?? [];
  types.set(path, [...new Set([...seen, here])].toSorted().join('|'));
  if (Array.isArray(body)) for (const item of body) shape(item, `${path}[]`, types);
  else if (typeof body === 'object' && body !== null)
    for (const [key, value] of Object.entries(body)) shape(value, `${path}.${/^\d+$/.test(key) ? '*' : key}`, types);
  return types;
}
