/** The parameters of a request to api.php as they were sent, and their values as the spec describes them. */
import { mediaType, type Exchange, type Json } from '../exchange.ts';
import type { Schema } from './spec.ts';

export type Parameters = { readonly [name: string]: string };

/** URL and body together. A JSON body is not among them: api.php does not read it (login-json-content-type). */
export async function parameters({ request }: Exchange): Promise<Parameters> {
  const sent = new URLSearchParams(new URL(request.url).search);
  return { ...Object.fromEntries(sent), ...(await bodyParameters(request)) };
}

async function bodyParameters({ headers, body }: Exchange['request']): Promise<Parameters> {
  if (body === null || body === undefined || mediaType(headers) === 'application/json') return {};
  if (typeof body !== 'string') {
    const fields = ((body as { [key: string]: Json })['multipart'] ?? body) as { [key: string]: Json };
    return Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
    );
  }
  if (mediaType(headers) !== 'multipart/form-data') return Object.fromEntries(new URLSearchParams(body));
  const form = await new Response(body, {
    headers: (headers ?? []).map(([name, value]): [string, string] => [name, value]),
  })
    .formData()
    .catch(() => new FormData());
  return Object.fromEntries([...form].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]));
}

/** `a|b`, or with U+001F before each value. */
export const values = (text: string | undefined): string[] => {
  if (text === undefined || text === '') return [];
  return text.startsWith('\u001F') ? text.slice(1).split('\u001F') : text.split('|');
};

/** The request as its schema describes it: presence becomes true, digits a number, several values an array. */
export function decode(sent: Parameters, properties: { readonly [name: string]: Schema }): { [name: string]: Json } {
  return Object.fromEntries(
    Object.entries(sent).map(([name, text]) => [name, properties[name] ? decodeValue(text, properties[name]) : text]),
  );
}

function decodeValue(text: string, schema: Schema): Json {
  if (schema['type'] === 'boolean') return true;
  if (schema['type'] === 'array')
    return values(text).map((value) => decodeValue(value, (schema['items'] ?? {}) as Schema));
  return takesNumber(schema) && /^-?\d+$/.test(text) ? Number(text) : text;
}

const takesNumber = ({ type, enum: allowed, anyOf }: Schema): boolean =>
  type === 'integer' ||
  (Array.isArray(allowed) && allowed.some((value) => typeof value === 'number')) ||
  (Array.isArray(anyOf) && anyOf.some((branch) => takesNumber(branch as Schema)));
