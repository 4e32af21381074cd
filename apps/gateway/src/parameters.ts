import { contentTypeOf } from './body.ts';
import { Refusal } from './refusal.ts';

/** A call of the Action API as the wiki will read it, because it is written anew from this. */
export interface ActionParameters {
  /** In the URL, and in the body: in the places where the caller has put them. */
  readonly query: Map<string, string>;
  readonly body: Map<string, FormDataEntryValue>;
  readonly isMultipart: boolean;
}

/** More than MediaWiki has use for; PHP drops what comes after the thousandth (max_input_vars). */
const most = 500;

/**
 * They go by another way (`origin`, `crossorigin`: the gateway speaks CORS by itself), make somebody else of the caller
 * (`centralauthtoken`, OAuth 1.0a), or hand the answer to any page (`callback`).
 */
export const isRefused = (name: string): boolean => /^(callback|centralauthtoken|oauth_.*)$/.test(name);
const ownToUrl = ['origin', 'crossorigin'];

/** What PHP does not read as anything else: it makes `_` of a dot, a space and some brackets, and arrays of others. */
const plainName = /^[\w-]+$/;

/** @throws Refusal `parameter-refused` */
export async function readParameters(
  url: URL,
  request: Request,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<ActionParameters> {
  const query = collect(url.searchParams);
  for (const name of ownToUrl) query.delete(name);
  const type = contentTypeOf(request);
  const isMultipart = type === 'multipart/form-data';
  if (bytes.length > 0 && !isMultipart && type !== 'application/x-www-form-urlencoded')
    throw refuse('MediaWiki reads forms alone (application/x-www-form-urlencoded, multipart/form-data).');
  const body = collect(isMultipart ? await formOf(request, bytes) : fieldsOf(bytes));
  const twice = [...query.keys()].find((name) => body.has(name) && body.get(name) !== query.get(name));
  if (twice !== undefined) throw refuse(`The parameter \`${twice}\` has one value in the URL and another in the body.`);
  const moved = ownToUrl.find((name) => body.has(name));
  if (moved !== undefined) throw refuse(`The parameter \`${moved}\` belongs into the URL.`);
  if (query.size + body.size > most) throw refuse('There are too many parameters.');
  return { query, body, isMultipart };
}

function collect<V extends FormDataEntryValue>(entries: Iterable<[string, V]>): Map<string, V> {
  const parameters = new Map<string, V>();
  for (const [name, value] of entries) {
    // a name that is not plain is not quoted: it may be a value that went astray
    if (!plainName.test(name)) throw refuse('A parameter has a name that MediaWiki has none of.');
    if (isRefused(name)) throw refuse(`The parameter \`${name}\` is not for pages.`);
    if (parameters.has(name)) throw refuse(`The parameter \`${name}\` is there twice.`);
    parameters.set(name, value);
  }
  return parameters;
}

function fieldsOf(bytes: Uint8Array<ArrayBuffer>): URLSearchParams {
  // before they are read: reading millions takes seconds
  let ends = 0;
  for (let at = bytes.indexOf(0x26); at >= 0; at = bytes.indexOf(0x26, at + 1))
    if (++ends > most) throw refuse('There are too many parameters.');
  return new URLSearchParams(new TextDecoder().decode(bytes));
}

async function formOf(request: Request, bytes: Uint8Array<ArrayBuffer>): Promise<FormData> {
  const headers = { 'content-type': request.headers.get('content-type') ?? '' };
  try {
    return await new Response(bytes, { headers }).formData();
  } catch {
    throw refuse('The body is not multipart/form-data.');
  }
}

/** The value of a parameter, wherever it is; `undefined` where it is not there, or is a file. */
export function valueOf({ query, body }: ActionParameters, name: string): string | undefined {
  const value = query.get(name) ?? body.get(name);
  return typeof value === 'string' ? value : undefined;
}

/** Several values: separated by `|`, or by U+001F where the first character is that (API:Data formats). */
export function valuesOf(parameters: ActionParameters, name: string): string[] {
  const value = valueOf(parameters, name) ?? '';
  return (value.startsWith('\u001F') ? value.slice(1).split('\u001F') : value.split('|')).filter(Boolean);
}

function refuse(info: string): Refusal {
  return new Refusal('parameter-refused', { info });
}
