import { ApiError, createWiki, type JsonObject, type Wiki } from '@mwkit/node';
import { accounts } from '@mwkit/wiki';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { botPasswords, start, type TestedWiki, userAgent, wikis } from './wikis.ts';

const bot = { username: botPasswords.bot.name, password: botPasswords.bot.password };
const user = { username: botPasswords.user.name, password: botPasswords.user.password };
const hundred = Array.from({ length: 100 }, (_, n) => `Number ${n}`);

describe.for(wikis)('reads that go together: $kind', ({ kind, skip }) => {
  let tested: TestedWiki;
  let anonymous: Wiki;
  beforeAll(async () => {
    if (skip) return;
    tested = await start(kind);
    anonymous = tested.open();
    const admin = tested.open();
    await admin.login({ username: accounts.admin.name, password: accounts.admin.password });
    const pages = {
      'Number 7': 'seven',
      Straight: '#REDIRECT [[Number 7]]',
      Twice: '#REDIRECT [[Straight]]',
      Circle: '#REDIRECT [[Circle 2]]',
      'Circle 2': '#REDIRECT [[Circle]]',
      Abroad: '#REDIRECT [[mw:Number 7]]',
      'Talk:Number 7': 'about it',
    };
    for (const [title, text] of Object.entries(pages)) await admin.page(title).edit(text);
  });
  afterAll(() => tested?.[Symbol.asyncDispose]());

  /** Requests that reach the wiki while these titles are read, all begun at once. */
  async function read(
    wiki: Wiki,
    titles: readonly string[],
  ): Promise<{ requests: number; got: (string | undefined)[] }> {
    const before = await tested.requestCount();
    const infos = await Promise.all(titles.map((title) => wiki.page(title).info()));
    return { requests: (await tested.requestCount()) - before, got: infos.map(({ title }) => title) };
  }

  test.skipIf(skip)('100 at once: 2 requests for everybody', async () => {
    expect(await read(anonymous, hundred)).toEqual({ requests: 2, got: hundred });
  });

  test.skipIf(skip)('100 at once: 1 request for a bot', async () => {
    const wiki = tested.open();
    await wiki.login(bot);
    expect(await read(wiki, hundred)).toEqual({ requests: 1, got: hundred });
  });

  test.skipIf(skip)('what an account may is learned by the way', async () => {
    const wiki = tested.open();
    await wiki.login(user);
    // by its rights, asked for with the first read
    expect((await read(wiki, ['Number 7'])).requests).toBe(1);
    expect(await read(wiki, hundred)).toEqual({ requests: 2, got: hundred });
    // or because the wiki refuses
    await wiki.login(user);
    expect(await read(wiki, hundred)).toEqual({ requests: 3, got: hundred });
    expect(await read(wiki, hundred)).toEqual({ requests: 2, got: hundred });
  });

  test.skipIf(skip)('1,000 titles with a bad one: 999 answers, and one error at its caller', async () => {
    const titles = Array.from({ length: 1000 }, (_, n) => (n === 613 ? 'a<b' : `Number ${n}`));
    const settled = await Promise.allSettled(titles.map((title) => anonymous.page(title).info()));
    const failed = settled.flatMap((one, n) => (one.status === 'rejected' ? [[n, one.reason] as const] : []));
    expect(failed).toEqual([[613, expect.objectContaining({ code: 'invalidtitle' })]]);
    expect(failed[0]?.[1]).toBeInstanceOf(ApiError);
    expect(settled.map((one) => (one.status === 'fulfilled' ? one.value.title : 'a<b'))).toEqual(titles);
  });

  test.skipIf(skip)(
    'what asks something else goes by itself; what stands for the same page gets the same',
    async () => {
      const before = await tested.requestCount();
      const [text, info, same, missing] = await Promise.all([
        anonymous.page('number_7').text(),
        anonymous.page('Number 7').info(['protection']),
        anonymous.page('  number 7').text(),
        anonymous.page('Nowhere').text(),
      ]);
      expect([text, same, missing]).toEqual(['seven', 'seven', undefined]);
      expect(info).toMatchObject({ title: 'Number 7', protection: [] });
      expect((await tested.requestCount()) - before).toBe(2);
    },
  );

  test.skipIf(skip)('redirects are followed for each caller', async () => {
    const titles = ['straight', 'Twice', 'Number 7', 'Abroad', 'Talk:Number_7', 'Nowhere'];
    const read = (title: string) => anonymous.page(title).query({ prop: 'info', redirects: true });
    const together = await Promise.allSettled(titles.map(read));
    expect(together.map((one) => (one.status === 'fulfilled' ? one.value.title : one.reason.code))).toEqual([
      'Number 7',
      'Number 7',
      'Number 7',
      'invalidtitle',
      'Talk:Number 7',
      'Nowhere',
    ]);
    // one that leads to itself has no end, together or alone
    const circles = await Promise.allSettled(['Circle', 'Straight'].map(read));
    const [alone] = await Promise.allSettled([read('Circle')]);
    expect(circles[0]).toEqual(alone);
    expect(circles[1]).toMatchObject({ value: { title: 'Number 7' } });
  });

  test.skipIf(skip)('an abort ends the wait of one caller, and not that of the others', async () => {
    const controller = new AbortController();
    const first = anonymous.page('Number 7').info([], { signal: controller.signal });
    const second = anonymous.page('Number 8').info();
    controller.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    expect((await second).title).toBe('Number 8');
    await expect(anonymous.page('A').info([], { signal: controller.signal })).rejects.toThrow('enough');
  });

  test.skipIf(skip)('the same as one by one, whatever the titles', { timeout: 60_000 }, async () => {
    const unsendable = (title: string) =>
      Array.from(title).some((character) => character < ' ' || character === '\u007F');
    /** What the wiki says of a title that is asked for by itself. */
    const alone = async (title: string): Promise<JsonObject | 'invalidtitle'> => {
      const { query = {} } = await anonymous.get('query', { prop: 'info', titles: [title.normalize('NFC')] });
      const [page] = query.pages ?? [];
      return page && !page.invalid ? page : 'invalidtitle';
    };
    const known = ['Number 7', 'Straight', 'Talk:Number 7', 'Main Page', 'mw:API', 'wikipedia:Foo', 'Special:Version'];
    const disguised = fc
      .tuple(fc.constantFrom(...known), fc.constantFrom('', '_', ' ', ':', '#part', '\u200E'), fc.boolean())
      .map(([title, more, lower]) =>
        (more === '#part' ? title + more : more + title).replace(/^\w/, (first) =>
          lower ? first.toLowerCase() : first,
        ),
      );
    const bad = fc.constantFrom(
      '',
      ' ',
      '#x',
      'a|b',
      '<b>',
      'Talk:',
      '~~~~',
      '../x',
      '%41',
      'a\tb',
      'a\u0001',
      'x'.repeat(256),
      '\uD800',
    );
    const word = fc.string({
      unit: fc.constantFrom(
        'a',
        'Z',
        'é',
        '_',
        ' ',
        ':',
        'e\u0301',
        'ß',
        '\u00A0',
        '\u3000',
        'ǆ',
        '😀',
        '%',
        '/',
        '.',
        '&',
        '+',
      ),
      minLength: 1,
      maxLength: 8,
    });
    const title = fc.oneof(disguised, bad, word, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }));
    await fc.assert(
      fc.asyncProperty(fc.array(title, { minLength: 2, maxLength: 12 }), async (titles) => {
        const together = await Promise.allSettled(titles.map((title) => anonymous.page(title).info()));
        const got = together.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.code));
        const singly: unknown[] = [];
        for (const title of titles) singly.push(unsendable(title) ? 'invalidtitle' : await alone(title));
        expect(got).toEqual(singly);
      }),
      { numRuns: kind === 'testwiki' ? 100 : 12 },
    );
  });
});

