import {
  passwordForLogin,
  temporaryPassword as temporaryPasswordRequest,
  temporaryPasswordId,
} from './core-requests.ts';
import { credentials, shownAtLogin } from './local-password.ts';
import { accountCreated } from './mails.ts';
import { abstain, message } from './outcome.ts';
import { randomPassword } from '../random.ts';
import { askForNewPassword } from './reset-password.ts';
import type { Provider } from './provider.ts';
import { answersTo } from './request.ts';

/** Passwords that are mailed, for a new account or a forgotten password; each is good until there is a new one. */
export const temporaryPassword: Provider = {
  kind: 'primary',
  requests(visit, operation, username) {
    const { state, actor } = visit;
    if (operation === 'login') return [passwordForLogin(shownAtLogin(visit))];
    if (operation === 'remove') return [temporaryPasswordRequest(username ?? null)];
    const offered = operation === 'create' && state.options.email && actor.account && !actor.temp;
    return offered ? [temporaryPasswordRequest(null)] : [];
  },
  beginLogin(visit, filled) {
    const given = credentials(filled);
    const account = visit.state.accounts.byName(given?.name ?? '');
    if (!given || !account || account.temporaryPassword !== given.password) return abstain;
    askForNewPassword(visit, message('resetpass-temp-emailed'), true);
    return { status: 'PASS', username: account.name };
  },
  testCreation: (_, filled, { email }) =>
    answersTo(filled, temporaryPasswordId) && email === '' ? message('noemailcreate') : undefined,
  beginCreation: (_, filled, { name }) =>
    answersTo(filled, temporaryPasswordId) ? { status: 'PASS', username: name } : abstain,
  finishCreation({ state }, _, account) {
    account.temporaryPassword = randomPassword();
    state.mails.push(accountCreated(state, account, account.temporaryPassword));
  },
  remove(_, id, account) {
    if (id !== temporaryPasswordId) return false;
    account.temporaryPassword = undefined;
    return true;
  },
};
