import { type ActionResult, ApiError, type CallOptions, HttpError, RestError, type Wiki } from '@mwkit/node';
import { CliError } from '../errors.ts';
import type { ModuleInfo } from './paraminfo.ts';
import { type Route, routesOfVersion } from './routes.ts';
import { describedRoutes, type RestDescription } from './described-routes.ts';

type Siteinfo = NonNullable<ActionResult<'query'>['query']>;

/** What a wiki says of itself. */
export interface WikiDescription {
  readonly name: string;
  /** `MediaWiki 1.43.9` */
  readonly generator: string;
  readonly namespaces: readonly { readonly id: number; readonly name: string }[];
  readonly modules: readonly ModuleInfo[];
  readonly routes: readonly Route[];
}

/** Asks a wiki for its modules, its namespaces and its REST routes: three requests, and one for each module of its REST API. */
export async function readWiki(
  wiki: Wiki,
  progress: (text: string) => void,
  options: CallOptions,
): Promise<WikiDescription> {
  const site = await siteinfo(wiki, options);
  const generator = site.general?.generator ?? '';
  progress(`Reading the modules of ${site.general?.sitename} (${generator})`);
  const modules = await allModules(wiki, generator, options);
  progress('Reading the REST routes');
  return {
    name: site.general?.sitename ?? '',
    generator,
    namespaces: Object.values(site.namespaces ?? {}).filter(({ id }) => id >= 0),
    modules,
    routes: (await describedRest(wiki, options)) ?? routesOfVersion(generator),
  };
}

async function siteinfo(wiki: Wiki, options: CallOptions): Promise<Siteinfo> {
  try {
    const { query } = await wiki.get('query', { meta: 'siteinfo', siprop: ['general', 'namespaces'] }, options);
    return query ?? {};
  } catch (error) {
    // unlike siteinfo, paraminfo is open on a private wiki, and would be read in vain
    if (!(error instanceof ApiError) || !error.has('readapidenied')) throw error;
    throw new CliError('not-signed-in', 'The wiki is private.', `Sign in first: mwkit login ${wiki.api}`);
  }
}

async function allModules(wiki: Wiki, generator: string, options: CallOptions): Promise<ModuleInfo[]> {
  const asked = { modules: ['main', '**'], helpformat: 'wikitext', uselang: 'content' } as const;
  const { paraminfo, warnings } = await wiki.get('paraminfo', asked, options);
  const modules = paraminfo.modules ?? [];
  if (!modules.some(({ path }) => path === 'query'))
    throw new CliError('wiki-too-old', `${generator} does not tell of all its modules.`, 'MediaWiki 1.25 does.', {
      generator,
    });
  if (JSON.stringify(warnings ?? '').includes('truncatedresult'))
    throw new CliError(
      'unexpected-shape',
      'The wiki cuts the list of its modules off.',
      'Its operators can raise $wgAPIMaxResultSize.',
      { generator },
    );
  return modules.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** By the wiki's own description, where it has one: on by default since 1.47. */
async function describedRest(wiki: Wiki, options: CallOptions): Promise<Route[] | undefined> {
  let modules: string[];
  try {
    const discovery = await wiki.rest.get('/specs/v0/discovery', {}, options);
    modules = Object.keys(discovery.modules);
  } catch (error) {
    // no such route; no REST API at all, or not where it is looked for
    if ((error instanceof RestError && error.status === 404) || error instanceof HttpError) return undefined;
    throw error;
  }
  const routes: Route[] = [];
  for (const module of modules.toSorted()) {
    const [name = '', version] = module === '' ? ['-'] : module.split('/');
    const description =
      version === undefined
        ? await wiki.rest.get('/specs/v0/module/{module}', { path: { module: name } }, options)
        : await wiki.rest.get('/specs/v0/module/{module}/{version}', { path: { module: name, version } }, options);
    routes.push(...describedRoutes(module === '' ? '' : `/${module}`, description as RestDescription));
  }
  return routes;
}
