import { createWiki, type WikiOptions } from '@mwkit/node';
import { createTestWiki } from '@mwkit/testwiki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { botPasswords, start, type TestedWiki, userAgent, wikis } from './wikis.ts';

const edit = { title: 'Waits', text: 'x', summary: '' };
const json = (body: unknown, init?: ResponseInit) => Response.json(body, init);
const soon = { 'retry-after': '0' };

/** A wiki in memory that answers its next edits (or all) in this way before it behaves. */
function troubled(answer: () => Response, times = Infinity, options: Partial<WikiOptions> = {}) {
  const wiki = createTestWiki();
  let edits = 0;
  wiki.intercept((_, { action }) => (action === 'edit' && edits++ < times ? answer() : undefined));
  return {
    client: createWiki(wiki.api, { userAgent, fetch: wiki.fetch, ...options }),
    /** How many edits have reached the wiki. */
    edits: () => edits,
  };
}

const milliseconds = async (work: () => Promise<unknown>) => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

describe('what the wiki asks to wait for', () => {
  const refusal = (code: string) => ({ errors: [{ code, text: 'not now' }] });

  test.each([
    ['maxlag', () => json(refusal('maxlag'), { headers: soon })],
    ['readonly', () => json(refusal('readonly'), { headers: soon })],
    ['ratelimited', () => json(refusal('ratelimited'), { headers: soon })],
    ['429', () => new Response('slow down', { status: 429, headers: soon })],
    ['503', () => new Response('busy', { status: 503, headers: soon })],
    [
      'Retry-After as a date',
      () => new Response('', { status: 429, headers: { 'retry-after': new Date(0).toUTCString() } }),
    ],
  ])('%s: waits, then goes on', async (_, answer) => {
    const { client, edits } = troubled(answer, 2);
    expect((await client.post('edit', edit)).edit.result).toBe('Success');
    expect(edits()).toBe(3);
  });

  test.each([
    ['seconds', () => '1'],
    ['a date', () => new Date(Date.now() + 1500).toUTCString()],
  ])('Retry-After in %s is kept', async (_, value) => {
    const { client } = troubled(() => new Response('', { status: 429, headers: { 'retry-after': value() } }), 1);
    // a date has whole seconds: up to one less than said
    expect(await milliseconds(() => client.post('edit', edit))).toBeGreaterThan(400);
  });

  test('more than the budget: an error at once, with the seconds', async () => {
    const { client, edits } = troubled(() => json(refusal('maxlag'), { headers: { 'retry-after': '30' } }), Infinity, {
      maxWait: 10_000,
    });
    const spent = await milliseconds(() =>
      expect(client.post('edit', edit)).rejects.toMatchObject({ code: 'maxlag', retryAfter: 30 }),
    );
    expect(spent).toBeLessThan(1000);
    expect(edits()).toBe(1);
  });

  test('one budget for all waits of a call, and the call can have its own', async () => {
    const waits: unknown[] = [];
    const { client, edits } = troubled(() => json(refusal('ratelimited')), Infinity, {
      onWait: (pause) => waits.push(pause),
    });
    const spent = await milliseconds(() =>
      expect(client.post('edit', edit, { maxWait: 200 })).rejects.toMatchObject({ code: 'ratelimited' }),
    );
    expect(waits).toEqual([{ milliseconds: 200, code: 'ratelimited', purpose: 'action=edit' }]);
    // a guessed wait is cut to what is left, and then tried once more
    expect(spent).toBeGreaterThan(150);
    expect(spent).toBeLessThan(1500);
    expect(edits()).toBe(2);
  });

  test.each([
    ['maxlag', () => json(refusal('maxlag'), { headers: { 'retry-after': '60' } })],
    ['429', () => new Response('', { status: 429, headers: { 'retry-after': '60' } })],
    ['an answer that does not come', () => new Promise<Response>(() => {}) as never],
  ])('an abort ends the wait for %s within 50 ms', async (_, answer) => {
    const { client } = troubled(answer);
    const controller = new AbortController();
    const reason = new Error('enough');
    const running = client.post('edit', edit, { signal: controller.signal }).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const spent = await milliseconds(async () => {
      controller.abort(reason);
      expect(await running).toBe(reason);
    });
    expect(spent).toBeLessThan(50);
  });
});