describe('what fails', () => {
  test('a request that fails rejects its callers only', async () => {
    const tested = await start('testwiki');
    let requests = 0;
    const fetch: NonNullable<typeof tested.fetch> = async (...args) =>
      ++requests === 2
        ? new Response('{"errors":[{"code":"internal_api_error_X","text":"x"}]}')
        : tested.fetch!(...args);
    const onlyOnce = createWiki(tested.api, { userAgent, fetch, maxWait: 0 });
    const settled = await Promise.allSettled(hundred.map((title) => onlyOnce.page(title).info()));
    expect(settled.slice(0, 50).every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(settled.slice(50).map((one) => one.status === 'rejected' && one.reason.code)).toEqual(
      Array(50).fill('internal_api_error_X'),
    );
  });

  test('for a caller who has gone before, nothing is sent: nobody is signed in either', async () => {
    const tested = await start('testwiki');
    const wiki = tested.open({ credentials: bot });
    const signal = AbortSignal.abort(new Error('gone'));
    await expect(wiki.page('A').info([], { signal })).rejects.toThrow('gone');
    await expect(wiki.get('query', {}, { signal })).rejects.toThrow('gone');
    await expect(wiki.session.token('csrf', { signal })).rejects.toThrow('gone');
    // somebody else's read ends after whatever had begun before it
    await tested.open().page('B').info();
    expect(await tested.requestCount()).toBe(1);
  });

  test('when every caller has gone, so does the request', async () => {
    const tested = await start('testwiki');
    let begin = () => {};
    const begun = new Promise<void>((resolve) => (begin = resolve));
    let aborted = false;
    const fetch = (_: Request | string | URL, init?: RequestInit) =>
      new Promise<Response>(() => {
        init?.signal?.addEventListener('abort', () => (aborted = true));
        begin();
      });
    const wiki = createWiki(tested.api, { userAgent, fetch });
    const controllers = [new AbortController(), new AbortController()];
    const reads = controllers.map(({ signal }, n) => wiki.page(`A ${n}`).info([], { signal }));
    await begun;
    for (const controller of controllers) controller.abort(new Error('gone'));
    expect(await Promise.allSettled(reads)).toMatchObject([
      { reason: { message: 'gone' } },
      { reason: { message: 'gone' } },
    ]);
    expect(aborted).toBe(true);
  });
});
