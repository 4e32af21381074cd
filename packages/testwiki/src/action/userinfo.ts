import { actorOf, blockInfo, type Actor } from '../actor.ts';
import type { Revision } from '../pages.ts';
import { isoTime, type State } from '../state.ts';
import type { Call, Module } from './module.ts';
import { anyOf, string } from './parameters.ts';
import { verbatim } from './result.ts';
import { userOptions } from './user-options.ts';

const user = (hits: number, seconds: number) => ({ user: { hits, seconds } });
const ip = (hits: number, seconds: number) => ({ ip: { hits, seconds } });

function limits(state: State): Record<string, unknown> {
  return {
    edit: user(state.options.rateLimit?.user?.count ?? 90, state.options.rateLimit?.user?.seconds ?? 60),
    move: user(8, 60),
    rollback: user(10, 60),
    [state.version >= '1.43' ? 'sendemail' : 'emailuser']: user(20, 86_400),
    changeemail: user(4, 86_400),
    confirmemail: user(4, 86_400),
    purge: user(30, 60),
    linkpurge: user(30, 60),
    renderfile: user(700, 30),
    'renderfile-nonstandard': user(70, 30),
    editcontentmodel: user(8, 60),
  };
}

function addressLimits({ version }: State): Record<string, unknown> {
  const modern = version >= '1.43';
  return {
    upload: ip(8, 60),
    mailpassword: ip(5, 3600),
    [modern ? 'sendemail' : 'emailuser']: ip(5, 86_400),
    purge: ip(30, 60),
    linkpurge: ip(30, 60),
    renderfile: ip(700, 30),
    'renderfile-nonstandard': ip(70, 30),
    stashedit: ip(30, 60),
    stashbasehtml: ip(5, 60),
    [modern ? 'changetags' : 'changetag']: ip(8, 60),
  };
}

const limitsOf = (state: State, actor: Actor): Record<string, unknown> =>
  actor.account ? limits(state) : addressLimits(state);

function creation(actor: Actor): Record<string, unknown> {
  if (actor.rights.includes('createaccount')) return { cancreateaccount: true };
  const params = [{ list: ['*', '[[Project:Administrators|Administrators]]'], type: 'comma' }, 2];
  const error = { message: 'badaccess-groups', params, code: 'permissiondenied', type: 'error' };
  return { cancreateaccount: false, cancreateaccounterror: [error] };
}

function email(actor: Actor): Record<string, unknown> {
  const address = actor.account?.email ?? '';
  if (!actor.rights.includes('viewmyprivateinfo')) return {};
  return address === '' ? { email: '' } : { email: address, emailauthenticated: '2020-01-01T00:00:00Z' };
}

function contributions(state: State, actor: Actor): Revision[] {
  return state.pages
    .all()
    .flatMap(({ revisions }) => revisions.filter(({ user }) => user.id === actor.id && actor.id > 0));
}

/** Each of `uiprop`, as what it adds to the answer. */
const parts: Readonly<Record<string, (state: State, actor: Actor) => Record<string, unknown>>> = {
  blockinfo: (state, { account }) => blockInfo(state, account) ?? {},
  hasmsg: () => ({ messages: false }),
  groups: (_, { groups }) => ({ groups }),
  groupmemberships: (_, { account }) => ({
    groupmemberships: (account?.settings.groups ?? []).map((group) => ({ group, expiry: 'infinity' })),
  }),
  implicitgroups: (_, { account, temp }) => ({
    implicitgroups: temp ? ['*', 'temp'] : account ? ['*', 'user', 'autoconfirmed'] : ['*'],
  }),
  rights: (_, { rights }) => ({ rights }),
  changeablegroups: () => ({ changeablegroups: { add: [], remove: [], 'add-self': [], 'remove-self': [] } }),
  options: ({ version }, { account }) => ({
    options: verbatim({ ...userOptions(version), ...Object.fromEntries(account?.options ?? []) }),
  }),
  editcount: (state, actor) => ({ editcount: contributions(state, actor).length }),
  ratelimits: (state, actor) => ({ ratelimits: actor.rights.includes('noratelimit') ? {} : limitsOf(state, actor) }),
  theoreticalratelimits: (state, actor) => ({ theoreticalratelimits: limitsOf(state, actor) }),
  realname: (_, { account }) => ({ realname: account?.realname ?? '' }),
  email: (_, actor) => email(actor),
  registrationdate: (_, { account }) => (account ? { registrationdate: isoTime(account.registration) } : {}),
  acceptlang: () => ({ acceptlang: [] }),
  unreadcount: () => ({ unreadcount: 0 }),
  centralids: (_, { id }) => ({ centralids: { local: id }, attachedlocal: { local: id > 0 } }),
  latestcontrib: (state, actor) => {
    const last = contributions(state, actor).reduce((newest, { timestamp }) => Math.max(newest, timestamp), 0);
    return last === 0 ? {} : { latestcontrib: isoTime(last) };
  },
  cancreateaccount: (_, actor) => creation(actor),
};

function execute({ state, session }: Call, props: readonly string[]): Record<string, unknown> {
  const actor = actorOf(state, session.session);
  const who = actor.account ? (actor.temp ? { temp: true } : {}) : { anon: true };
  return Object.assign({ id: actor.id, name: actor.name, ...who }, ...props.map((prop) => parts[prop]?.(state, actor)));
}

const values = Object.keys(parts).toSorted();

/** https://www.mediawiki.org/wiki/API:Userinfo */
export const userinfo: Module = {
  path: 'query+userinfo',
  classname: 'ApiQueryUserInfo',
  group: 'meta',
  prefix: 'ui',
  help: ['Userinfo'],
  readrights: true,
  parameters: {
    prop: anyOf(values.join(' '), {
      allspecifier: '*',
      before143: { type: values.filter((value) => value !== 'cancreateaccount') },
    }),
    attachedwiki: string(),
  },
  execute: (call, given) => ({ userinfo: execute(call, given.list('prop')) }),
};
