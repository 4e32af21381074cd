import { latest, redirectTarget, size } from '../pages.ts';
import type { Call, Module } from './module.ts';
import { anyOf, integer, oneOf, string } from './parameters.ts';
import type { Values } from './values.ts';

function execute({ state }: Call, values: Values): Record<string, unknown> {
  const from = (values.string('continue') ?? values.string('from') ?? '').replaceAll('_', ' ');
  const prefix = values.string('prefix') ?? '';
  const ns = values.integer('namespace') ?? 0;
  const redirects = values.string('filterredir');
  const found = state.pages
    .all()
    .filter((page) => page.ns === ns && page.title.startsWith(prefix) && page.title >= from)
    .filter((page) => size(latest(page)) >= (values.integer('minsize') ?? 0))
    .filter(
      (page) => redirects === 'all' || (redirectTarget(latest(page)) !== undefined) === (redirects === 'redirects'),
    )
    .toSorted((a, b) => (a.title < b.title ? -1 : 1));
  if (values.string('dir') === 'descending') found.reverse();
  const limit = values.integer('limit') ?? 10;
  const next = found[limit];
  const allpages = found.slice(0, limit).map(({ id, title }) => ({ pageid: id, ns, title }));
  return {
    allpages,
    ...(next && { continue: { apcontinue: next.title.replaceAll(' ', '_'), continue: '-||' } }),
  };
}

/** https://www.mediawiki.org/wiki/API:Allpages */
export const allpages: Module = {
  path: 'query+allpages',
  classname: 'ApiQueryAllPages',
  group: 'list',
  prefix: 'ap',
  help: ['Allpages'],
  readrights: true,
  generator: true,
  parameters: {
    from: string(),
    continue: string(),
    to: string(),
    prefix: string(),
    namespace: { type: 'namespace', default: 0 },
    filterredir: oneOf('all nonredirects redirects', { default: 'all' }),
    filterlanglinks: oneOf('all withlanglinks withoutlanglinks', { default: 'all' }),
    minsize: integer(),
    maxsize: integer(),
    prtype: anyOf('edit move upload'),
    prlevel: { type: ['', 'autoconfirmed', 'sysop'], multi: true },
    prfiltercascade: oneOf('all cascading noncascading', { default: 'all' }),
    prexpiry: oneOf('all definite indefinite', { default: 'all' }),
    limit: { type: 'limit', default: 10, min: 1, max: 500, highmax: 5000 },
    dir: oneOf('ascending descending', { default: 'ascending' }),
  },
  execute,
};
