import { ApiError } from './errors.ts';
import type { Call, Module } from './module.ts';
import { generators } from './names.ts';
import { pageSet } from './pageset.ts';
import { boolean, list, oneOf, string, token } from './parameters.ts';
import type { Values } from './values.ts';

/** @throws ApiError notloggedin, permissiondenied */
function execute(call: Call, values: Values): object[] {
  const { account, rights } = call.actor();
  if (!account) throw new ApiError('notloggedin', 'watchlistanontext');
  if (!rights.includes('editmywatchlist'))
    throw new ApiError('permissiondenied', 'apierror-permissiondenied-watchlist');
  const done = values.flag('unwatch') ? { unwatched: true } : { watched: true };
  const { entries = [], about = {} } = pageSet(call.state, values) ?? {};
  const results = entries.map(({ result }) => result);
  const fit = results.filter((result) => !('invalid' in result || 'special' in result));
  return [
    ...results.filter((result) => !fit.includes(result)),
    ...((about['interwiki'] ?? []) as object[]),
    ...fit.map(({ title, ns, missing }) => ({ title, ns, ...done, ...(missing === true && { missing }) })),
  ];
}

/** https://www.mediawiki.org/wiki/API:Watch. No module shows the watchlist, so that nothing is kept. */
export const watch: Module = {
  path: 'watch',
  classname: 'ApiWatch',
  group: 'action',
  prefix: '',
  help: ['Watch'],
  readrights: true,
  writerights: true,
  mustbeposted: true,
  parameters: {
    title: string({ deprecated: true }),
    unwatch: boolean(),
    continue: string(),
    titles: list(),
    pageids: list('integer'),
    revids: list('integer'),
    generator: oneOf(generators),
    redirects: boolean(),
    converttitles: boolean(),
    token: token('watch'),
  },
  execute: (call, values) => ({ watch: execute(call, values) }),
};
