import { failure, newTitle, type Suite } from '../suite.ts';

export function pages({ theme, test, open, env }: Suite): void {
  const { botPassword } = env.people;
  const signedIn = async () => {
    const opened = open();
    await opened.wiki.login({ username: botPassword!.name, password: botPassword!.password });
    return opened;
  };

  theme('pages', () => {
    test('created, changed by a function, put something at the end, read', ['botPassword'], async (assert) => {
      const { wiki } = await signedIn();
      const page = wiki.page(newTitle('page'));
      assert.strictEqual(await page.text(), undefined);
      await page.create('eins: äöü', { summary: 'first' });
      await page.edit((text) => text.replace('eins', 'zwei'), { summary: 'second' });
      await page.append('\n日本', { summary: 'third' });
      assert.equal(await page.text(), 'zwei: äöü\n日本');
      const comments: (string | undefined)[] = [];
      for await (const { comment } of page.history({}, { limit: 2 })) comments.push(comment);
      assert.deepEqual(comments, ['third', 'second', 'first']);
      assert.propContains(await failure(page.create('again')), { name: 'ApiError', code: 'articleexists' });
    });

    test('what others do meanwhile is not lost', ['botPassword'], async (assert) => {
      const { wiki } = await signedIn();
      const title = newTitle('meanwhile');
      await wiki.page(title).create('start');
      let runs = 0;
      await wiki.page(title).edit(async (text) => {
        if (runs++ === 0) await wiki.page(title).append('\ntheirs');
        return `${text}\nours`;
      });
      assert.equal(runs, 2);
      assert.equal(await wiki.page(title).text(), 'start\ntheirs\nours');
    });

    test('60 reads at once: 2 requests, and a bad title is an error at its caller', [], async (assert) => {
      const { wiki, exchanges } = open();
      const titles = Array.from({ length: 60 }, (_, n) => (n === 7 ? 'a<b' : `N ${n}`));
      const settled = await Promise.allSettled(titles.map((title) => wiki.page(title).info()));
      const got = settled.map((one) => (one.status === 'fulfilled' ? one.value.title : one.reason.code));
      assert.deepEqual(got, titles.with(7, 'invalidtitle'));
      assert.equal(exchanges.filter(({ url }) => url.includes('titles=')).length, 2);
    });

    test('a query goes on as long as its results are asked for', [], async (assert) => {
      const { wiki, exchanges } = open();
      const names: string[] = [];
      for await (const { name } of wiki.query({ list: 'allusers' }, { limit: 2 }).items('allusers')) {
        names.push(name);
        if (names.length === 3) break;
      }
      assert.equal(new Set(names).size, 3);
      assert.equal(exchanges.filter(({ url }) => url.includes('list=allusers')).length, 2);
    });
  });
}
