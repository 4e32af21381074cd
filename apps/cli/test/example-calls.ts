/** A parameter of `action=paraminfo`, as much of it as is needed to write a value down as a program does. */
interface Parameter {
  readonly name: string;
  readonly type: string | readonly string[];
  readonly multi?: boolean;
  readonly required?: boolean;
  readonly tokentype?: string;
  readonly templatevars?: object;
}

export interface Module {
  readonly path: string;
  readonly name: string;
  readonly group?: string;
  readonly prefix: string;
  readonly generator?: boolean;
  readonly mustbeposted?: boolean;
  readonly dynamicparameters?: unknown;
  readonly parameters: readonly Parameter[];
  readonly templatedparameters: readonly Parameter[];
  readonly examples: readonly { readonly query: string }[];
}

/** An example as the arguments of a call. */
export interface ExampleCall {
  /** The module that it is an example of. */
  readonly path: string;
  readonly query: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** The documented examples of all modules, as calls. */
export function exampleCalls(modules: readonly Module[]): ExampleCall[] {
  return modules.flatMap(({ path, examples }) =>
    examples.map(({ query }) => {
      const { action = '', ...texts } = Object.fromEntries(new URLSearchParams(query));
      const known = parametersOf(modules, action);
      const parameters = Object.entries(texts).map(([name, text]) => [name, valueOf(find(known, name), text)]);
      return { path, query, action, parameters: Object.fromEntries(parameters) as Record<string, unknown> };
    }),
  );
}

/** All that may be given in a call of a module, by name: its own, those of all modules, those of submodules and generators. */
function parametersOf(modules: readonly Module[], action: string): Map<string, Parameter> {
  const found = new Map<string, Parameter>();
  for (const module of modules) {
    const { path, prefix, parameters, templatedparameters } = module;
    for (const parameter of [...parameters, ...templatedparameters]) {
      const own = ['main', 'json', action].includes(path) || (action === 'query' && path.startsWith('query+'));
      if (own) found.set(prefix + parameter.name, parameter);
      if (module.generator) found.set(`g${prefix}${parameter.name}`, parameter);
    }
  }
  return found;
}

function find(known: ReadonlyMap<string, Parameter>, name: string): Parameter | undefined {
  const templated = (pattern: string): boolean => new RegExp(`^${pattern.replace(/\{\w+\}/g, '.+')}$`).test(name);
  return known.get(name) ?? [...known].find(([pattern, { templatevars }]) => templatevars && templated(pattern))?.[1];
}

function valueOf(parameter: Parameter | undefined, text: string): unknown {
  const { type = 'string', multi = false } = parameter ?? {};
  const one = (value: string): unknown => {
    if (type === 'boolean') return true;
    const isNumber = ['integer', 'namespace', 'limit'].includes(type as string) && /^-?\d+$/.test(value);
    return isNumber ? Number(value) : value;
  };
  if (!multi || text === '*') return one(text);
  return text === '' ? [] : text.split('|').map(one);
}
