import type { AuthFlow, AuthStep } from '@mwkit/core';
import { newTitle, type Suite, failure } from '../suite.ts';

/** A step by way of JSON text: nothing but data can be left of it. */
const thaw = async (flow: AuthFlow) =>
  JSON.parse(JSON.stringify(await flow.save())) as Awaited<ReturnType<AuthFlow['save']>>;

function redirectOf(step: AuthStep): string {
  if (step.status === 'REDIRECT') return step.url;
  throw new Error(`${step.status} in place of REDIRECT`);
}

export function flow({ theme, test, open, adapter, env }: Suite): void {
  const { user, twoFactor } = env.people;
  const returnUrl = `${env.helper}/back?mine=4711`;

  /** What a browser does: follows the provider's page back to where it came from. */
  const visit = async (url: string, query: string) => {
    const { pathname, search } = new URL(url);
    const answer = await fetch(`${new URL(env.api).origin}${pathname}${search}&${query}`);
    if (!answer.url.startsWith(returnUrl)) throw new Error(`the provider led to ${answer.url}`);
    return answer.url;
  };

  theme('flow', () => {
    test('says what it asks for', [], async (assert) => {
      const { fields } = await open().wiki.clientLogin().form();
      const password = fields.find(({ name }) => name === 'password');
      assert.propContains(password, { type: 'password', required: true, secret: true });
      assert.propContains(
        fields.find(({ name }) => name === 'username'),
        { type: 'string', required: true, secret: false },
      );
    });

    test('PASS with name and password, and signed in', ['user'], async (assert) => {
      const { wiki } = open();
      const step = await wiki.clientLogin().submit({ username: user!.name, password: user!.password });
      assert.deepEqual(step, { status: 'PASS', username: user!.name });
      assert.equal((await wiki.get('query', { meta: 'userinfo' })).query?.userinfo?.name, user!.name);
    });

    test('FAIL with a wrong password, then PASS in the same flow', ['user'], async (assert) => {
      const login = open().wiki.clientLogin();
      const wrong = await login.submit({ username: user!.name, password: 'wrong' });
      assert.propContains(wrong, { status: 'FAIL', code: 'wrongpassword' });
      const right = await login.submit({ username: user!.name, password: user!.password });
      assert.equal(right.status, 'PASS');
    });

    test('refuses a field that the wiki would drop, and sends nothing', [], async (assert) => {
      const { wiki, exchanges } = open();
      const login = wiki.clientLogin();
      await login.form();
      const before = exchanges.length;
      const error = await failure(login.submit({ username: 'x', password: 'y', nosuch: 'z' }));
      assert.propContains(error, { name: 'FormError', code: 'unknown-field', field: 'nosuch' });
      assert.equal(exchanges.length, before);
    });

    test(
      'UI for a second factor, saved as JSON and resumed elsewhere: wrong code, right code',
      ['twoFactor'],
      async (assert) => {
        const here = open().wiki.clientLogin();
        const asked = await here.submit({ username: twoFactor!.name, password: twoFactor!.password });
        assert.propContains(asked, { status: 'UI', code: 'oathauth-auth-ui' });
        const saved = await thaw(here);
        assert.false(JSON.stringify(saved).includes(twoFactor!.password), 'it holds no password');

        const { wiki } = open();
        const there = wiki.resumeFlow(saved);
        assert.equal((await there.submit({ OATHToken: '000000' })).status, 'UI');
        const code = await adapter.totp(twoFactor!.totp!, Date.now() + env.totpWindow * 30_000);
        assert.deepEqual(await there.submit({ OATHToken: code }), { status: 'PASS', username: twoFactor!.name });
        assert.equal((await wiki.get('query', { meta: 'userinfo' })).query?.userinfo?.name, twoFactor!.name);
      },
    );

    test(
      'REDIRECT to a provider and back: RESTART for a stranger, FAIL where it refuses',
      ['identityProvider'],
      async (assert) => {
        const login = open().wiki.clientLogin({ returnUrl });
        const away = redirectOf(await login.submit({ labopenid: true }));
        const back = await visit(away, `user=stranger${Date.now()}`);
        const other = await failure(login.resume(back.replace('4711', '4712')));
        assert.propContains(other, { name: 'FlowError', code: 'return-url-mismatch' });
        assert.propContains(await login.resume(back), { status: 'RESTART', canPreserveState: true });

        const refused = open().wiki.clientLogin({ returnUrl });
        const denied = await visit(redirectOf(await refused.submit({ labopenid: true })), 'deny=1');
        assert.equal((await refused.resume(denied)).status, 'FAIL');
      },
    );

    test('REDIRECT, saved while the browser is away, goes on elsewhere', ['identityProvider'], async (assert) => {
      const here = open().wiki.clientLogin({ returnUrl });
      const away = redirectOf(await here.submit({ labopenid: true }));
      const saved = await thaw(here);
      const step = await open()
        .wiki.resumeFlow(saved)
        .resume(await visit(away, 'user=nobody'));
      assert.equal(step.status, 'RESTART');
    });

    test('creates an account, which is not signed in by that', ['openRegistration'], async (assert) => {
      const { wiki } = open();
      const creation = wiki.createAccount();
      const password = 'A-new-password-1';
      const username = newTitle('account');
      const taken = await creation.submit({ username: user?.name ?? 'Admin', password, retype: password });
      assert.propContains(taken, { status: 'FAIL', code: 'userexists' });
      assert.deepEqual(await creation.submit({ username, password, retype: password }), { status: 'PASS', username });
      assert.equal(wiki.session.user, undefined);
      assert.equal((await wiki.clientLogin().submit({ username, password })).status, 'PASS');
    });
  });
}
