import { accounts, botPasswords } from '@mwkit/wiki';
import { form } from '../recorder.ts';
import type { Scenario } from '../scenario.ts';

const logout = { action: 'logout' };
const userinfo = { action: 'query', meta: 'userinfo' };

/** action=logout, and who one is then. */
export const logouts: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const alice = browser();
    await alice.signIn(accounts.user);
    const token = await alice.token();
    await alice.post('logout-missing-token', logout);
    await alice.post('logout-badtoken', { ...logout, token: 'x' });
    await alice.get('logout-by-get', { ...logout, token });
    await alice.send('logout-token-in-query', {
      method: 'POST',
      path: '/w/api.php',
      query: { format: 'json', formatversion: '2', ...logout, token },
      body: form({ x: '1' }),
    });
    await alice.post('logout-success-fv2', { ...logout, token });
    await alice.post('logout-again', { ...logout, token });
    await alice.get('logout-then-userinfo', userinfo);
    await alice.signIn(accounts.user);
    await alice.post('logout-success-fv1', { ...logout, token: await alice.token(), formatversion: '1' });

    await browser().post('logout-anon', { ...logout, token: '+\\' });

    const bot = browser();
    await bot.signIn(botPasswords.bot);
    await bot.post('logout-botpassword', { ...logout, token: await bot.token() });
    await bot.get('logout-botpassword-then-userinfo', userinfo);
  },
};
