import { groupsOf } from '../actor.ts';
import { isoTime } from '../state.ts';
import type { Call, Module } from './module.ts';
import { anyOf, boolean, oneOf, string } from './parameters.ts';
import type { Values } from './values.ts';

function execute({ state }: Call, values: Values): Record<string, unknown> {
  const props = new Set(values.list('prop'));
  const groups = values.list('group');
  const [from, prefix] = [values.string('from') ?? '', values.string('prefix') ?? ''];
  const descending = values.string('dir') === 'descending';
  const found = state.accounts
    .all()
    .filter((account) => account.name.startsWith(prefix))
    .filter(({ name }) => from === '' || (descending ? name <= from : name >= from))
    .filter((account) => groups.length === 0 || groupsOf(account).some((group) => groups.includes(group)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (descending) found.reverse();
  const limit = values.integer('limit') ?? 10;
  const next = found[limit];
  const allusers = found.slice(0, limit).map((account) => ({
    userid: account.id,
    name: account.name,
    ...(props.has('groups') && { groups: groupsOf(account) }),
    ...(props.has('registration') && { registration: isoTime(account.registration) }),
  }));
  return { allusers, ...(next && { continue: { aufrom: next.name, continue: '-||' } }) };
}

const explicit = 'bot bureaucrat interface-admin suppress sysop';

/** https://www.mediawiki.org/wiki/API:Allusers */
export const allusers: Module = {
  path: 'query+allusers',
  classname: 'ApiQueryAllUsers',
  group: 'list',
  prefix: 'au',
  help: ['Allusers'],
  readrights: true,
  parameters: {
    from: string(),
    to: string(),
    prefix: string(),
    dir: oneOf('ascending descending', { default: 'ascending' }),
    group: anyOf(explicit),
    excludegroup: anyOf(explicit),
    rights: anyOf(''),
    prop: anyOf('blockinfo centralids editcount groups implicitgroups registration rights'),
    limit: { type: 'limit', default: 10, min: 1, max: 500, highmax: 5000 },
    witheditsonly: boolean(),
    activeusers: boolean(),
    attachedwiki: string(),
    excludenamed: boolean({ since: '1.43' }),
    excludetemp: boolean({ since: '1.43' }),
  },
  execute,
};
