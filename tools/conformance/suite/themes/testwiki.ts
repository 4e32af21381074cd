import { createTestWiki, recordedWiki, type TestWikiOptions } from '@mwkit/testwiki';
import { failure, type Suite, userAgent } from '../suite.ts';

/** The wiki in memory, as a user's tests have it where their code runs: no HTTP. */
export function testwiki({ theme, test, adapter, env }: Suite): void {
  const begin = (options: TestWikiOptions = {}) => {
    const memory = createTestWiki(options);
    return { memory, wiki: adapter.createWiki(memory.api, { fetch: memory.fetch, userAgent }) };
  };

  theme('testwiki in memory', () => {
    test('signs in and edits', [], async (assert) => {
      const { memory, wiki } = begin();
      await wiki.login({ username: 'Robot@lab', password: 'b'.repeat(32) });
      await wiki.post('edit', { title: 'Sandbox', text: 'Hello' });
      assert.equal(memory.text('Sandbox'), 'Hello');
      assert.deepEqual(
        memory.requests.map(({ action }) => action),
        ['query', 'login', 'query', 'edit'],
      );
    });

    test('refuses a wrong password', [], async (assert) => {
      const { wiki } = begin();
      const error = await failure(wiki.login({ username: 'Robot@lab', password: 'x'.repeat(32) }));
      assert.propContains(error, { code: 'wrong-credentials' });
    });

    test('asks for a second factor', [], async (assert) => {
      const { wiki } = begin(recordedWiki);
      const { password = '', twoFactor } = recordedWiki.users?.['Bob'] ?? {};
      const login = wiki.clientLogin();
      assert.equal((await login.submit({ username: 'Bob', password })).status, 'UI');
      const code = await adapter.totp(String(twoFactor));
      assert.deepEqual(await login.submit({ OATHToken: code }), { status: 'PASS', username: 'Bob' });
    });

    test('answers as somebody with a token, who needs no cookie', [], async (assert) => {
      // in memory nobody adds the Origin header by which a wiki knows pages of other origins
      const origin = env.page ? { origin: globalThis.origin } : {};
      const memory = createTestWiki({ ...recordedWiki, ...origin, bearerTokens: { 'a-token': 'Alice' } });
      const wiki = adapter.createWiki(memory.api, { fetch: memory.fetch, userAgent, bearer: 'a-token' });
      await wiki.post('edit', { title: 'Sandbox', text: 'Hello' });
      const page = await wiki.rest.get('/v1/page/{title}', { path: { title: 'Sandbox' } });
      assert.equal(page.source, 'Hello');
    });
  });
}
