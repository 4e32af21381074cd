import type { Account } from '../accounts.ts';
import { hex } from '../random.ts';
import type { Limit } from '../options.ts';
import { userName } from '../title.ts';
import type { Call, Module } from './module.ts';
import { string } from './parameters.ts';
import type { Values } from './values.ts';

type Result = Record<string, unknown>;

const defaultThrottle: Limit = { count: 5, seconds: 300 };

/** The account, or why there is none or not this way. */
function check(call: Call, values: Values): Account | string {
  const name = userName(values.string('name') ?? '');
  const password = values.string('password') ?? '';
  if (name === undefined) return 'Illegal';
  const account = call.state.accounts.byName(name);
  if (!account) return 'NotExists';
  const { settings } = account;
  if (settings.createBlocked) return 'CreateBlocked';
  if (password === '') return 'EmptyPass';
  if (
    settings.domain !== undefined &&
    (values.string('domain') !== settings.domain || password !== settings.password)
  ) {
    return 'WrongPluginPass';
  }
  if (password !== settings.password) return 'WrongPass';
  return settings.blocked ? 'Blocked' : account;
}

function execute(call: Call, values: Values): Result {
  const { state, session } = call;
  if ((values.string('name') ?? '') === '') return { result: 'NoName' };
  const about = () => ({ cookieprefix: state.cookiePrefix, sessionid: session.session.id });
  const { secrets } = session.session;
  const given = values.string('token') ?? '';
  const expected = secrets.get('login');
  if (expected === undefined || given === '') {
    session.persist();
    const token = expected ?? hex(16);
    secrets.set('login', token);
    return { result: 'NeedToken', token, ...about() };
  }
  const throttle = state.options.throttle ?? defaultThrottle;
  const key = `password ${values.string('name')?.toLowerCase() ?? ''}`;
  if (throttle && state.throttle.exceeded(key, throttle)) return { result: 'Throttled', wait: throttle.seconds };
  if (given !== expected) return { result: 'WrongToken' };
  const account = check(call, values);
  if (account === 'CreateBlocked') {
    return { result: account, details: 'Your IP address is blocked from account creation' };
  }
  if (typeof account === 'string') return { result: account };
  state.throttle.clear(key);
  session.signInKeepingId(account);
  return { result: 'Success', lguserid: account.id, lgusername: account.name, lgtoken: account.token, ...about() };
}

/**
 * `action=login` as it was from 1.15.3 to 1.26: the same request twice, the second time with the token of the first
 * answer. The client may build the cookies from the answer: `<cookieprefix>_session` from `sessionid`,
 * `<cookieprefix>UserID`, `UserName` and `Token` from `lguserid`, `lgusername` and `lgtoken`.
 */
export const login116: Module = {
  path: 'login',
  classname: 'ApiLogin',
  prefix: 'lg',
  help: ['Login'],
  mustbeposted: true,
  parameters: { name: string(), password: { type: 'password' }, domain: string(), token: string() },
  execute: (call, values) => ({ login: execute(call, values) }),
};

/** No token, and GET will do. */
export const logout116: Module = {
  path: 'logout',
  classname: 'ApiLogout',
  prefix: '',
  help: ['Logout'],
  parameters: {},
  execute({ session }) {
    session.signOut();
    return {};
  },
};
