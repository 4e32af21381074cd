import { failure, newTitle, type Suite } from '../suite.ts';

export function rest({ theme, test, open, env }: Suite): void {
  const { botPassword } = env.people;
  const signedIn = async () => {
    const opened = open();
    await opened.wiki.login({ username: botPassword!.name, password: botPassword!.password });
    return opened;
  };

  theme('REST', () => {
    test('creates a page, reads it, changes it', ['botPassword'], async (assert) => {
      const { wiki } = await signedIn();
      const title = newTitle('REST');
      const path = { title };
      const created = await wiki.rest.post('/v1/page', { body: { title, source: 'eins: äöü 日本', comment: 'made' } });
      assert.equal(created.title, title);
      const read = await wiki.rest.get('/v1/page/{title}', { path });
      assert.propContains(read, { title, source: 'eins: äöü 日本', latest: { id: created.latest.id } });
      const body = { source: 'zwei', comment: 'changed', latest: { id: created.latest.id } };
      const updated = await wiki.rest.put('/v1/page/{title}', { path, body });
      assert.equal(updated.source, 'zwei');
      const again = await failure(wiki.rest.post('/v1/page', { body: { title, source: 'drei', comment: '' } }));
      assert.propContains(again, { name: 'RestError', status: 409 });
    });

    test('a title with slashes, dots and accents is one segment of the path', ['botPassword'], async (assert) => {
      const { wiki } = await signedIn();
      const title = `${newTitle('a.b')}/c d/é?&+%`.replace('%', '');
      await wiki.rest.post('/v1/page', { body: { title, source: 'x', comment: '' } });
      assert.equal((await wiki.rest.get('/v1/page/{title}', { path: { title } })).title, title);
      const html = await wiki.rest.get('/v1/page/{title}/html', { path: { title } });
      assert.true(html.startsWith('<!DOCTYPE html>'));
    });

    test('follows the redirect of a title that is not in its normal form', ['botPassword'], async (assert) => {
      const { wiki } = await signedIn();
      const title = newTitle('normal form');
      await wiki.rest.post('/v1/page', { body: { title, source: 'x', comment: '' } });
      const lower = title[0]!.toLowerCase() + title.slice(1);
      assert.equal((await wiki.rest.get('/v1/page/{title}', { path: { title: lower } })).title, title);
    });

    test('errors have status, route and a code', [], async (assert) => {
      const { wiki } = open();
      const missing = await failure(wiki.rest.get('/v1/page/{title}', { path: { title: newTitle('missing') } }));
      assert.propContains(missing, { name: 'RestError', status: 404, route: 'GET /v1/page/{title}' });
      // 1.39 gives no code
      assert.true(['http-404', 'rest-nonexistent-title'].includes(String(missing['code'])), String(missing['code']));
      assert.propContains(await failure(wiki.rest.get('/v1/nosuch')), { name: 'RestError', status: 404 });
    });
  });
}