describe('an edit whose outcome is unknown', () => {
  test.each([
    [
      'a lost connection',
      () => {
        throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
      },
    ],
    [
      'an answer that was cut off',
      () => new Response('{"edit":{"resu', { headers: { 'content-type': 'application/json' } }),
    ],
    ['502', () => new Response('bad gateway', { status: 502 })],
    ['504', () => new Response('too late', { status: 504, headers: soon })],
    ['503 without a time', () => new Response('busy', { status: 503 })],
    ['an exception in the wiki', () => json({ errors: [{ code: 'internal_api_error_DBQueryError', text: '' }] })],
  ])('%s: is not sent again by itself', async (_, answer) => {
    const { client, edits } = troubled(answer);
    const error = await client.post('edit', edit).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: expect.stringMatching(/^(Network|Http|Api)Error$/) });
    if ((error as Error).name !== 'ApiError') {
      expect(error).toMatchObject({ outcomeUnknown: true });
      expect(String(error)).toMatch(/look before you send it again/);
    }
    expect(edits()).toBe(1);
  });

  test('a read is sent once more after a lost connection, and no more than that', async () => {
    const wiki = createTestWiki();
    let failures = 0;
    const client = createWiki(wiki.api, {
      userAgent,
      fetch: async (url, init) => {
        if (failures++ < 1) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
        return wiki.fetch(url, init);
      },
    });
    expect((await client.get('query', { meta: 'userinfo' })).query?.userinfo?.id).toBe(0);
  });
});

describe.for(wikis)('on $kind', ({ kind, skip }) => {
  let wiki: TestedWiki;
  beforeAll(async () => {
    if (!skip) wiki = await start(kind);
  });
  afterAll(() => wiki?.[Symbol.asyncDispose]());

  test.skipIf(skip)(
    'badtoken that never ends: one new token, then the error; four requests, under two seconds',
    async () => {
      const purposes: string[] = [];
      const fetchOf = wiki.fetch ?? ((url: string, init: RequestInit) => fetch(url, init));
      const client = wiki.open({
        onExchange: ({ purpose }) => purposes.push(purpose),
        // every token is spoiled on its way to the wiki
        fetch: (url, init) =>
          fetchOf(url, {
            ...init,
            body:
              typeof init.body === 'string' ? init.body.replace(/([&?]token=)\w+/, '$1deadbeef') : (init.body ?? null),
          }),
      });
      await client.login({ username: botPasswords.bot.name, password: botPasswords.bot.password });
      purposes.length = 0;
      const spent = await milliseconds(() =>
        expect(client.post('edit', edit)).rejects.toMatchObject({ name: 'ApiError', code: 'badtoken' }),
      );
      expect(purposes).toEqual(['action=query', 'action=edit', 'action=query', 'action=edit']);
      expect(spent).toBeLessThan(2000);
    },
  );

  test.skipIf(skip)('a saved token that is outdated: a new one, and the edit is made once', async () => {
    const client = wiki.open();
    await client.login({ username: botPasswords.bot.name, password: botPasswords.bot.password });
    const saved = await client.session.save();
    client.session.resume({ ...saved, tokens: { csrf: `${'0'.repeat(40)}+\\` } });
    const { edit: result } = await client.post('edit', { title: 'Outdated', text: `${Math.random()}` });
    expect(result.result).toBe('Success');
    // the same over REST, which says it in its own way
    client.session.resume({ ...(await client.session.save()), tokens: { csrf: `${'0'.repeat(40)}+\\` } });
    const page = await client.rest.get('/v1/page/{title}', { path: { title: 'Outdated' } });
    const updated = await client.rest.put('/v1/page/{title}', {
      path: { title: 'Outdated' },
      body: { source: 'by REST', comment: '', latest: { id: page.latest.id } },
    });
    expect(updated.source).toBe('by REST');
  });
});

describe('a real wiki that is behind, or read-only', () => {
  const [, { skip } = { skip: true }] = wikis;

  test.skipIf(skip)('is waited for', async () => {
    const { startWiki } = await import('@mwkit/wiki');
    await using wiki = await startWiki({ version: '1.43' });
    const exchanges: string[] = [];
    const client = createWiki(wiki.api, {
      userAgent,
      maxlag: 5,
      onExchange: ({ apiError }) => exchanges.push(apiError ?? 'ok'),
    });
    await wiki.setLag(7.5);
    // the wiki asks for five seconds
    await expect(client.get('query', { meta: 'userinfo' }, { maxWait: 1000 })).rejects.toMatchObject({
      code: 'maxlag',
      retryAfter: 5,
    });
    const waiting = client.get('query', { meta: 'userinfo' });
    await wiki.setLag(null);
    expect((await waiting).query?.userinfo?.id).toBe(0);

    await client.login({ username: botPasswords.bot.name, password: botPasswords.bot.password });
    await wiki.setReadOnly('Moving house');
    await expect(client.post('edit', edit, { maxWait: 0 })).rejects.toMatchObject({ code: 'readonly' });
    await wiki.setReadOnly(null);
    expect((await client.post('edit', edit)).edit.result).toBe('Success');
    expect(exchanges).toContain('maxlag');
    expect(exchanges).toContain('readonly');
  });
});
