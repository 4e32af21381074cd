import { newPlace, nothing, type Answer, type Place } from '../place.ts';
import { failure, rejection, type Suite, userAgent } from '../suite.ts';

const to = (location: string, status = 302, more: Answer['headers'] = {}): Answer => ({
  status,
  headers: { location, ...more },
});
const isEdit = (body: string) => new URLSearchParams(body).get('action') === 'edit';
const edit = { title: 'A', text: 'x', token: '0123456789+\\' };

const ends = async (place: Place) => (await place.seen()).filter(({ path }) => path.startsWith('/end'));

export function redirects({ theme, test, openAt, adapter, env }: Suite): void {
  /** A place whose api.php sends on to `/end`, where a wiki answers. */
  const leading = async (...answers: Answer[]): Promise<Place> => {
    const place = newPlace(env);
    const path = new URL(place.base).pathname;
    const absolute = answers.map(({ headers, ...answer }) => ({
      ...answer,
      headers: {
        ...headers,
        ...(headers?.['location'] !== undefined && {
          location: String(headers['location']).replace(/^\//, `${path}/`),
        }),
      },
    }));
    await place.play({ '/w/api.php': absolute, '/end': [nothing] });
    return place;
  };

  theme('redirects', () => {
    test('cookies that are set on a hop are sent on, several, with a comma in a date', [], async (assert) => {
      const place = await leading(
        to('/end', 302, { 'set-cookie': ['a=1; path=/', 'b=2; path=/; expires=Wed, 21 Oct 2037 07:28:00 GMT'] }),
      );
      const { wiki } = openAt(place.api);
      await wiki.get('query');
      await wiki.get('query');
      for (const { headers } of await ends(place)) {
        assert.deepEqual((headers['cookie'] ?? '').split('; ').toSorted(), ['a=1', 'b=2']);
      }
      assert.equal((await ends(place)).length, 2);
    });

    test('a cookie of another path stays there; one that has ended is gone', [], async (assert) => {
      const place = newPlace(env);
      const path = new URL(place.base).pathname;
      const cookies = [
        `here=1; path=${path}/w`,
        'gone=1; path=/; max-age=0',
        'kept=1; path=/; max-age=60; expires=Thu, 01 Jan 1970 00:00:01 GMT',
      ];
      await place.play({ '/w/api.php': [to(`${path}/end`, 302, { 'set-cookie': cookies })], '/end': [nothing] });
      const { wiki } = openAt(place.api);
      await wiki.get('query');
      await wiki.get('query');
      const cookiesAt = async (at: string) =>
        (await place.seen())
          .filter((one) => one.path.startsWith(at))
          .map(({ headers }) => (headers['cookie'] ?? '').split('; ').toSorted().join('; '));
      assert.equal((await cookiesAt('/w/api.php')).at(-1), 'here=1; kept=1');
      assert.deepEqual(await cookiesAt('/end'), ['kept=1', 'kept=1']);
    });

    for (const status of [307, 308]) {
      test(`${status} keeps method and body`, [], async (assert) => {
        const place = await leading(to('/end', status));
        await openAt(place.api).wiki.post('edit', edit);
        const [first, end] = await place.seen();
        assert.propContains(end, { method: 'POST', body: first?.body });
        assert.true(isEdit(end?.body ?? ''));
        assert.equal(end?.headers['content-type'], first?.headers['content-type']);
      });
    }

    test('307 keeps method and body of a file too', [], async (assert) => {
      const place = await leading(nothing, to('/end', 307));
      await openAt(place.api).wiki.post('takesfile', { filename: 'A.png', file: new Blob(['a file']) });
      const [end] = await ends(place);
      assert.equal(end?.method, 'POST');
      assert.true(end?.body.includes('a file'));
      assert.true(end?.headers['content-type']?.startsWith('multipart/form-data; boundary='));
    });

    for (const status of [301, 302, 303]) {
      test(`${status} makes a GET of a POST, and its body stays behind`, [], async (assert) => {
        const place = await leading(to('/end', status));
        await openAt(place.api).wiki.post('edit', edit);
        const [end] = await ends(place);
        assert.propContains(end, { method: 'GET', body: '' });
        assert.equal(end?.headers['content-type'], undefined);
      });
    }

    for (const [status, method] of [
      [302, 'PUT'],
      [303, 'GET'],
      [307, 'PUT'],
    ] as const) {
      test(`${status} makes a ${method} of a PUT`, [], async (assert) => {
        const place = newPlace(env);
        const path = new URL(place.base).pathname;
        await place.play({ '/w/rest.php/v1/page/A': [to(`${path}/end`, status)], '/end': [nothing] });
        const body = { source: 'x', comment: '', token: edit.token };
        await openAt(place.api).wiki.rest.put('/v1/page/{title}', { path: { title: 'A' }, body });
        const [first, end] = await place.seen();
        assert.propContains(end, { method, body: method === 'PUT' ? first?.body : '' });
      });
    }

    for (const [way, name] of [
      ['port', 'another port'],
      ['host', 'another host'],
      ['tls', 'another scheme'],
    ] as const) {
      for (const status of [302, 307]) {
        test(`${status} to ${name}: refused, nothing is sent there`, [], async (assert) => {
          const place = newPlace(env);
          const target = `${place.elsewhere[way]}/end`;
          const cookie = { 'set-cookie': 'wiki_session=c00kie; path=/' };
          const answers = [{ ...nothing, headers: cookie }, to(target, status)];
          await place.play({ '/w/api.php': answers, '/end': [nothing] });
          const { wiki } = openAt(place.api, { bearer: 'bearer-token' });
          await wiki.get('query');
          const error = await failure(wiki.post('edit', edit));
          assert.propContains(error, { name: 'HttpError', code: 'redirected-elsewhere' });
          const [, sent, ...more] = await place.seen();
          assert.deepEqual(more, []);
          // in a page a token goes without the cookies of whoever sits there
          const shown = env.page ? {} : { cookie: 'wiki_session=c00kie' };
          assert.propContains(sent?.headers, { ...shown, authorization: 'Bearer bearer-token' });
          assert.deepEqual(await ends(place), []);
        });
      }
    }

    for (const way of ['port', 'host', 'tls'] as const) {
      test(
        `a page's redirect to another origin (${way}) is followed, without what is not for it`,
        [],
        async (assert) => {
          const place = newPlace(env);
          const cookie = { 'set-cookie': 'wiki_session=c00kie; path=/' };
          await place.play({
            '/page': [to(`${place.elsewhere[way]}/end`, 302, cookie)],
            '/end': [{ body: '<p>no wiki</p>' }],
          });
          const error = await failure(adapter.findApi(`${place.base}/page`, { userAgent }));
          assert.propContains(error, { name: 'HttpError', code: 'not-mediawiki' });
          const [end, ...more] = await ends(place);
          assert.deepEqual(more, []);
          assert.equal(end?.origin, new URL(place.elsewhere[way]).origin);
          assert.equal(end?.headers['cookie'], undefined);
          assert.equal(end?.headers['authorization'], undefined);
        },
      );
    }

    test('from https to http: refused, nothing is sent there', [], async (assert) => {
      const place = newPlace(env);
      const { host } = new URL(place.elsewhere.tls);
      await place.play({ '/w/api.php': [nothing, to(`http://${host}/end`, 307)], '/end': [nothing] });
      const { wiki } = openAt(`${place.elsewhere.tls}/w/api.php`);
      await wiki.get('query');
      const error = await failure(wiki.get('query'));
      assert.propContains(error, { name: 'HttpError', code: 'insecure-redirect' });
      assert.deepEqual(await ends(place), []);
    });

    test('to what is not http: refused', [], async (assert) => {
      for (const location of ['ftp://127.0.0.1/x', 'javascript:1', 'data:application/json,{}', 'file:///etc/passwd']) {
        const place = newPlace(env);
        await place.play({ '/w/api.php': [to(location)] });
        const error = await failure(openAt(place.api).wiki.get('query'));
        assert.propContains(error, { name: 'HttpError', code: 'insecure-redirect' }, location);
      }
    });

    test('in a circle: given up after twenty', [], async (assert) => {
      const place = newPlace(env);
      await place.play({ '/w/api.php': [to(new URL(place.api).pathname)] });
      const error = await failure(openAt(place.api).wiki.get('query'));
      assert.propContains(error, { name: 'HttpError', code: 'redirect-loop' });
      assert.equal((await place.seen()).length, 21);
    });

    test('an abort and a timeout end a later hop too', [], async (assert) => {
      const place = newPlace(env);
      const path = new URL(place.base).pathname;
      await place.play({ '/w/api.php': [to(`${path}/end`)], '/end': [{ fault: 'hang' }] });
      const slow = await failure(openAt(place.api, { timeout: 300 }).wiki.get('query'));
      assert.propContains(slow, { name: 'NetworkError', code: 'timeout' });
      const abort = new AbortController();
      const reason = new Error('enough');
      const call = rejection(openAt(place.api).wiki.get('query', {}, { signal: abort.signal }));
      while ((await ends(place)).length < 2) await new Promise((next) => setTimeout(next, 10));
      const aborted = performance.now();
      abort.abort(reason);
      assert.strictEqual(await call, reason);
      assert.true(performance.now() - aborted < 100);
    });
  });
}
