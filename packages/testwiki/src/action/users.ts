import type { Account } from '../accounts.ts';
import { groupsOf } from '../actor.ts';
import { isoTime, type State } from '../state.ts';
import { creatableName } from '../auth/creatable-name.ts';
import { groupRights } from '../rights.ts';
import { userName } from '../title.ts';
import type { Call, Module } from './module.ts';
import { anyOf, list, string } from './parameters.ts';
import type { Values } from './values.ts';

type Result = Record<string, unknown>;

/** Each of `usprop`, as what it adds to the answer. */
const parts: Readonly<Record<string, (state: State, account: Account) => Result>> = {
  blockinfo: () => ({}),
  cancreate: () => ({}),
  centralids: (_, { id }) => ({ centralids: { local: id }, attachedlocal: { local: true } }),
  editcount: ({ pages }, { id }) => ({
    editcount: pages.all().flatMap(({ revisions }) => revisions.filter(({ user }) => user.id === id)).length,
  }),
  emailable: ({ options }, { email }) => ({ emailable: options.email === true && email !== '' }),
  gender: () => ({ gender: 'unknown' }),
  groupmemberships: (_, { settings }) => ({
    groupmemberships: (settings.groups ?? []).map((group) => ({ group, expiry: 'infinity' })),
  }),
  groups: (_, account) => ({ groups: groupsOf(account) }),
  implicitgroups: (_, { temp }) => ({ implicitgroups: temp ? ['*', 'temp'] : ['*', 'user', 'autoconfirmed'] }),
  registration: (_, { registration }) => ({ registration: isoTime(registration) }),
  rights: ({ version }, account) => ({
    rights: [...new Set(groupsOf(account).flatMap((group) => groupRights(version).get(group) ?? []))],
  }),
};

function describe(state: State, given: string, props: readonly string[]): Result {
  const name = userName(given);
  if (name === undefined) return { name: given, invalid: true };
  const account = state.accounts.byName(name);
  if (account) {
    return Object.assign({ userid: account.id, name }, ...props.map((prop) => parts[prop]?.(state, account)));
  }
  if (!props.includes('cancreate')) return { name, missing: true };
  if (creatableName(state, name) !== undefined) return { name, missing: true, cancreate: true };
  const error = { message: 'noname', params: [], code: 'invaliduser', type: 'error' };
  return { name, missing: true, cancreate: false, cancreateerror: [error] };
}

function execute({ state }: Call, values: Values): Result[] {
  const props = values.list('prop');
  const byId = values.list('userids').map((id): Result => {
    const account = state.accounts.byId(Number(id));
    return account ? describe(state, account.name, props) : { userid: Number(id), missing: true };
  });
  // Names that cannot be are told first (users-cancreate).
  const byName = [...new Set(values.list('users').map((name) => userName(name) ?? name))]
    .map((name) => describe(state, name, props))
    .toSorted((a, b) => Number(b['invalid'] === true) - Number(a['invalid'] === true));
  return [...byId, ...byName];
}

const values = Object.keys(parts).toSorted();

/** https://www.mediawiki.org/wiki/API:Users */
export const users: Module = {
  path: 'query+users',
  classname: 'ApiQueryUsers',
  group: 'list',
  prefix: 'us',
  help: ['Users'],
  readrights: true,
  parameters: { prop: anyOf(values.join(' ')), attachedwiki: string(), users: list(), userids: list('integer') },
  execute: (call, given) => ({ users: execute(call, given) }),
};
