import { log } from '../log.ts';
import { latest } from '../pages.ts';
import { parseTitle } from '../title.ts';
import { ApiError } from './errors.ts';
import type { Call, Module } from './module.ts';
import { anyOf, boolean, integer, oneOf, string, token } from './parameters.ts';
import type { Values } from './values.ts';

/** @throws ApiError invalidtitle, missingtitle, permissiondenied */
function execute(call: Call, values: Values): object {
  const { state } = call;
  const title = parseTitle(values.string('title') ?? '');
  if (!title) throw new ApiError('invalidtitle', 'apierror-invalidtitle', [values.string('title') ?? '']);
  const page = state.pages.byTitle(title.text);
  if (!page) throw new ApiError('missingtitle', 'apierror-missingtitle');
  if (!call.actor().rights.includes('delete')) {
    throw new ApiError('permissiondenied', 'badaccess-groups', ['[[Project:Administrators|Administrators]]', 1]);
  }
  const { text, user } = latest(page);
  const contributor = `"[[Special:Contributions/${user.name}|${user.name}]]" ([[User talk:${user.name}|talk]])`;
  const reason = values.string('reason') ?? `content was: "${text}", and the only contributor was ${contributor}`;
  state.pages.remove(page);
  const entry = { type: 'delete', action: 'delete', title, comment: reason, logpage: page.id, params: {} } as const;
  return { title: title.text, reason, logid: log(state, call.actor(), entry) };
}

/** https://www.mediawiki.org/wiki/API:Delete. Without discussion pages and files. */
export const deletePage: Module = {
  path: 'delete',
  classname: 'ApiDelete',
  group: 'action',
  prefix: '',
  help: ['Delete'],
  readrights: true,
  writerights: true,
  mustbeposted: true,
  parameters: {
    title: string(),
    pageid: integer(),
    reason: string(),
    tags: anyOf(''),
    deletetalk: boolean({ since: '1.39' }),
    watch: boolean({ deprecated: true }),
    watchlist: oneOf('nochange preferences unwatch watch', { default: 'preferences' }),
    unwatch: boolean({ deprecated: true }),
    oldimage: string(),
    token: token('csrf'),
  },
  execute: (call, values) => ({ delete: execute(call, values) }),
};
