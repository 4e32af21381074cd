import type { Version } from '../options.ts';
import { ApiError, type Warning } from './errors.ts';
import { ofVersion, type Parameter, type ParameterTable } from './parameters.ts';
import { parseValue, type Value } from './parse-value.ts';

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
  /** The files of a multipart form. */
  readonly files: ReadonlyMap<string, File>;
  /** Query parameters that are not UTF-8, as they were sent. */
  readonly badUtf8: ReadonlyMap<string, string>;
  readonly used: Set<string>;
  readonly warnings: Warning[];
  /** What `max` means, by the name of the module that was told so. */
  readonly limits: Record<string, number>;
  /** How many values a list may have: 50, or 500 with the right `apihighlimits`. */
  readonly limit: number;
  readonly version: Version;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The last one counts, and the body over the query, as in PHP's $_REQUEST. */
export function raw(input: Input, name: string): string | undefined {
  input.used.add(name);
  return input.body.getAll(name).at(-1) ?? input.query.getAll(name).at(-1);
}

/**
 * Reads the parameters of one module.
 * @throws ApiError missingparam, badvalue, badinteger, outofrange, badtimestamp, baduser, toomanyvalues
 */
export function readValues(table: ParameterTable, prefix: string, module: string, input: Input): Values {
  const values = new Map<string, Value | undefined>();
  for (const [key, described] of ofVersion(table, input.version)) {
    const max = input.limit > 50 ? (described.highmax ?? described.max) : described.max;
    const parameter: Parameter = { ...described, max };
    const name = prefix + key;
    const sent = raw(input, name);
    if (parameter.type === 'upload') {
      if (sent === undefined) continue;
      throw new ApiError('badupload', 'apierror-badupload', [name]);
    }
    if (sent === undefined || (sent === '' && parameter.required)) {
      if (parameter.required) {
        const code = { '1.16': `no${name}`, '1.27': `no${key}` }[input.version as string] ?? 'missingparam';
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
    values.set(key, parseValue(name, sent, parameter, input, module));
  }
  const number = (name: string): number | undefined => {
    const value = values.get(name);
    return typeof value === 'number' ? value : undefined;
  };
  return {
    string(name) {
      const value = values.get(name);
      return typeof value === 'string' ? value : undefined;
    },
    integer: number,
    time: number,
    list(name) {
      const value = values.get(name);
      return typeof value === 'object' ? value : [];
    },
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
