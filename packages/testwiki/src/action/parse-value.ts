import { namespaces, userName } from '../title.ts';
import { ApiError, type Warning } from './errors.ts';
import type { Parameter } from './parameters.ts';
import type { Input } from './values.ts';

/** A parameter, checked. */
export type Value = string | number | boolean | readonly string[];

function parseTime(value: string, now: number): number | undefined {
  if (value === 'now' || value === '') return now;
  if (/^\d{14}$/u.test(value)) {
    return Date.parse(value.replace(/(....)(..)(..)(..)(..)(..)/u, '$1-$2-$3T$4:$5:$6Z'));
  }
  if (/^\d{1,13}$/u.test(value)) return Number(value) * 1000;
  const time = /^\d{4}-\d\d-\d\d/u.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

const named = (name: string, value: string): { plaintext: string }[] => [{ plaintext: name }, { plaintext: value }];

function integerValue(
  name: string,
  value: string,
  { type, min, max }: Parameter,
  warn: (warning: Omit<Warning, 'module'>) => void,
): number {
  if (type === 'limit' && value === 'max') return max ?? 500;
  if (!/^[+-]?\d{1,15}$/u.test(value))
    throw new ApiError('badinteger', 'paramvalidator-badinteger', named(name, value));
  const number = Number(value);
  if ((min === undefined || number >= min) && (max === undefined || number <= max)) return number;
  const key = max === undefined ? 'paramvalidator-outofrange-min' : 'paramvalidator-outofrange-minmax';
  const params = [...named(name, value), { num: min ?? 0 }, { num: max ?? 0 }];
  const data = { min: min ?? null, curmax: max ?? null, max: max ?? null, highmax: max ?? null };
  if (type !== 'limit') throw new ApiError('outofrange', key, params, data);
  warn({ code: 'outofrange', message: { key, params }, data });
  return number > (max ?? number) ? (max ?? number) : (min ?? number);
}

function listValue(name: string, sent: string, parameter: Parameter, input: Input, module: string): readonly string[] {
  const values = sent === '' ? [] : sent.startsWith('\u001f') ? sent.slice(1).split('\u001f') : sent.split('|');
  if (values.length > input.limit) {
    const limits = { limit: input.limit, lowlimit: 50, highlimit: 500 };
    const data = input.version >= '1.43' ? { parameter: name, ...limits } : limits;
    throw new ApiError(
      'toomanyvalues',
      'paramvalidator-toomanyvalues',
      [{ plaintext: name }, { num: input.limit }],
      data,
    );
  }
  for (const value of parameter.type === 'integer' ? values : []) {
    if (!/^\d+$/u.test(value)) throw new ApiError('badinteger', 'paramvalidator-badinteger', named(name, value));
  }
  const allowed = typeof parameter.type === 'string' ? undefined : parameter.type;
  if (allowed === undefined || allowed.length === 0) return values;
  if (parameter.allspecifier && sent === parameter.allspecifier) return allowed;
  const unknown = values.filter((value) => !allowed.includes(value));
  if (unknown.length > 0) {
    const names = { list: unknown.map((value) => ({ plaintext: value })), type: 'comma' as const };
    const message = {
      key: 'paramvalidator-unrecognizedvalues',
      params: [...named(name, sent), names, { num: unknown.length }],
    };
    input.warnings.push({ module, code: 'unrecognizedvalues', message, data: { values: unknown } });
  }
  return values.filter((value) => allowed.includes(value));
}

/** @throws ApiError badvalue, badinteger, outofrange, badtimestamp, baduser, toomanyvalues */
export function parseValue(name: string, sent: string, parameter: Parameter, input: Input, module: string): Value {
  if (parameter.multi) return listValue(name, sent, parameter, input, module);
  switch (parameter.type) {
    case 'boolean':
      return true;
    case 'integer':
    case 'limit':
      return integerValue(name, sent, parameter, (warning) => input.warnings.push({ ...warning, module }));
    case 'timestamp': {
      const time = parseTime(sent, input.now);
      if (time === undefined) throw new ApiError('badtimestamp', 'paramvalidator-badtimestamp', named(name, sent));
      return time;
    }
    case 'user': {
      const user = userName(sent) ?? (/^[\d.]+$/u.test(sent) ? sent : undefined);
      if (user === undefined) throw new ApiError('baduser', 'paramvalidator-baduser', named(name, sent));
      return user;
    }
    case 'namespace': {
      if (/^\d+$/u.test(sent) && namespaces.has(Number(sent))) return Number(sent);
      throw new ApiError('badvalue', 'paramvalidator-badvalue-enumnotmulti', named(name, sent));
    }
    case 'string':
    case 'text':
    case 'password':
    case 'title':
      return sent;
    default:
      if (parameter.type.includes(sent)) return sent;
      throw new ApiError(
        input.version === '1.16' ? `unknown_${name}` : 'badvalue',
        'paramvalidator-badvalue-enumnotmulti',
        named(name, sent),
      );
  }
}
