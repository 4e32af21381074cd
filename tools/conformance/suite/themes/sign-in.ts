import type { Person } from '../env.ts';
import { failure, type Suite } from '../suite.ts';

const credentials = ({ name, password }: Person) => ({ username: name, password });

export function signIn({ theme, test, open, env }: Suite): void {
  const { botPassword, user, twoFactor, throttle } = env.people;
  theme('sign-in', () => {
    test('by a bot password: two requests, and the wiki knows who it is', ['botPassword'], async (assert) => {
      const { wiki, exchanges } = open();
      const result = await wiki.login(credentials(botPassword!));
      assert.equal(result.username, botPassword!.name.split('@')[0]);
      assert.deepEqual(
        exchanges.map(({ method, purpose }) => [method, purpose]),
        [
          ['GET', 'action=query'],
          ['POST', 'action=login'],
        ],
      );
      const { query } = await wiki.get('query', { meta: 'userinfo' });
      assert.equal(query?.userinfo?.name, result.username);
    });

    test("by the account's own password: it works, and warns", ['user'], async (assert) => {
      const { username, warnings } = await open().wiki.login(credentials(user!));
      assert.equal(username, user!.name);
      assert.true(warnings.some(({ code }) => code === 'main-account-login'));
    });

    test('with a wrong password: wrong-credentials, and nobody is signed in', ['botPassword'], async (assert) => {
      const { wiki } = open();
      const error = await failure(wiki.login({ ...credentials(botPassword!), password: 'x'.repeat(32) }));
      assert.propContains(error, { name: 'LoginError', code: 'wrong-credentials', wikiCode: 'wrongpassword' });
      assert.equal(wiki.session.user, undefined);
    });

    test('without a name or a password: nothing is sent', [], async (assert) => {
      const { wiki, exchanges } = open();
      assert.propContains(await failure(wiki.login({ username: '', password: 'x' })), { code: 'no-name' });
      assert.propContains(await failure(wiki.login({ username: 'x', password: '' })), { code: 'empty-password' });
      assert.equal(exchanges.length, 0);
    });

    test('of an account with a second factor: needs-interaction', ['twoFactor'], async (assert) => {
      const error = await failure(open().wiki.login(credentials(twoFactor!)));
      assert.propContains(error, { name: 'LoginError', code: 'needs-interaction', result: 'Aborted' });
    });

    test('too often: throttled, with the seconds to wait', ['throttle'], async (assert) => {
      const { wiki } = open({ maxWait: 0 });
      const wrong = () => failure(wiki.login({ ...credentials(throttle!), password: 'wrong' }));
      for (let tries = 0; tries < 5; tries++) assert.propContains(await wrong(), { code: 'wrong-credentials' });
      assert.propContains(await wrong(), { name: 'LoginError', code: 'throttled', retryAfter: 300 });
    });

    test('with credentials that were left: before the first call, once for many', ['botPassword'], async (assert) => {
      const { wiki, exchanges } = open({ credentials: credentials(botPassword!) });
      const answers = await Promise.all(Array.from({ length: 5 }, () => wiki.get('query', { meta: 'userinfo' })));
      for (const { query } of answers) assert.equal(query?.userinfo?.name, botPassword!.name.split('@')[0]);
      assert.equal(exchanges.filter(({ purpose }) => purpose === 'action=login').length, 1);
    });
  });
}
