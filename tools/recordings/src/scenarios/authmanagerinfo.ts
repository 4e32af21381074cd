import { accounts, botPasswords } from '@mwkit/wiki';
import type { Scenario } from '../scenario.ts';

const operations = [
  'login',
  'login-continue',
  'create',
  'create-continue',
  'link',
  'link-continue',
  'change',
  'remove',
  'unlink',
];

/** meta=authmanagerinfo for every operation, as nobody and as a user, in every format. */
export const authmanagerinfo: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    for (const who of ['anon', 'user']) {
      const one = browser();
      if (who === 'user') await one.signIn(accounts.user);
      for (const operation of operations)
        for (const formatversion of ['1', '2'])
          await one.authmanagerinfo(`authmanagerinfo-${operation}-${who}-fv${formatversion}`, operation, {
            formatversion,
          });
      await one.authmanagerinfo(`authmanagerinfo-plain-${who}`, null);
      const sensitive = { amisecuritysensitiveoperation: 'ChangeCredentials' };
      await one.authmanagerinfo(`authmanagerinfo-security-${who}`, null, sensitive);
    }
    const one = browser();
    for (const amimessageformat of ['html', 'wikitext', 'raw', 'none'])
      await one.authmanagerinfo(`authmanagerinfo-create-messageformat-${amimessageformat}`, 'create', {
        amimessageformat,
      });
    const merged = { amimergerequestfields: '1' };
    await one.authmanagerinfo('authmanagerinfo-create-merged-fields', 'create', merged);
    await one.authmanagerinfo('authmanagerinfo-create-merged-fields-fv1', 'create', { ...merged, formatversion: '1' });
    await one.authmanagerinfo('authmanagerinfo-invalid', 'nosuch');

    const bot = browser();
    await bot.signIn(botPasswords.bot);
    await bot.authmanagerinfo('authmanagerinfo-change-botpassword', 'change');
  },
};
