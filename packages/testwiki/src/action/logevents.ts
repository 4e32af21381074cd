import type { LogEntry } from '../log.ts';
import { isoTime, type State } from '../state.ts';
import { parseTitle } from '../title.ts';
import { ApiError } from './errors.ts';
import type { Call, Module } from './module.ts';
import { anyOf, oneOf, string } from './parameters.ts';
import type { Values } from './values.ts';

/** Each of `leprop`, as what it adds to an entry. */
const parts: Readonly<Record<string, (entry: LogEntry, state: State) => object>> = {
  ids: ({ id, logpage, title }, { pages }) => ({ logid: id, pageid: pages.byTitle(title.text)?.id ?? 0, logpage }),
  title: ({ title }) => ({ ns: title.ns, title: title.text }),
  details: ({ params }) => ({ params }),
  type: ({ type, action }) => ({ type, action }),
  user: ({ user }) => ({ user: user.name, ...(user.id === 0 && { anon: true }) }),
  userid: ({ user }) => ({ userid: user.id }),
  timestamp: (entry) => ({ timestamp: isoTime(entry.timestamp) }),
  comment: ({ comment }) => ({ comment }),
  tags: () => ({ tags: [] }),
};

/** @throws ApiError invalidtitle */
function execute({ state }: Call, values: Values): Record<string, unknown> {
  const wanted = values.string('title');
  const title = wanted === undefined ? undefined : parseTitle(wanted);
  if (wanted !== undefined && !title) throw new ApiError('invalidtitle', 'apierror-invalidtitle', [wanted]);
  const [type, action, user] = ['type', 'action', 'user'].map((name) => values.string(name));
  const found = state.log
    .filter((entry) => title === undefined || entry.title.text === title.text)
    .filter((entry) => type === undefined || entry.type === type)
    .filter((entry) => action === undefined || `${entry.type}/${entry.action}` === action)
    .filter((entry) => user === undefined || entry.user.name === user);
  if (values.string('dir') === 'older') found.reverse();
  const from = Number((values.string('continue') ?? '').split('|')[1] ?? 0);
  const first = from === 0 ? 0 : found.findIndex(({ id }) => id === from);
  const limit = values.integer('limit') ?? 10;
  const next = found[first + limit];
  const shown = Object.keys(parts).filter((name) => values.list('prop').includes(name));
  return {
    logevents: found
      .slice(first, first + limit)
      .map((entry) => Object.assign({}, ...shown.map((name) => parts[name]?.(entry, state)))),
    ...(next && {
      continue: { lecontinue: `${isoTime(next.timestamp).replace(/\D/gu, '')}|${next.id}`, continue: '-||' },
    }),
  };
}

const types = 'block contentmodel create delete import managetags merge move newusers patrol protect'.split(' ');
const others = ['rights', 'suppress', 'tag', 'upload'];

/** https://www.mediawiki.org/wiki/API:Logevents. Moves and deletions are written down here, and nothing else. */
export const logevents: Module = {
  path: 'query+logevents',
  classname: 'ApiQueryLogEvents',
  group: 'list',
  prefix: 'le',
  help: ['Logevents'],
  readrights: true,
  parameters: {
    prop: anyOf('comment details ids parsedcomment tags timestamp title type user userid', {
      default: 'ids|title|type|user|timestamp|comment|details',
    }),
    type: { type: ['', ...types, 'renameuser', ...others], before143: { type: ['', ...types, ...others] } },
    action: oneOf('delete/delete delete/delete_redir move/move move/move_redir'),
    dir: oneOf('newer older', { default: 'older' }),
    user: { type: 'user' },
    title: string(),
    limit: { type: 'limit', default: 10, min: 1, max: 500, highmax: 5000 },
    continue: string(),
  },
  execute,
};
