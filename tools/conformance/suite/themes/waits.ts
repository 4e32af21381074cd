import type { Wait } from '@mwkit/core';
import { csrfToken, newPlace, nothing, type Answer } from '../place.ts';
import { failure, rejection, type Suite } from '../suite.ts';

const busy = (retryAfter: string): Answer => ({ status: 503, headers: { 'retry-after': retryAfter }, body: 'busy' });
const maxlag: Answer = {
  headers: { 'retry-after': '1', 'mediawiki-api-error': 'maxlag' },
  body: { errors: [{ code: 'maxlag', text: 'Waiting for db1: 6 seconds lagged.' }] },
};

/** An abort must be seen by the caller within so many milliseconds; the machine may be busy with other runtimes. */
const atOnce = 50;

export function waits({ theme, test, openAt, env }: Suite): void {
  theme('waits', () => {
    for (const [what, answer, code] of [
      ['503 with Retry-After in seconds', busy('1'), 'status'],
      ['429 with Retry-After in seconds', { ...busy('1'), status: 429 }, 'status'],
      ['maxlag', maxlag, 'maxlag'],
    ] as const) {
      test(`${what}: waits as long as asked, then goes on`, [], async (assert) => {
        const place = newPlace(env);
        await place.play({ '/w/api.php': [answer, nothing] });
        const waited: Wait[] = [];
        const { wiki } = openAt(place.api, { maxWait: 5000, onWait: (wait) => void waited.push(wait) });
        const started = Date.now();
        assert.propContains(await wiki.get('query'), { batchcomplete: true });
        assert.deepEqual(waited, [{ milliseconds: 1000, code, purpose: 'action=query' }]);
        assert.true(Date.now() - started >= 990, `${Date.now() - started} ms`);
      });
    }

    test('Retry-After as a date', [], async (assert) => {
      const place = newPlace(env);
      await place.play({ '/w/api.php': [busy(new Date(Date.now() + 2000).toUTCString()), nothing] });
      const waited: Wait[] = [];
      const { wiki } = openAt(place.api, { maxWait: 5000, onWait: (wait) => void waited.push(wait) });
      await wiki.get('query');
      const [{ milliseconds } = { milliseconds: 0 }] = waited;
      assert.true(milliseconds >= 1000 && milliseconds <= 2000, `${milliseconds} ms`);
    });

    test('longer than the call may wait: the error, at once', [], async (assert) => {
      const place = newPlace(env);
      await place.play({ '/w/api.php': [busy('30'), nothing] });
      const error = await failure(openAt(place.api, { maxWait: 5000 }).wiki.get('query'));
      assert.propContains(error, { name: 'HttpError', code: 'status', status: 503, retryAfter: 30 });
      assert.equal((await place.seen()).length, 1);
    });

    test('a write is sent again only where the server said when', [], async (assert) => {
      const token = csrfToken('0123456789+\\');
      const edit = { title: 'A', text: 'x' };
      const told = newPlace(env);
      const done = {
        body: {
          edit: { result: 'Success', pageid: 1, title: 'A', contentmodel: 'wikitext', oldrevid: 0, newrevid: 1 },
        },
      };
      await told.play({ '/w/api.php': [token, busy('1'), done] });
      const { edit: result } = await openAt(told.api, { maxWait: 5000 }).wiki.post('edit', edit);
      assert.equal(result.result, 'Success');
      const untold = newPlace(env);
      await untold.play({ '/w/api.php': [token, { status: 503, body: 'busy' }] });
      const error = await failure(openAt(untold.api, { maxWait: 5000 }).wiki.post('edit', edit));
      assert.propContains(error, { status: 503, outcomeUnknown: true });
      assert.equal((await untold.seen()).filter(({ method }) => method === 'POST').length, 1);
    });

    for (const [when, answer] of [
      ['a wait', busy('30')],
      ['a request', { fault: 'hang' }],
      ['an answer', { body: '{"a":', fault: 'trickle' }],
    ] as const) {
      test(`an abort ends ${when} at once, with its reason`, [], async (assert) => {
        const place = newPlace(env);
        await place.play({ '/w/api.php': [answer] });
        const abort = new AbortController();
        let waiting = false;
        const { wiki } = openAt(place.api, { maxWait: 60_000, onWait: () => void (waiting = true) });
        const call = rejection(wiki.get('query', {}, { signal: abort.signal }));
        const begun = async () => (when === 'a wait' ? waiting : (await place.seen()).length > 0);
        while (!(await begun())) await new Promise((next) => setTimeout(next, 10));
        const aborted = performance.now();
        const reason = new Error('enough');
        abort.abort(reason);
        assert.strictEqual(await call, reason);
        const took = performance.now() - aborted;
        assert.true(took < atOnce, `${took} ms`);
      });
    }

    test('an abort that was before the call: nothing is sent', [], async (assert) => {
      const { wiki, exchanges } = openAt(newPlace(env).api);
      const error = await rejection(wiki.get('query', {}, { signal: AbortSignal.abort() }));
      assert.equal(error.name, 'AbortError');
      assert.equal(exchanges.length, 0);
    });

    test('of two callers that wait for one token, one may give up', [], async (assert) => {
      const place = newPlace(env);
      const done = {
        body: {
          edit: { result: 'Success', pageid: 1, title: 'A', contentmodel: 'wikitext', oldrevid: 0, newrevid: 1 },
        },
      };
      await place.play({ '/w/api.php': [{ ...csrfToken('0123456789+\\'), delay: 200 }, done] });
      const { wiki } = openAt(place.api);
      const abort = new AbortController();
      const first = rejection(wiki.post('edit', { title: 'A', text: 'x' }, { signal: abort.signal }));
      const second = wiki.post('edit', { title: 'A', text: 'x' });
      abort.abort();
      assert.equal((await first).name, 'AbortError');
      assert.equal((await second).edit.result, 'Success');
    });
  });
}
