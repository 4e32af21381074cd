import { countTemporaryAccount } from '../temporary-accounts.ts';
import { ApiError } from './errors.ts';
import type { Module } from './module.ts';

/** https://www.mediawiki.org/wiki/API:Acquiretempusername: a name for the account that the next edit will create. */
export const acquiretempusername: Module = {
  path: 'acquiretempusername',
  classname: 'ApiAcquireTempUserName',
  group: 'action',
  prefix: '',
  help: [],
  readrights: true,
  writerights: true,
  mustbeposted: true,
  parameters: {},
  execute(call) {
    const { state, session } = call;
    if (!state.options.autoCreateTempUser) throw new ApiError('tempuserdisabled', 'apierror-tempuserdisabled');
    if (call.actor().account) throw new ApiError('alreadyregistered', 'apierror-alreadyregistered');
    const kept = session.session.temporaryName;
    if (kept === undefined) countTemporaryAccount(state);
    session.persist();
    if (kept === undefined) {
      session.session.temporaryName = state.accounts.reserveTemporaryName(state.clock());
      session.afterWrite('post');
    }
    return { acquiretempusername: session.session.temporaryName };
  },
};
