import { accounts } from '@mwkit/wiki';
import type { Scenario } from '../scenario.ts';

/** Modules and parameters that there are not, and lists. */
export const queries: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const one = browser();
    await one.get('error-unknown-action', { action: 'nosuch' });
    await one.get('error-no-action', { action: null });
    await one.get('error-missing-param', { action: 'parse' });
    await one.get('format-none-error', { action: 'nosuch', format: 'none', formatversion: null });
    await one.get('tokens-legacy-action-tokens', { action: 'tokens', type: 'edit' });
    const info = { action: 'query', prop: 'info', titles: 'Main Page' };
    await one.get('tokens-legacy-intoken', { ...info, intoken: 'edit' });
    await one.get('error-badinteger', { action: 'query', list: 'allpages', aplimit: 'x' });
    await one.get('warning-limit-too-high', { action: 'query', list: 'allpages', aplimit: '5000' });
    await one.get('continue-allusers', { action: 'query', list: 'allusers', aulimit: '2' });
    await one.get('help-login', { action: 'help', modules: 'login', wrap: '1' });

    const alice = browser();
    await alice.signIn(accounts.user);
    const liprop = 'code|autonym|dir';
    await alice.get('languageinfo', { action: 'query', meta: 'languageinfo', liprop, licode: 'en|ar' });
    const ususers = 'Alice|Freshname|a#b|~2026-1';
    await alice.get('users-cancreate', { action: 'query', list: 'users', ususers, usprop: 'cancreate' });
  },
};

/** index.php, of which a client needs nothing but whether it is there. */
export const indexPhp: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const query = { title: 'Special:UserLogin' };
    await browser().send('index-login-form-head', { method: 'HEAD', path: '/w/index.php', query });
  },
};
