import { createTestWiki } from '@mwkit/testwiki';
import { failure, type Suite, userAgent } from '../suite.ts';

const redirectUri = 'https://app.example/callback';
const oauthConsumers = { app: { secret: 'app-secret', callbackUrl: redirectUri } };

/** OAuth 2.0 with the wiki in memory: no real one here has Extension:OAuth. */
export function oauth({ theme, test, adapter, env }: Suite): void {
  const begin = () => {
    // in memory nobody adds the Origin header by which a wiki knows pages of other origins
    const origin = env.page ? { origin: globalThis.origin } : {};
    const memory = createTestWiki({ version: '1.45', oauthConsumers, ...origin });
    const { api, fetch } = memory;
    const app = adapter.oauth(api, { userAgent, fetch, clientId: 'app', clientSecret: 'app-secret', redirectUri });
    /** Where the wiki sends the browser back to. */
    const visit = async (url: string, choice: string): Promise<string> => {
      let here = `${url}&${choice}`;
      while (here.startsWith(memory.origin)) {
        const { headers } = await fetch(here);
        here = new URL(headers.get('location') ?? redirectUri, here).href;
      }
      return here;
    };
    const exchanged = (): number => memory.requests.filter(({ url }) => url.endsWith('/access_token')).length;
    return { memory, app, visit, exchanged };
  };

  theme('oauth', () => {
    test('100 calls on a token that has ended: one refresh, and both APIs work', [], async (assert) => {
      const { memory, app, visit, exchanged } = begin();
      const { url, pending } = await app.authorize();
      const tokens = await app.finish(await visit(url, 'user=Alice'), pending);
      const bearer = app.source(tokens);
      const wiki = adapter.createWiki(memory.api, { fetch: memory.fetch, userAgent, bearer });
      memory.oauth.expireAccessTokens();
      const ask = async () => (await wiki.get('query', { meta: 'userinfo' })).query?.userinfo?.name;
      const names = await Promise.all(Array.from({ length: 100 }, ask));
      assert.deepEqual([...new Set(names)], ['Alice']);
      assert.equal(exchanged(), 2);
      memory.oauth.expireAccessTokens();
      await wiki.rest.post('/v1/page', { body: { title: 'R', source: 'x', comment: '' } });
      assert.equal(memory.text('R'), 'x');
      assert.equal(exchanged(), 3);
    });

    test('a denial, a foreign answer, a used code', [], async (assert) => {
      const { app, visit, exchanged } = begin();
      const { url, pending } = await app.authorize();
      assert.propContains(await failure(app.finish(await visit(url, 'deny=1'), pending)), { code: 'denied' });
      const callback = await visit(url, 'user=Alice');
      const { pending: other } = await app.authorize();
      assert.propContains(await failure(app.finish(callback, other)), { code: 'foreign-answer' });
      assert.equal(exchanged(), 0);
      await app.finish(callback, pending);
      assert.propContains(await failure(app.finish(callback, pending)), { code: 'grant-ended' });
    });
  });
}
