import { userName } from '../title.ts';
import { ApiError } from './errors.ts';
import type { Call, Module } from './module.ts';
import { boolean, string, text, token } from './parameters.ts';
import type { Values } from './values.ts';

/** @throws ApiError usermaildisabled, mailnologin, notarget, noemail */
function execute(call: Call, values: Values): object {
  const { state } = call;
  const { account: from, temp } = call.actor();
  if (!state.options.email) throw new ApiError('usermaildisabled', 'usermaildisabled');
  if (!from || temp || from.email === '') throw new ApiError('mailnologin', 'mailnologin');
  const to = state.accounts.byName(userName(values.string('target') ?? '') ?? '');
  if (!to) throw new ApiError('notarget', 'emailnotarget');
  if (to.email === '') throw new ApiError('noemail', 'noemailtext');
  const mail = { subject: values.string('subject') ?? '', body: values.string('text') ?? '' };
  state.mails.push({ to: [to.email], ...mail });
  if (values.flag('ccme')) state.mails.push({ to: [from.email], ...mail });
  return { result: 'Success' };
}

/** https://www.mediawiki.org/wiki/API:Email */
export const emailuser: Module = {
  path: 'emailuser',
  classname: 'ApiEmailUser',
  group: 'action',
  prefix: '',
  help: ['Email'],
  readrights: true,
  writerights: true,
  mustbeposted: true,
  parameters: {
    target: string({ required: true }),
    subject: string({ required: true }),
    text: { ...text(), required: true },
    ccme: boolean(),
    token: token('csrf'),
  },
  execute: (call, values) => ({ emailuser: execute(call, values) }),
};
