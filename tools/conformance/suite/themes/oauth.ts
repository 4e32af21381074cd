import { createTestWiki } from '@mwkit/testwiki';
import { failure, type Suite, userAgent } from '../suite.ts';

const redirectUri = 'https://app.example/callback';
const oauthConsumers = {
  app: { secret: 'app-secret', callbackUrl: redirectUri },
  bot: { secret: 'bot-secret', ownerOnly: 'Alice', oauthVersion: 1 },
} as const;

/** OAuth with the wiki in memory: no real one here has Extension:OAuth. */
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

    test('OAuth 1.0a: what is signed is the owner’s, and else refused', [], async (assert) => {
      const { memory } = begin();
      const keys = memory.oauth.ownerOnlyKeys('bot');
      const settings = { fetch: memory.fetch, userAgent };
      const wiki = adapter.createWiki(memory.api, { ...settings, signer: adapter.oauth1(keys) });
      const text = `it's (50 %) *more* + "ü" 𝒳 & so=on !~`;
      await wiki.post('edit', { title: 'S', text });
      assert.equal(memory.text('S'), text);
      await wiki.rest.post('/v1/page', { body: { title: 'R', source: 'x', comment: '' } });
      const { query } = await wiki.get('query', { titles: ['S', 'R'], prop: 'revisions', rvprop: 'user' });
      assert.deepEqual(
        query?.pages?.map(({ revisions }) => revisions?.[0]?.user),
        ['Alice', 'Alice'],
      );
      const signer = adapter.oauth1({ ...keys, accessSecret: 'another' });
      const wrong = adapter.createWiki(memory.api, { ...settings, signer });
      const refused = { code: 'mwoauth-invalid-authorization' };
      assert.propContains(await failure(wrong.get('query', { meta: 'userinfo' })), refused);
    });
  });
}
