import type { Version } from '../options.ts';
import { userName } from '../title.ts';
import { ApiError, type Warning } from './errors.ts';
import { ofVersion, type Parameter, type ParameterTable } from './parameters.ts';

/** The checked parameters of a module, by name without its prefix. Absent ones have their default. */
export interface Values {
  string(name: string): string | undefined;
  integer(name: string): number | undefined;
  /** Milliseconds since 1970. */
  time(name: string): number | undefined;
  list(name: string): readonly string[];
  flag(name: string): boolean;
}

/** What a request sent, and which of it was looked at. */
export interface Input {
  readonly query: URLSearchParams;
  readonly body: URLSearchParams;
  /** Query parameters that are not UTF-8, as they were sent. */
  readonly badUtf8: ReadonlyMap<string, string>;
  readonly used: Set<string>;
  readonly warnings: Warning[];
  /** What `max` means, by the name of the module that was told so. */
  readonly limits: Record<string, number>;
  /** How many values a list may have: 50, or 500 with the right `apihighlimits`. */
  readonly limit: number;
  readonly version: Version;
}

/** The last one counts, and the body over the query, as in PHP's $_REQUEST. */
export function raw(input: Input, name: string): string | undefined {
  input.used.add(name);
  return input.body.getAll(name).at(-1) ?? input.query.getAll(name).at(-1);
}

type Value = string | number | boolean | readonly string[];

function parseTime(value: string): number | undefined {
  if (value === 'now' || value === '') return Date.now();
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
    const data = input.version === '1.43' ? { parameter: name, ...limits } : limits;
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

function parse(name: string, sent: string, parameter: Parameter, input: Input, module: string): Value {
  if (parameter.multi) return listValue(name, sent, parameter, input, module);
  switch (parameter.type) {
    case 'boolean':
      return true;
    case 'integer':
    case 'limit':
      return integerValue(name, sent, parameter, (warning) => input.warnings.push({ ...warning, module }));
    case 'timestamp': {
      const time = parseTime(sent);
      if (time === undefined) throw new ApiError('badtimestamp', 'paramvalidator-badtimestamp', named(name, sent));
      return time;
    }
    case 'user': {
      const user = userName(sent) ?? (/^[\d.]+$/u.test(sent) ? sent : undefined);
      if (user === undefined) throw new ApiError('baduser', 'paramvalidator-baduser', named(name, sent));
      return user;
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

/**
 * Reads the parameters of one module.
 * @throws ApiError missingparam, badvalue, badinteger, outofrange, badtimestamp, baduser, toomanyvalues
 */
export function readValues(table: ParameterTable, prefix: string, module: string, input: Input): Values {
  const values = new Map<string, Value | undefined>();
  for (const [key, parameter] of ofVersion(table, input.version)) {
    const name = prefix + key;
    const sent = raw(input, name);
    if (sent === undefined || (sent === '' && parameter.required)) {
      if (parameter.required) {
        const code = input.version === '1.16' ? `no${name}` : 'missingparam';
        throw new ApiError(code, 'paramvalidator-missingparam', [{ plaintext: name }]);
      }
      const preset = parameter.default;
      values.set(key, parameter.multi && typeof preset === 'string' ? preset.split('|') : preset);
      continue;
    }
    if (parameter.deprecated)
      deprecate(input.warnings, module, 'paramvalidator-param-deprecated', [{ plaintext: name }, { plaintext: sent }]);
    if (input.badUtf8.has(name)) {
      const message = { key: 'apiwarn-badutf8', params: [{ plaintext: name }] };
      input.warnings.push({ module, code: 'badutf8', message });
    }
    if (parameter.type === 'limit' && sent === 'max')
      input.limits[module.split('+').at(-1) ?? module] = parameter.max ?? 500;
    values.set(key, parse(name, sent, parameter, input, module));
  }
  const of = <T>(type: string, name: string): T | undefined => {
    const value = values.get(name);
    return typeof value === type ? (value as T) : undefined;
  };
  return {
    string: (name) => of<string>('string', name),
    integer: (name) => of<number>('number', name),
    time: (name) => of<number>('number', name),
    list: (name) => of<readonly string[]>('object', name) ?? [],
    flag: (name) => values.get(name) === true,
  };
}

/** A deprecation comes with a second warning, of `main`, that names the mailing list (login-needtoken-fv2). */
export function deprecate(
  warnings: Warning[],
  module: string,
  key: string,
  params: Warning['message']['params'] = [],
  feature?: string,
): void {
  const data = feature === undefined ? undefined : { feature };
  warnings.push({ module, code: 'deprecation', message: { key, params }, ...(data && { data }) });
  if (warnings.some(({ code }) => code === 'deprecation-help')) return;
  warnings.push({
    module: 'main',
    code: 'deprecation-help',
    message: { key: 'api-usage-mailinglist-ref', params: [] },
  });
}
