import type { State } from '../state.ts';
import { writes } from './check.ts';
import type { Call, Module } from './module.ts';
import { formats, lists, metas, props } from './names.ts';
import { anyOf, list, oneOf, ofVersion, string, type Parameter } from './parameters.ts';
import type { Values } from './values.ts';

type Result = Record<string, unknown>;

function describeParameter(
  name: string,
  parameter: Parameter,
  index: number,
  module: Module,
  helpformat: string,
): Result {
  const {
    type,
    submodules,
    since: _since,
    until: _until,
    before143: _before143,
    in116: _in116,
    multi,
    required,
    ...more
  } = parameter;
  const values = typeof type === 'string' ? [] : type;
  const paths = values.map((value) => [value, submodules === '' ? value : `${submodules}+${value}`]);
  const help = `apihelp-${module.path}-param-${name}`;
  const description = helpformat === 'raw' ? [{ key: help, params: [module.prefix, name, module.path] }] : help;
  return {
    index,
    name,
    ...(helpformat !== 'none' && { description }),
    type,
    required: required === true,
    ...more,
    multi: multi === true,
    ...(multi && { lowlimit: 50, highlimit: 500, limit: 50 }),
    ...(submodules !== undefined && { submodules: Object.fromEntries(paths) }),
  };
}

function templated(state: State, module: Module): Result[] {
  return ofVersion(module.templated ?? {}, state.version).map(([name, parameter]) =>
    describeParameter(name, parameter, 3, module, 'none'),
  );
}

function help(module: Module, helpformat: string): Result {
  if (helpformat === 'none') return {};
  const key = `apihelp-${module.path}-summary`;
  return { description: helpformat === 'raw' ? [{ key, params: [module.prefix, module.path] }] : key };
}

function examples(module: Module, helpformat: string): Result {
  if (helpformat === 'none') return {};
  const key = `apihelp-${module.path}-example`;
  const description = helpformat === 'raw' ? { key, params: [module.prefix, module.path] } : key;
  return { examples: [{ query: `action=${module.path}`, description }] };
}

function describe(state: State, module: Module, helpformat: string): Result {
  const {
    path,
    group,
    prefix,
    source = 'MediaWiki',
    internal,
    readrights,
    mustbeposted,
    generator,
    dynamicparameters,
  } = module;
  const flags = { internal, readrights, writerights: writes(module, state.version), mustbeposted, generator };
  const table = ofVersion(module.parameters, state.version);
  const shown = templated(state, module);
  return {
    name: path.split('+').at(-1),
    classname:
      state.version >= '1.43' && module.source === undefined ? `MediaWiki\\Api\\${module.classname}` : module.classname,
    path,
    ...(group && { group }),
    prefix,
    source,
    sourcename: source,
    licensetag: module.license ?? 'GPL-2.0-or-later',
    licenselink: `${state.origin}/wiki/Special:Version/License/${source}`,
    ...help(module, helpformat),
    ...Object.fromEntries(Object.entries(flags).filter(([, flag]) => flag)),
    helpurls: module.help.map((page) => `https://www.mediawiki.org/wiki/Special:MyLanguage/API:${page}`),
    ...examples(module, helpformat),
    parameters: table.map(([name, parameter], i) =>
      describeParameter(name, parameter, i + (shown.length > 0 && i > 1 ? 2 : 1), module, helpformat),
    ),
    templatedparameters: shown,
    ...(dynamicparameters && { dynamicparameters }),
  };
}

/** `*` and `query+*` are all of one level, `**` all below. */
function expand({ modules }: Call, path: string): readonly string[] {
  if (path === '**') return [...modules.keys()].filter((name) => name !== 'main');
  if (path === '*') return [...modules.values()].filter(({ group }) => group === 'action').map((module) => module.path);
  const below = /^(\w+)\+\*\*?$/u.exec(path)?.[1];
  return below === undefined ? [path] : [...modules.keys()].filter((name) => name.startsWith(`${below}+`));
}

function find(call: Call, path: string): Module | undefined {
  const module = call.modules.get(path);
  if (module && (path !== 'acquiretempusername' || call.state.version >= '1.43')) return module;
  const parts = path.split('+');
  const params = [parts.slice(0, -1).join('+') || 'main', parts.at(-1) ?? ''];
  const message = { key: 'apiwarn-badmodule', params };
  call.input.warnings.push({ module: 'paraminfo', code: 'badmodule', message });
  return undefined;
}

function execute(call: Call, values: Values): Result {
  const helpformat = values.string('helpformat') ?? 'none';
  const show = (module: Module): Result => describe(call.state, module, helpformat);
  const found = (paths: readonly string[]): Module[] => paths.flatMap((path) => find(call, path) ?? []);
  const result: Result = { helpformat };
  const asked = found(values.list('modules').flatMap((path) => expand(call, path)));
  if (asked.length > 0) result['modules'] = asked.map(show);
  const querymodules = found(values.list('querymodules').map((name) => `query+${name}`));
  if (querymodules.length > 0) {
    result['querymodules'] = querymodules.map((module) => ({ ...show(module), querytype: module.group }));
  }
  const formatmodules = found(values.list('formatmodules'));
  if (formatmodules.length > 0) result['formatmodules'] = formatmodules.map(show);
  const top = call.modules.get('main');
  if (values.string('mainmodule') !== undefined && top) result['mainmodule'] = show(top);
  return result;
}

const querymodules = `${props} ${lists} ${metas}`.split(/\s+/u).toSorted().join(' ');

/** https://www.mediawiki.org/wiki/API:Parameter_information, of the modules in `modules.ts`. */
export const paraminfo: Module = {
  path: 'paraminfo',
  classname: 'ApiParamInfo',
  group: 'action',
  prefix: '',
  help: ['Parameter_information'],
  parameters: {
    modules: list(),
    helpformat: oneOf('html none raw wikitext', { default: 'none' }),
    querymodules: anyOf(querymodules, { deprecated: true }),
    mainmodule: string({ deprecated: true }),
    pagesetmodule: string({ deprecated: true }),
    formatmodules: anyOf(formats, { deprecated: true }),
  },
  execute: (call, values) => ({ paraminfo: execute(call, values) }),
};
