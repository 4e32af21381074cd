import { ApiError } from './errors.ts';
import type { Call, Module } from './module.ts';
import { generate } from './generate.ts';
import { addImageInfo, imageinfo } from './imageinfo.ts';
import { addInfo, info } from './info.ts';
import { generators, lists, metas, props } from './names.ts';
import { pageSet, pagesResult } from './pageset.ts';
import { anyOf, boolean, list, oneOf, string, type ParameterTable } from './parameters.ts';
import { addRevisions, revisions } from './revisions.ts';
import { stashimageinfo } from './stash.ts';
import { readValues, type Input, type Values } from './values.ts';

const propModules: Readonly<Record<string, Module>> = { imageinfo, info, revisions, stashimageinfo };

const unknown = (name: string): ApiError => new ApiError('testwiki-notimplemented', 'testwiki-notimplemented', [name]);

async function execute(call: Call, values: Values): Promise<Record<string, unknown>> {
  const generator = values.string('generator');
  const generated = generator === undefined ? undefined : await generate(call, generator);
  const set = generated?.set ?? pageSet(call.state, values, call.input.badUtf8.get('titles'));
  const query: Record<string, unknown> = { ...set?.about, ...(set && { pages: pagesResult(set) }) };
  let next = generated?.next;
  let complete = true;
  for (const name of values.list('prop')) {
    const module = propModules[name];
    if (!module) throw unknown(`prop=${name}`);
    const given = readValues(module.parameters, module.prefix, module.path, call.input);
    // of no page
    if (module === stashimageinfo) Object.assign(query, await module.execute?.(call, given));
    if (!set || module === stashimageinfo) continue;
    if (module === info) addInfo(call, given, set);
    else {
      const more = module === imageinfo ? addImageInfo(call, given, set) : await addRevisions(call, given, set);
      if (!more) continue;
      next = more;
      complete = false;
    }
  }
  for (const name of values.list('list')) {
    const module = call.modules.get(`query+${name}`);
    if (!module?.execute) throw unknown(`list=${name}`);
    const given = readValues(module.parameters, module.prefix, module.path, call.input);
    const { continue: more, ...found } = await module.execute(call, given);
    if (more) next = { ...(more as Record<string, string>), ...next };
    Object.assign(query, found);
  }
  for (const name of values.list('meta')) {
    const module = call.modules.get(`query+${name}`);
    if (!module?.execute) throw unknown(`meta=${name}`);
    const given = readValues(module.parameters, module.prefix, module.path, call.input);
    Object.assign(query, await module.execute(call, given));
  }
  const old = call.state.version === '1.16';
  // Nothing asked for, or nothing that may be told: no `query` at all (cors-get-tokens-star).
  const empty = Object.keys(query).length === 0;
  const rest = old
    ? next && { 'query-continue': { revisions: next } }
    : { ...(complete && { batchcomplete: true }), ...(next && { continue: next }) };
  return { ...rest, ...(!empty && { query }) };
}

/** Tokens can be had on a private wiki, if nothing else is asked for (private-tokens-anon). */
function readsNothing(input: Input): boolean {
  const asked = Object.keys(parametersWith('')).filter((name) => input.query.has(name) || input.body.has(name));
  const extra = asked.filter((name) => !['meta', 'rawcontinue', 'indexpageids'].includes(name));
  const meta = (input.body.get('meta') ?? input.query.get('meta') ?? '').split('|');
  return extra.length === 0 && meta.every((name) => name === 'tokens' || name === 'authmanagerinfo');
}

const parametersWith = (extensions: string): ParameterTable => ({
  prop: anyOf(props, { submodules: 'query' }),
  list: anyOf(lists, { submodules: 'query', deprecatedvalues: ['deletedrevs'] }),
  meta: anyOf(`${metas} ${extensions}`, {
    submodules: 'query',
    in116: { type: ['allmessages', 'siteinfo', 'userinfo'] },
  }),
  indexpageids: boolean(),
  export: boolean(),
  exportnowrap: boolean(),
  exportschema: oneOf('0.10 0.11', { default: '0.11' }),
  iwurl: boolean(),
  continue: string(),
  rawcontinue: boolean(),
  titles: list(),
  pageids: list('integer'),
  revids: list('integer'),
  generator: oneOf(generators, { submodules: 'query', submoduleparamprefix: 'g' }),
  redirects: boolean(),
  converttitles: boolean(),
});

/** https://www.mediawiki.org/wiki/API:Query, with the `meta` modules of extensions. */
export const queryWith = (extensions: readonly string[] = []): Module => ({
  path: 'query',
  classname: 'ApiQuery',
  group: 'action',
  prefix: '',
  help: ['Query', 'Meta', 'Properties', 'Lists'],
  readrights: true,
  readsNothing,
  parameters: parametersWith(extensions.join(' ')),
  execute,
});
