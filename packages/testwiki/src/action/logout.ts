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
    const { provider, user } = call.session.session;
    if (provider === 'bearer' || provider === 'centralauth') {
      const name =
        provider === 'bearer' ? (call.state.options.bearerSessionName ?? 'OAuth') : 'CentralAuth token-based';
      const sessions = `${name} sessions`;
      throw new ApiError('cannotlogout', 'apierror-cannotlogout', [sessions]);
    }
    if (user || call.state.version !== '1.43') call.session.signOut();
    else {
      const message = { key: 'apiwarn-notloggedin', params: [] };
      call.input.warnings.push({ module: 'logout', code: 'notloggedin', message });
    }
    return {};
  },
};
