import { describeSession } from '../new-session.ts';
import { ApiError } from './errors.ts';
import type { Module } from './module.ts';
import { token } from './parameters.ts';

/** https://www.mediawiki.org/wiki/API:Logout */
export const logout: Module = {
  path: 'logout',
  classname: 'ApiLogout',
  group: 'action',
  prefix: '',
  help: ['Logout'],
  writerights: '1.43',
  mustbeposted: true,
  parameters: { token: token('csrf') },
  execute(call) {
    const { session } = call.session;
    if (session.provider !== 'cookie' && session.provider !== 'botpassword')
      throw new ApiError('cannotlogout', 'apierror-cannotlogout', [describeSession(call.state, session)]);
    if (session.user || call.state.version < '1.43') call.session.signOut();
    else {
      const message = { key: 'apiwarn-notloggedin', params: [] };
      call.input.warnings.push({ module: 'logout', code: 'notloggedin', message });
    }
    return {};
  },
};
