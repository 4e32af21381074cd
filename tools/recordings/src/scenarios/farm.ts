import { accounts } from '@mwkit/wiki';
import { credentials } from '../fields.ts';
import type { Scenario } from '../scenario.ts';

// The page is one of another wiki of the same farm.
const alpha = 'http://alpha.localhost:8111';
const evil = 'http://evil.example';

const from = (origin: string) => ({ headers: { Origin: origin } });

/** One wiki of a farm, asked from the pages of another. */
export const farm: Scenario = {
  name: 'cors',
  overlays: ['cors'],
  async play({ browser }) {
    const one = browser();
    const all = { action: 'query', meta: 'tokens|userinfo|siteinfo', siprop: 'general', type: 'login|csrf' };
    await one.get('farm-cross-wiki-tokens', { ...all, origin: alpha }, from(alpha));
    const crossSite = { ...from(alpha), query: { origin: alpha } };
    await one.step('farm-cross-wiki-clientlogin', 'clientlogin', credentials(accounts.user), crossSite);
    const who = { action: 'query', meta: 'userinfo' };
    await one.get('farm-cross-wiki-userinfo', { ...who, origin: alpha }, from(alpha));
    await one.get('farm-cross-wiki-evil', { ...who, origin: evil }, from(evil));
  },
};
