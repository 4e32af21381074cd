import { clientAddress } from '../state.ts';
import { userName } from '../title.ts';
import { passwordId } from './core-requests.ts';
import { message } from './outcome.ts';
import type { Provider } from './provider.ts';
import { textIn, type Filled } from './request.ts';

const defaultLimit = { count: 5, seconds: 300 };

function nameIn(filled: readonly Filled[]): string | undefined {
  const given = textIn(filled, passwordId, 'username');
  return given === undefined ? undefined : (userName(given) ?? given);
}

const passwordKey = (name: string): string => `password ${name}`;

/** Too many sign-ins to one account, or new accounts from one address. The whole window is told, not what is left of it (throttle-clientlogin-raw). */
export const throttleAttempts: Provider = {
  kind: 'before',
  testLogin({ state }, filled) {
    const limit = state.options.throttle ?? defaultLimit;
    const name = nameIn(filled);
    if (!limit || name === undefined || !state.throttle.exceeded(passwordKey(name), limit)) return undefined;
    return message('login-throttled', { duration: limit.seconds });
  },
  afterLogin({ state }, outcome) {
    if (outcome.status === 'PASS') state.throttle.clear(passwordKey(outcome.username ?? ''));
  },
  testCreation({ state, actor }) {
    const limit = state.options.accountCreationThrottle;
    if (!limit || actor.rights.includes('noratelimit')) return undefined;
    if (!state.throttle.exceeded(`createaccount ${clientAddress}`, limit)) return undefined;
    return message('acct_creation_throttle_hit', limit.count, { duration: limit.seconds });
  },
};
