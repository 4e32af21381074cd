import type { Opened, Suite } from '../suite.ts';
import { newTitle } from '../suite.ts';

const purposes = ({ exchanges }: Opened, from: number) => exchanges.slice(from).map(({ purpose }) => purpose);

export function tokens({ theme, test, open, env }: Suite): void {
  const { botPassword } = env.people;
  const signedIn = async () => {
    const opened = open();
    await opened.wiki.login({ username: botPassword!.name, password: botPassword!.password });
    return opened;
  };

  theme('tokens', () => {
    test('one fetch serves all calls that wait for it', ['botPassword'], async (assert) => {
      const opened = await signedIn();
      const before = opened.exchanges.length;
      const title = newTitle('single flight');
      const edits = Array.from({ length: 6 }, (_, n) =>
        opened.wiki.post('edit', { title: `${title} ${n}`, text: 'x' }),
      );
      for (const { edit } of await Promise.all(edits)) assert.equal(edit.result, 'Success');
      const made = purposes(opened, before);
      assert.equal(made.filter((purpose) => purpose === 'action=query').length, 1);
      assert.equal(made.filter((purpose) => purpose === 'action=edit').length, 6);
    });

    test('a token is kept for later calls', ['botPassword'], async (assert) => {
      const opened = await signedIn();
      const title = newTitle('kept');
      await opened.wiki.post('edit', { title, text: 'one' });
      const before = opened.exchanges.length;
      await opened.wiki.post('edit', { title, text: 'two' });
      assert.deepEqual(purposes(opened, before), ['action=edit']);
    });

    test('a token that the wiki refuses is fetched anew, once', ['botPassword'], async (assert) => {
      const first = await signedIn();
      const saved = await first.wiki.session.save();
      const opened = open({ session: { ...saved, tokens: { csrf: `${'0'.repeat(40)}+\\` } } });
      const { edit } = await opened.wiki.post('edit', { title: newTitle('bad token'), text: 'x' });
      assert.equal(edit.result, 'Success');
      assert.deepEqual(purposes(opened, 0), ['action=edit', 'action=query', 'action=edit']);
      assert.equal(opened.exchanges[0]?.apiError, 'badtoken');
    });
  });
}
