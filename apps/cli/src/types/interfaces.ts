import { comment, prose, typeName } from './comment.ts';
import type { Base, Interface } from './interface.ts';
import type { ParameterTypes } from './parameter-type.ts';
import { propertiesOf } from './parameter.ts';
import { isRead, type ModuleInfo, type ParameterInfo, submodulesOf } from './paraminfo.ts';
import { plainText } from './plain-text.ts';

/** The interfaces of all modules, each after those that it extends. */
export function interfacesOf(modules: readonly ModuleInfo[], types: ParameterTypes): Map<string, Interface> {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const made = new Map<string, Interface>();

  const keep = (key: string, make: () => Interface): Interface => {
    const known = made.get(key);
    if (known) return known;
    const one = make();
    made.set(key, one);
    return one;
  };

  const main = (): Interface =>
    keep('main', () => {
      // format=json is what mwkit asks for, and brings parameters of its own
      const parts = ['main', 'json'].flatMap((path) => byPath.get(path) ?? []);
      return {
        name: 'MainParameters',
        comment: comment(['What every module takes.']),
        bases: [],
        properties: parts.flatMap((part) => propertiesOf(part, types)).filter(({ name }) => name !== 'action'),
        open: false,
      };
    });

  /** What the modules take that a parameter chooses among: `prop`, `list`, `meta` and `generator` of `query`. */
  const chosen = (parameter: ParameterInfo): Base[] => {
    const bases = submodulesOf(parameter).flatMap((path): Base[] => {
      const submodule = byPath.get(path);
      return submodule ? [{ of: ofModule(submodule), prefix: parameter.submoduleparamprefix ?? '' }] : [];
    });
    if (!parameter.submoduleparamprefix) return bases;
    // many modules take the same generators
    const names = bases.map(({ of }) => of.name).join();
    const shared = keep(`${parameter.name} ${names}`, () => {
      const others = [...made.keys()].filter((key) => key.startsWith(`${parameter.name} `)).length;
      return {
        name: `${typeName(parameter.name)}Parameters${others || ''}`,
        comment: comment([`What the submodules take as \`${parameter.name}\`.`]),
        bases,
        properties: [],
        open: false,
      };
    });
    return [{ of: shared, prefix: '' }];
  };

  const ofModule = (module: ModuleInfo): Interface =>
    keep(module.path, () => ({
      name: `${typeName(module.path)}Parameters`,
      comment: about(module),
      bases: [
        ...(module.group === 'action' ? [{ of: main(), prefix: '' }] : []),
        ...(module.parameters as readonly ParameterInfo[]).flatMap(chosen),
      ],
      properties: propertiesOf(module, types),
      open: module.dynamicparameters !== undefined && module.dynamicparameters !== false,
    }));

  for (const module of modules) if (module.group === 'action') ofModule(module);
  return made;
}

function about(module: ModuleInfo): string {
  const { path, description, deprecated, internal, source, sourcename, helpurls, parameters, dynamicparameters } =
    module;
  const token = parameters.find(({ tokentype }) => tokentype !== undefined)?.tokentype;
  const how = isRead(module) ? '' : `Called by POST${token === undefined ? '' : `, with a token of type ${token}`}.`;
  const from = source === undefined || source === 'MediaWiki' ? '' : `From ${sourcename ?? source}.`;
  return comment([
    `\`${path}\`: ${prose(plainText(String(description ?? '')))}`,
    [how, from].filter(Boolean).join(' '),
    typeof dynamicparameters === 'string' ? prose(plainText(dynamicparameters)) : '',
    deprecated ? '@deprecated' : '',
    internal ? '@internal Not meant for others; it may change at any time.' : '',
    ...(helpurls ?? []).slice(0, 1).map((url) => `@see ${url}`),
  ]);
}
