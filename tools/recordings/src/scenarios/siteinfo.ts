import { accounts } from '@mwkit/wiki';
import type { Scenario } from '../scenario.ts';

/** meta=siteinfo, and what every answer can be asked to hold. */
export const siteinfo: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser, cookieless }) {
    const siprop = 'general|namespaces|extensions|rightsinfo|usergroups';
    await browser().get('siteinfo', { action: 'query', meta: 'siteinfo', siprop });
    const cached = { action: 'query', meta: 'siteinfo', siprop: 'general', maxage: '60', smaxage: '60' };
    await browser().get('maxage-public-cache', cached);
    await browser().get('query-all-meta-params', {
      action: 'query',
      requestid: 'r1',
      servedby: '1',
      curtimestamp: '1',
      responselanginfo: '1',
      assert: 'anon',
    });
    await browser().get('maxlag-minus-one-passes-on-one-server', { action: 'query', maxlag: '-1' });
    const alice = browser();
    await alice.signIn(accounts.user);
    const temporary = { action: 'query', meta: 'siteinfo', siprop: 'autocreatetempuser' };
    await alice.get('siteinfo-autocreatetempuser', temporary);
    const crossorigin = { action: 'query', meta: 'userinfo', crossorigin: '' };
    await cookieless().get('crossorigin-param-anon', crossorigin, { headers: { Origin: 'http://app.example' } });
  },
};
