import type { State } from '../state.ts';
import { userName } from '../title.ts';
import { passwordForChange, passwordForCreation, passwordForLogin, passwordId } from './core-requests.ts';
import { abstain, fail, message } from './outcome.ts';
import { checkPassword, together } from './password-policy.ts';
import type { Provider, Visit } from './provider.ts';
import { askForNewPassword } from './reset-password.ts';
import { textIn } from './request.ts';

/** 1.39 shows who is signed in, also where another name is asked for (authmanagerinfo-login-user-fv2). */
export const shownAtLogin = ({ state, actor }: Visit): string | null =>
  state.version >= '1.43' ? null : (actor.account?.name ?? null);

/** Undefined: no name that could have a password. */
export function credentials(filled: Parameters<typeof textIn>[0]): { name: string; password: string } | undefined {
  const name = userName(textIn(filled, passwordId, 'username') ?? '');
  const password = textIn(filled, passwordId, 'password');
  return name === undefined || password === undefined ? undefined : { name, password };
}

function weakness(state: State, name: string, password: string): ReturnType<typeof together> {
  return together(checkPassword(state, name, password));
}

/** Passwords of the wiki's own. It decides: an unknown name is as wrong as a wrong password. */
export const localPassword: Provider = {
  kind: 'primary',
  requests(visit, operation, username) {
    if (operation === 'login') return [passwordForLogin(shownAtLogin(visit))];
    if (operation === 'create') return [passwordForCreation];
    return operation === 'change' ? [passwordForChange(username ?? null)] : [];
  },
  beginLogin(visit, filled) {
    const given = credentials(filled);
    if (!given) return abstain;
    const account = visit.state.accounts.byName(given.name);
    if (!account || account.temp || account.password !== given.password) return fail('wrongpassword');
    const weak = weakness(visit.state, account.name, given.password);
    if (weak) {
      const hard = visit.state.options.passwordPolicy?.forceChange === true;
      askForNewPassword(visit, message(hard ? 'resetpass-validity' : 'resetpass-validity-soft', weak), hard);
    }
    return { status: 'PASS', username: account.name };
  },
  testCreation({ state }, filled, { name }) {
    const password = textIn(filled, passwordId, 'password');
    if (password === undefined) return undefined;
    if (password !== textIn(filled, passwordId, 'retype')) return message('badretype');
    return weakness(state, name, password);
  },
  beginCreation(_, filled, { name }) {
    return textIn(filled, passwordId, 'password') === undefined ? abstain : { status: 'PASS', username: name };
  },
  finishCreation(_, filled, account) {
    account.password = textIn(filled, passwordId, 'password') ?? account.password;
  },
  testChange({ state }, filled, account) {
    if (filled.request.id !== passwordId) return undefined;
    const { password, retype } = filled.answers;
    return password === retype ? checkPassword(state, account.name, String(password)) : [message('badretype')];
  },
  change(_, filled, account) {
    if (filled.request.id !== passwordId) return;
    account.password = String(filled.answers['password']);
    account.temporaryPassword = undefined;
  },
};
