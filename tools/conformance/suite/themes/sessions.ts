import type { SessionSnapshot } from '@mwkit/core';
import { failure, newTitle, type Suite } from '../suite.ts';

export function sessions({ theme, test, open, env }: Suite): void {
  const { botPassword } = env.people;
  const name = botPassword?.name.split('@')[0];
  const credentials = { username: botPassword?.name ?? '', password: botPassword?.password ?? '' };
  const signedIn = async () => {
    const opened = open();
    await opened.wiki.login(credentials);
    return opened;
  };
  const whoami = async ({ wiki }: ReturnType<typeof open>) =>
    (await wiki.get('query', { meta: 'userinfo' })).query?.userinfo?.name;
  /** The session without its cookies: what is left when the wiki has ended it. */
  const ended = async (saved: SessionSnapshot): Promise<SessionSnapshot> => {
    if (env.page) await fetch(`${env.helper}/forget`, { method: 'POST' });
    return { ...saved, cookies: [] };
  };

  theme('sessions', () => {
    test('saved as JSON, resumed elsewhere with no request, and the token with it', ['botPassword'], async (assert) => {
      const first = await signedIn();
      await first.wiki.post('edit', { title: newTitle('session'), text: 'x' });
      const text = JSON.stringify(await first.wiki.session.save());
      assert.false(text.includes(credentials.password), 'it holds no password');
      const second = open({ session: JSON.parse(text) as SessionSnapshot });
      assert.equal(second.wiki.session.user?.name, name);
      assert.equal(second.exchanges.length, 0);
      await second.wiki.post('edit', { title: newTitle('session'), text: 'y' });
      assert.deepEqual(
        second.exchanges.map(({ purpose }) => purpose),
        ['action=edit'],
      );
      assert.equal(await whoami(second), name);
    });

    test('lost: an error, and nothing is done as nobody', ['botPassword'], async (assert) => {
      const saved = await (await signedIn()).wiki.session.save();
      const { wiki } = open({ session: await ended(saved) });
      const title = newTitle('lost');
      const error = await failure(wiki.post('edit', { title, text: 'never' }));
      assert.equal(error['name'], 'ApiError');
      assert.true(String(error['code']).startsWith('assert'), String(error['code']));
      assert.propContains(await failure(open().wiki.rest.get('/v1/page/{title}', { path: { title } })), {
        status: 404,
      });
    });

    test('lost, with credentials left: signed in anew, once for all calls', ['botPassword'], async (assert) => {
      const saved = await (await signedIn()).wiki.session.save();
      const opened = open({ session: await ended(saved), credentials });
      const names = await Promise.all(Array.from({ length: 4 }, () => whoami(opened)));
      assert.deepEqual(names, [name, name, name, name]);
      assert.equal(opened.exchanges.filter(({ purpose }) => purpose === 'action=login').length, 1);
    });

    test('of another wiki, damaged or too new: refused', [], async (assert) => {
      const saved = await open().wiki.session.save();
      for (const [spoilt, code] of [
        [{ ...saved, api: 'https://other.example/w/api.php' }, 'session-of-other-wiki'],
        [{ ...saved, cookies: 'x' }, 'session-damaged'],
        [{ ...saved, version: 2 }, 'session-too-new'],
      ] as const) {
        const error = await failure(Promise.resolve().then(() => open({ session: spoilt as SessionSnapshot })));
        assert.propContains(error, { name: 'UsageError', code });
      }
    });

    test('signed out: on the wiki too, for whoever else has it', ['user'], async (assert) => {
      const { user } = env.people;
      const first = open();
      await first.wiki.clientLogin().submit({ username: user!.name, password: user!.password });
      const saved = await first.wiki.session.save();
      assert.equal(await whoami(first), user!.name);
      await first.wiki.logout();
      assert.equal(first.wiki.session.user, undefined);
      assert.notEqual(await whoami(first), user!.name);
      const second = open({ session: saved });
      const error = await failure(second.wiki.get('query', { meta: 'userinfo' }));
      assert.true(String(error['code']).startsWith('assert'), String(error['code']));
    });
  });
}
