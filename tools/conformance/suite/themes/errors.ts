import { newPlace, nothing, csrfToken, type Answer } from '../place.ts';
import { failure, type Suite, userAgent } from '../suite.ts';

const html: Answer = {
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!DOCTYPE html><title>Please sign in</title><p>No API here.',
};
/** With a token: no other request comes before it. */
const edit = { title: 'A', text: 'x', token: '0123456789+\\' };
const json = { 'content-type': 'application/json; charset=utf-8' };

/** What answers in place of a wiki, and which failure it is. */
const answers: readonly (readonly [what: string, answer: Answer, expected: { name: string; code: string }])[] = [
  ['a web page', html, { name: 'HttpError', code: 'html' }],
  ['a page with status 404', { ...html, status: 404 }, { name: 'HttpError', code: 'not-found' }],
  ['status 500', { ...html, status: 500 }, { name: 'HttpError', code: 'status' }],
  ['text', { headers: { 'content-type': 'text/plain' }, body: 'hello' }, { name: 'HttpError', code: 'not-json' }],
  ['JSON that ends in the middle', { headers: json, body: '{"query":{"us' }, { name: 'HttpError', code: 'truncated' }],
  ['more than is allowed', { headers: json, bytes: 300_000 }, { name: 'HttpError', code: 'too-large' }],
  ['nothing, the connection closed', { fault: 'drop' }, { name: 'NetworkError', code: 'connection-lost' }],
  [
    'half of what was announced, the connection closed',
    { headers: json, body: '{"query":', fault: 'cut' },
    { name: 'NetworkError', code: 'connection-lost' },
  ],
  ['nothing at all', { fault: 'hang' }, { name: 'NetworkError', code: 'timeout' }],
  [
    'a beginning and no end',
    { headers: json, body: '{"query":', fault: 'trickle' },
    { name: 'NetworkError', code: 'timeout' },
  ],
];

export function errors({ theme, test, open, openAt, adapter, env }: Suite): void {
  theme('errors', () => {
    test('of the wiki: their code', [], async (assert) => {
      const error = await failure(open().wiki.get('nosuchaction'));
      assert.propContains(error, { name: 'ApiError', action: 'nosuchaction' });
      assert.true(['badvalue', 'unknown_action'].includes(String(error['code'])), String(error['code']));
    });

    for (const [what, answer, expected] of answers) {
      test(`${what}: ${expected.code}`, [], async (assert) => {
        const place = newPlace(env);
        await place.play({ '/w/api.php': [answer] });
        const { wiki } = openAt(place.api, { maxResponseBytes: 100_000, timeout: 500 });
        const started = Date.now();
        const error = await failure(wiki.get('query', { meta: 'siteinfo' }));
        assert.propContains(error, expected);
        assert.true(Date.now() - started < 4000, `${Date.now() - started} ms`);
      });
    }

    test('a refused connection: connection-refused, and a write was not sent', [], async (assert) => {
      const error = await failure(openAt(`${env.refused}/w/api.php`).wiki.post('edit', edit));
      assert.propContains(error, { name: 'NetworkError', code: 'connection-refused', outcomeUnknown: false });
    });

    test('a host that does not exist: dns, and a write was not sent', [], async (assert) => {
      const error = await failure(openAt('http://nosuch.invalid/w/api.php').wiki.post('edit', edit));
      assert.propContains(error, { name: 'NetworkError', code: 'dns', outcomeUnknown: false });
    });

    for (const [fault, what] of [
      ['drop', 'whose connection closed with no answer'],
      ['cut', 'whose answer was cut off'],
    ] as const) {
      test(`a write ${what}: its outcome is unknown, and it is sent once`, [], async (assert) => {
        const place = newPlace(env);
        await place.play({ '/w/api.php': [csrfToken('0123456789+\\'), { headers: json, body: '{"edit":', fault }] });
        const error = await failure(openAt(place.api).wiki.post('edit', { title: 'A', text: 'x' }));
        assert.propContains(error, { name: 'NetworkError', outcomeUnknown: true });
        assert.equal((await place.seen()).filter(({ method }) => method === 'POST').length, 1);
      });
    }

    test('a read that was cut off is made once more', [], async (assert) => {
      const place = newPlace(env);
      await place.play({ '/w/api.php': [{ headers: json, body: '{"que' }, nothing] });
      const { wiki } = openAt(place.api, { maxWait: 2000 });
      assert.propContains(await wiki.get('query'), { batchcomplete: true });
      assert.equal((await place.seen()).length, 2);
    });

    test('a wiki is found from its page, and what is no wiki is told', [], async (assert) => {
      const place = newPlace(env);
      await place.play({
        '/page': [{ ...html, body: `<link rel="EditURI" type="application/rsd+xml" href="${place.api}?action=rsd">` }],
        '/other': [html],
      });
      const options = { userAgent };
      assert.equal(await adapter.findApi(`${place.base}/page`, options), place.api);
      assert.propContains(await failure(adapter.findApi(`${place.base}/other`, options)), {
        name: 'HttpError',
        code: 'not-mediawiki',
      });
    });

    test('the user agent arrives, and nothing that was not asked for', [], async (assert) => {
      const place = newPlace(env);
      await place.play({ '/w/api.php': [nothing] });
      await openAt(place.api).wiki.get('query');
      const { headers = {} } = (await place.seen())[0] ?? {};
      const sent = env.page ? headers['api-user-agent'] : headers['user-agent'];
      assert.equal(sent, userAgent);
      assert.equal(headers['authorization'], undefined);
      assert.equal(headers['cookie'], undefined);
    });
  });
}
