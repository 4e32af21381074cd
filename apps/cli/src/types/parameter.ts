import { comment, key, prose } from './comment.ts';
import type { ParameterTypes } from './parameter-type.ts';
import { type ModuleInfo, nameOf, type ParameterInfo } from './paraminfo.ts';
import { plainText } from './plain-text.ts';

/** A property of a module's parameters, as it is written. */
export interface Property {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
  readonly comment: string;
}

export function write({ name, optional, type, comment }: Property): string {
  if (name.includes('*')) return `${comment}  [name: \`${pattern(name)}\`]: ${type};\n`;
  return `${comment}  ${key(name)}${optional ? '?' : ''}: ${type};\n`;
}

/** `data-*` as the type of all names of that form. */
const pattern = (name: string): string => name.replace(/[^\w*-]/g, '').replaceAll('*', '${string}');

/** The parameters of a module: templated ones under each name that they may have. */
export function propertiesOf(module: ModuleInfo, types: ParameterTypes): Property[] {
  const { parameters, templatedparameters = [] } = module;
  const all = [...parameters, ...templatedparameters.flatMap((parameter) => fillIn(parameter, parameters))];
  return all.map((parameter) => ({
    name: nameOf(module, parameter),
    optional: isOptional(module, parameter),
    type: types.of(parameter),
    comment: about(module, parameter),
  }));
}

/** Submodules are called together, and what one of them requires is not required where it is not called. */
const isOptional = ({ path }: ModuleInfo, { required, tokentype }: ParameterInfo): boolean =>
  !required || tokentype !== undefined || path.includes('+');

/** `fromtext-{slot}` -> `fromtext-main`, where the slots are known, else `fromtext-*`. */
function fillIn(parameter: ParameterInfo, others: readonly ParameterInfo[]): ParameterInfo[] {
  let names = [parameter.name];
  for (const [variable, source] of Object.entries(parameter.templatevars ?? {})) {
    const values = others.find(({ name }) => name === source)?.type;
    const known = Array.isArray(values) && values.length > 0 ? values.map(String) : ['*'];
    names = names.flatMap((name) => known.map((value) => name.replace(`{${variable}}`, value)));
  }
  return names.map((name) => ({ ...parameter, name }));
}

function about(module: ModuleInfo, parameter: ParameterInfo): string {
  const { description, deprecated, deprecatedvalues = [], tokentype, required, submodules } = parameter;
  const text = plainText(String(description ?? ''));
  return comment(
    [
      // what each submodule does stands at its own parameters
      prose(submodules ? (text.split('\n\n')[0] ?? '') : text),
      ...limitsOf(parameter),
      deprecatedvalues.length > 0 ? `Deprecated: ${deprecatedvalues.map((value) => `\`${value}\``).join(', ')}.` : '',
      tokentype === undefined ? '' : `A token of type ${tokentype}; left out, mwkit fetches it.`,
      required && module.path.includes('+') ? `Required with \`${module.name}\`.` : '',
      deprecated ? '@deprecated' : '',
      defaultOf(parameter),
    ],
    '  ',
  );
}

function limitsOf({
  type,
  multi,
  lowlimit,
  highlimit,
  min,
  max,
  highmax,
  maxbytes,
  maxchars,
}: ParameterInfo): string[] {
  const least = typeof min === 'number' && min > 0 ? `At least ${min}. ` : '';
  const most = typeof max === 'number' ? `At most ${max}${rights(max, highmax)}.` : '';
  const many =
    multi && !Array.isArray(type) && lowlimit ? `At most ${lowlimit} values${rights(lowlimit, highlimit)}.` : '';
  const length = maxbytes ? `At most ${maxbytes} bytes.` : maxchars ? `At most ${maxchars} characters.` : '';
  return [(least + most).trim(), many, length];
}

const rights = (low: number, high: number | undefined): string =>
  high === undefined || high === low ? '' : ` (${high} with the right \`apihighlimits\`)`;

function defaultOf({ default: value, type }: ParameterInfo): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return text === '' || type === 'boolean' ? '' : `@default ${text.replaceAll('\n', ' ').slice(0, 200)}`;
}
