import { passwordReset } from '../auth/mails.ts';
import { randomPassword } from '../random.ts';
import { userName } from '../title.ts';
import { ApiError } from './errors.ts';
import type { Call, Module } from './module.ts';
import { string, token } from './parameters.ts';
import type { Values } from './values.ts';

const day = { count: 1, seconds: 86_400 };

/** Success for whoever there is not, too, and again within a day, when nothing is mailed (resetpassword-*). */
function execute({ state }: Call, values: Values): object {
  if (!state.options.email) throw new ApiError('passwordreset-emaildisabled', 'passwordreset-emaildisabled');
  const [user, email] = [values.string('user') ?? '', values.string('email') ?? ''];
  if (user === '' && email === '') throw new ApiError('passwordreset-nodata', 'passwordreset-nodata');
  for (const account of state.accounts.all()) {
    const meant = (user === '' || account.name === userName(user)) && (email === '' || account.email === email);
    if (!meant || account.email === '' || state.throttle.exceeded(`resetpassword ${account.id}`, day)) continue;
    account.temporaryPassword = randomPassword();
    state.mails.push(passwordReset(state, account, account.temporaryPassword));
  }
  return { status: 'success' };
}

/** https://www.mediawiki.org/wiki/API:Resetpassword */
export const resetpassword: Module = {
  path: 'resetpassword',
  classname: 'ApiResetPassword',
  group: 'action',
  prefix: '',
  help: ['Manage_authentication_data'],
  readrights: true,
  writerights: true,
  mustbeposted: true,
  parameters: { user: { type: 'user', subtypes: ['name'] }, email: string(), token: token('csrf') },
  execute: (call, values) => ({ resetpassword: execute(call, values) }),
};
