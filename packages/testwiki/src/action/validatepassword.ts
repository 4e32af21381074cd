import { checkPassword } from '../auth/password-policy.ts';
import { ApiError, formatMessage } from './errors.ts';
import { messageCode } from './messages.ts';
import type { Call, Module } from './module.ts';
import { string } from './parameters.ts';
import type { Values } from './values.ts';

/** @throws ApiError userexists, mustpostparams */
function execute(call: Call, values: Values): Record<string, unknown> {
  const { state, input, errorformat } = call;
  if (input.query.has('password')) throw new ApiError('mustpostparams', 'apierror-mustpostparams', ['password', 1]);
  const name = values.string('user');
  if (name !== undefined && state.accounts.byName(name)) throw new ApiError('userexists', 'userexists');
  const reasons = checkPassword(state, name ?? call.actor().account?.name ?? '', values.string('password') ?? '');
  if (reasons.length === 0) return { validity: 'Good' };
  const validitymessages = reasons.map((why) => {
    const code = messageCode(why);
    if (errorformat !== 'bc') return formatMessage(code, why, errorformat, state.version);
    return { message: why.key, params: why.params, code, type: 'error' };
  });
  return { validity: 'Change', validitymessages };
}

/** https://www.mediawiki.org/wiki/API:Validatepassword */
export const validatepassword: Module = {
  path: 'validatepassword',
  classname: 'ApiValidatePassword',
  group: 'action',
  prefix: '',
  help: ['Validatepassword'],
  readrights: true,
  mustbeposted: true,
  parameters: {
    password: { type: 'password', required: true, sensitive: true },
    user: { type: 'user', subtypes: ['name', 'id'] },
    email: string(),
    realname: string(),
  },
  execute: (call, values) => ({ validatepassword: execute(call, values) }),
};
