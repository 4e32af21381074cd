import { UsageError } from '../errors.ts';

/**
 * A value of an Action API parameter.
 * `true` sends the parameter, `false`, `null` and `undefined` leave it out (MediaWiki's booleans are true by presence);
 * an array is a multi-value; a Date becomes ISO 8601 in UTC; a Blob or File is sent as a file, as `action=upload` wants it.
 */
export type ParameterValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Blob
  | readonly (string | number)[]
  | null
  | undefined;

export type LooseParameters = { readonly [name: string]: ParameterValue };

/** A value as it goes over the wire: a Blob is a file (RFC 7578, multipart/form-data), and anything else a text. */
export type EncodedValue = string | Blob;

/**
 * Parameters as they go over the wire.
 * @throws UsageError `bad-parameter` for a value that has no form on the wire.
 */
export function encodeParameters(parameters: object): Map<string, EncodedValue> {
  const encoded = new Map<string, EncodedValue>();
  for (const name of Object.keys(parameters)) {
    const sent = encodeValue(name, (parameters as LooseParameters)[name]);
    if (sent !== undefined) encoded.set(name, sent);
  }
  return encoded;
}

function encodeValue(name: string, value: ParameterValue): EncodedValue | undefined {
  if (value === undefined || value === null || value === false) return undefined;
  if (value === true) return '1';
  if (typeof value === 'string' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : refuse(name, 'is not a finite number');
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? refuse(name, 'is not a valid date') : value.toISOString();
  if (value instanceof Blob) return value;
  if (Array.isArray(value)) return encodeMultiValue(name, value);
  return refuse(name, `is ${typeof value}, which no parameter can be`);
}

/** `a|b`, or separated by U+001F where a value holds `|` itself (API:Data formats#Multivalue parameters, 1.28). */
function encodeMultiValue(name: string, values: readonly unknown[]): string {
  const texts = values.map((value) =>
    typeof value === 'string' || typeof value === 'number'
      ? String(value)
      : refuse(name, 'holds a value that is neither text nor number'),
  );
  return texts.some((text) => text.includes('|')) ? `\u001F${texts.join('\u001F')}` : texts.join('|');
}

function refuse(name: string, why: string): never {
  throw new UsageError('bad-parameter', `The parameter \`${name}\` ${why}.`);
}
