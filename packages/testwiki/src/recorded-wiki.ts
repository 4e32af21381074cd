import type { TestWikiOptions } from './options.ts';

/** Accounts, bot passwords and pages of the wikis on which spec/recordings were made. */
export const recordedWiki: TestWikiOptions = {
  origin: 'http://wiki.example',
  sitename: 'Lab Wiki',
  users: {
    Admin: {
      password: 'Lab-admin-pass-1',
      groups: ['sysop', 'bureaucrat', 'interface-admin'],
      email: 'admin@wiki.example',
    },
    Alice: { password: 'Lab-alice-pass-1', email: 'alice@wiki.example' },
    Bob: { password: 'Lab-bob-pass-1', twoFactor: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' },
    Robot: { password: 'Lab-robot-pass-1', groups: ['bot'] },
    Blocked: { password: 'Lab-blocked-pass-1', blocked: 'lab block' },
    Weak: { password: 'abc', weakPassword: true },
    Uiuser: { password: 'Lab-ui-pass-1' },
    Resetme: { password: 'Lab-reset-pass-1', email: 'resetme@wiki.example' },
  },
  botPasswords: {
    'Robot@lab': { password: 'b'.repeat(32), grants: ['basic', 'highvolume', 'editpage', 'createeditmovepage'] },
    'Robot@ip': { password: 'c'.repeat(32), grants: ['basic'], ips: ['192.0.2.1'] },
    'Alice@lab': { password: 'a'.repeat(32), grants: ['basic'] },
  },
  pages: {
    'Main Page': '<strong>MediaWiki has been installed.</strong>',
    'Lab page': ['First text', "Hello '''lab'''.\n\n== Section ==\n[[Main Page]]"],
    'A.b/c': 'Dots and slashes',
    Café: 'Accent',
  },
  throttle: false,
};
