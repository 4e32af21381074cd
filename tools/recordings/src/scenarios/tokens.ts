import type { Scenario } from '../scenario.ts';

const tokens = { action: 'query', meta: 'tokens' };

/** meta=tokens without an account. Those of users are in login.ts. */
export const anonymousTokens: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    for (const formatversion of ['1', '2']) {
      const anonymous = browser();
      const ask = (kind: string, type?: string) =>
        anonymous.get(`tokens-${kind}-anon-fv${formatversion}`, { ...tokens, ...(type && { type }), formatversion });
      await ask('default');
      await ask('login', 'login');
      await ask('all', '*');
    }
    const anonymous = browser();
    await anonymous.token('login'); // a session
    await anonymous.get('tokens-unknown-type', { ...tokens, type: 'csrf|nosuch' });
    await anonymous.get('tokens-unknown-type-only', { ...tokens, type: 'nosuch' });
    await anonymous.get('tokens-jsonp-callback', { ...tokens, type: '*', callback: 'cb' });
    await browser().post('tokens-by-post', { ...tokens, type: 'csrf|login' });
  },
};
