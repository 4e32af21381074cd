import { createTestWiki } from '@mwkit/testwiki';
import type { WikiOptions } from '@mwkit/core';
import { failure, type Suite, userAgent } from '../suite.ts';

const redirectUri = 'https://app.example/callback';
const oauthConsumers = {
  app: { secret: 'app-secret', callbackUrl: redirectUri },
  spa: { secret: 'spa-secret', callbackUrl: redirectUri, confidential: false },
  own: { secret: 'own-secret', ownerOnly: 'Alice' },
  bot: { secret: 'bot-secret', ownerOnly: 'Alice', oauthVersion: 1 },
} as const;

/** OAuth with the wiki in memory: no real one here has Extension:OAuth. */
export function oauth({ theme, test, adapter, env }: Suite): void {
  const begin = () => {
    // in memory nobody adds the Origin header by which a wiki knows pages of other origins
    const origin = env.page ? { origin: globalThis.origin } : {};
    const memory = createTestWiki({ version: '1.45', oauthConsumers, ...origin });
    const { api, fetch } = memory;
    const client = (clientId: string, clientSecret?: string) =>
      adapter.oauth(api, { userAgent, fetch, clientId, clientSecret, redirectUri });
    const app = client('app', 'app-secret');
    const wikiOf = (options: Partial<WikiOptions>) => adapter.createWiki(api, { fetch, userAgent, ...options });
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
    return { memory, client, app, wikiOf, visit, exchanged };
  };

  theme('oauth', () => {
    test('100 calls on a token that has ended: one refresh, and both APIs work', [], async (assert) => {
      const { memory, app, wikiOf, visit, exchanged } = begin();
      const { url, pending } = await app.authorize();
      const tokens = await app.finish(await visit(url, 'user=Alice'), pending);
      const wiki = wikiOf({ bearer: app.source(tokens) });
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

    test('100 calls on a token known to have expired: one refresh, and no refused call', [], async (assert) => {
      const { memory, app, wikiOf, visit } = begin();
      const { url, pending } = await app.authorize();
      const tokens = await app.finish(await visit(url, 'user=Alice'), pending);
      const wiki = wikiOf({ bearer: app.source({ ...tokens, expiresAt: Date.now() - 1 }) });
      const before = memory.requests.length;
      await Promise.all(Array.from({ length: 100 }, () => wiki.get('query', { meta: 'userinfo' })));
      assert.equal(memory.requests.length - before, 101);
    });

    test('a dead refresh token, another client’s secret, another verifier, a public client', [], async (assert) => {
      const { memory, client, app, visit } = begin();
      const { url, pending } = await app.authorize();
      const callback = await visit(url, 'user=Alice');
      const stranger = client('app', 'another-secret').finish(callback, pending);
      assert.propContains(await failure(stranger), { code: 'wrong-client', wikiCode: 'invalid_client', status: 401 });
      const other = app.finish(callback, { ...pending, codeVerifier: 'w'.repeat(43) });
      assert.propContains(await failure(other), { code: 'grant-ended', wikiCode: 'invalid_grant', status: 400 });
      const tokens = await app.finish(callback, pending);
      const next = await app.refresh(tokens);
      const dead = { code: 'grant-ended', wikiCode: 'invalid_request', status: 401 };
      assert.propContains(await failure(app.refresh(tokens)), dead);
      memory.oauth.revoke(next.refreshToken ?? '');
      assert.propContains(await failure(app.refresh(next)), dead);
      const spa = client('spa');
      const asked = await spa.authorize();
      const had = await spa.finish(await visit(asked.url, 'user=Alice'), asked.pending);
      assert.propContains(await failure(spa.refresh(had)), { code: 'wrong-client' });
    });

    test('client_credentials: the owner’s, or nobody’s', [], async (assert) => {
      const { client, app, wikiOf } = begin();
      const ask = async (options: Partial<WikiOptions>) => {
        const { query } = await wikiOf(options).get('query', { meta: 'userinfo' });
        return query?.userinfo?.anon ? 'nobody' : query?.userinfo?.name;
      };
      assert.equal(await ask({ bearer: client('own', 'own-secret').source() }), 'Alice');
      assert.equal(await ask({ bearer: app.source(), assert: 'anon' }), 'nobody');
      // who does not say so is not made nobody without a word
      assert.propContains(await failure(ask({ bearer: app.source() })), { code: 'assertuserfailed' });
      const wrong = failure(client('own', 'wrong').clientCredentials());
      assert.propContains(await wrong, { code: 'wrong-client' });
      const refused = failure(client('own', 'own-secret').clientCredentials({ scopes: ['nosuch'] }));
      assert.propContains(await refused, { code: 'refused', wikiCode: 'invalid_scope', status: 400 });
    });

    test('an owner-only token, whose times are floats and in the year 3026, is used as it is', [], async (assert) => {
      const { memory, wikiOf } = begin();
      const bearer = memory.oauth.ownerOnlyToken('own');
      const [, part = ''] = bearer.split('.');
      const { exp } = JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/'))) as { exp: number };
      assert.true(exp > 2 ** 32 && !Number.isInteger(exp));
      const wiki = wikiOf({ bearer });
      await wiki.post('edit', { title: 'O', text: 'x' });
      assert.equal(memory.text('O'), 'x');
      memory.oauth.revoke(bearer);
      const refused = failure(wiki.get('query', { meta: 'userinfo' }));
      assert.propContains(await refused, { code: 'mwoauth-invalid-authorization' });
    });

    test('OAuth 1.0a: what is signed is the owner’s, and else refused', [], async (assert) => {
      const { memory, wikiOf } = begin();
      const keys = memory.oauth.ownerOnlyKeys('bot');
      const wiki = wikiOf({ signer: adapter.oauth1(keys) });
      const text = `it's (50 %) *more* + "ü" 𝒳 & so=on !~`;
      await wiki.post('edit', { title: 'S', text });
      assert.equal(memory.text('S'), text);
      await wiki.rest.post('/v1/page', { body: { title: 'R', source: 'x', comment: '' } });
      const { query } = await wiki.get('query', { titles: ['S', 'R'], prop: 'revisions', rvprop: 'user' });
      assert.deepEqual(
        query?.pages?.map(({ revisions }) => revisions?.[0]?.user),
        ['Alice', 'Alice'],
      );
      const wrong = wikiOf({ signer: adapter.oauth1({ ...keys, accessSecret: 'another' }) });
      const refused = { code: 'mwoauth-invalid-authorization' };
      assert.propContains(await failure(wrong.get('query', { meta: 'userinfo' })), refused);
    });
  });
}
