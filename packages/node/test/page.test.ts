import { ApiError, createWiki, type Wiki, type WikiOptions } from '@mwkit/node';
import { createTestWiki } from '@mwkit/testwiki';
import { accounts } from '@mwkit/wiki';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { collect } from './collect.ts';
import { botPasswords, start, type TestedWiki, userAgent, wikis } from './wikis.ts';

const bot = { username: botPasswords.bot.name, password: botPasswords.bot.password };
const admin = { username: accounts.admin.name, password: accounts.admin.password };

describe.for(wikis)('pages: $kind', ({ kind, skip }) => {
  let tested: TestedWiki;
  let wiki: Wiki;
  let other: Wiki;
  beforeAll(async () => {
    if (skip) return;
    tested = await start(kind);
    [wiki, other] = [tested.open(), tested.open()];
    await wiki.login(admin);
    // of the same account: two runs of one bot
    await other.login(admin);
  });
  afterAll(() => tested?.[Symbol.asyncDispose]());

  /** Requests that reach the wiki while something is done. */
  async function counted(work: () => Promise<unknown>): Promise<number> {
    const before = await tested.requestCount();
    await work();
    return (await tested.requestCount()) - before;
  }

  test.skipIf(skip)('created once, read, changed by a function, and left alone', async () => {
    const page = wiki.page('Life of a page');
    expect(await page.text()).toBeUndefined();
    expect(await page.info()).toMatchObject({ missing: true });
    expect(await page.create('one', { summary: 'born' })).toMatchObject({ result: 'Success', new: true });
    await expect(page.create('again')).rejects.toMatchObject({ code: 'articleexists' });
    const changed = await page.edit((text, { missing, revid }) => `${text} two ${missing} ${revid! > 0}`, {
      summary: 'grown',
    });
    expect(changed).toMatchObject({ result: 'Success', title: 'Life of a page' });
    expect(await page.text()).toBe('one two false true');
    expect((await page.info()).lastrevid).toBe(changed?.newrevid);
    expect(await counted(async () => expect(await page.edit((text) => text)).toBeUndefined())).toBe(1);
    expect(await counted(async () => expect(await page.edit(() => undefined)).toBeUndefined())).toBe(1);
    await page.edit('all new', { minor: true });
    await expect(page.edit('too late', { baserevid: changed!.newrevid })).rejects.toMatchObject({
      code: 'editconflict',
    });
    const history = await collect(page.history());
    expect(history.map(({ comment, minor }) => [comment, minor])).toEqual([
      [expect.any(String), true],
      ['grown', false],
      ['born', false],
    ]);
    expect((await collect(page.history({ rvdir: 'newer', rvlimit: 1 })))[0]).toMatchObject({ comment: 'born' });
    expect(
      await counted(async () => {
        for await (const { comment } of page.history({}, { limit: 1 })) if (comment === 'grown') break;
      }),
    ).toBe(2);
  });

  test.skipIf(skip)('a function is run again where others were faster, also the same account', async () => {
    const page = wiki.page('Contended');
    await page.create('== A ==\na\n\n== B ==\nb');
    const seen: string[] = [];
    const race = async (text: string) => {
      seen.push(text);
      if (seen.length < 3) await other.page('Contended').edit((theirs) => `${theirs}\ntheirs ${seen.length}`);
      return `${text}\nours`;
    };
    await page.edit(race);
    expect(seen).toHaveLength(3);
    expect(await page.text()).toBe('== A ==\na\n\n== B ==\nb\ntheirs 1\ntheirs 2\nours');
    // the same for a section
    let runs = 0;
    await page.edit(
      async (text) => {
        if (runs++ === 0) await other.page('Contended').edit((theirs) => theirs.replace('\na\n', '\na, theirs\n'));
        return `${text}, ours`;
      },
      { section: '1' },
    );
    expect([runs, await page.text()]).toEqual([2, expect.stringContaining('a, theirs, ours\n\n== B ==')]);
    await expect(page.edit((text) => `${text}.`, { section: '9' })).rejects.toMatchObject({ code: 'nosuchsection' });
  });

  test.skipIf(skip)('also where others made the very same text of it', async () => {
    await wiki.page('Counter').create('1');
    const next = (text: string) => String(Number(text) + 1);
    let runs = 0;
    const edit = await wiki.page('Counter').edit(async (text) => {
      if (runs++ === 0) await other.page('Counter').edit(next);
      return next(text);
    });
    expect([runs, edit?.nochange, await wiki.page('Counter').text()]).toEqual([2, undefined, '3']);
    // what the wiki does not save at all is no conflict
    expect(await wiki.page('Counter').append('\n\n')).toMatchObject({ nochange: true });
  });

  test.skipIf(skip)('also where others created or deleted the page', async () => {
    const page = wiki.page('Now and then');
    const states: boolean[] = [];
    await page.edit(async (text, { missing }) => {
      states.push(missing);
      if (states.length === 1) await other.page('Now and then').create('theirs');
      if (states.length === 2) await other.page('Now and then').delete({ reason: 'gone' });
      return `${text}ours`;
    });
    expect(states).toEqual([true, false, true]);
    expect(await page.text()).toBe('ours');
    await expect(page.edit((text) => `${text}!`, { createonly: true })).rejects.toMatchObject({
      code: 'articleexists',
    });
    await expect(wiki.page('Not there').append('x', { nocreate: true })).rejects.toMatchObject({
      code: 'missingtitle',
    });
    await expect(wiki.page('<bad>').append('x')).rejects.toMatchObject({ code: 'invalidtitle' });
  });

  test.skipIf(skip)('moved and deleted', async () => {
    await wiki.page('To be moved').create('x');
    expect(await wiki.page('To be moved').move('Was moved', { reason: 'why', noredirect: true })).toEqual({
      from: 'To be moved',
      to: 'Was moved',
      reason: 'why',
      redirectcreated: false,
      moveoverredirect: false,
    });
    await expect(wiki.page('To be moved').move('Anywhere')).rejects.toMatchObject({ code: 'missingtitle' });
    await expect(wiki.page('Was moved').move('Main Page')).rejects.toMatchObject({ code: 'articleexists' });
    expect(await wiki.page('Was moved').delete({ reason: 'why' })).toMatchObject({ title: 'Was moved', reason: 'why' });
    expect(await wiki.page('Was moved').info()).toMatchObject({ missing: true });
    const robot = tested.open();
    await robot.login(bot);
    await expect(robot.page('Main Page').delete()).rejects.toMatchObject({ code: 'permissiondenied' });
    await expect(tested.open().page('Main Page').move('x')).rejects.toMatchObject({ code: 'cantmove-anon' });
  });

  test.skipIf(skip)('watched, and preferences', async () => {
    const many = Array.from({ length: 60 }, (_, n) => `Watched ${n}`);
    const watched = await wiki.watch(many);
    expect(watched.map(({ title }) => title)).toEqual(expect.arrayContaining(many));
    expect(watched.every((one) => one.watched)).toBe(true);
    expect(await wiki.watch('main Page', { unwatch: true })).toMatchObject([{ title: 'Main Page', unwatched: true }]);
    expect(await wiki.watch(['<b>', 'mw:API'])).toMatchObject([{ title: '<b>', invalid: true }, { title: 'mw:API' }]);
    await expect(tested.open().watch('Main Page')).rejects.toMatchObject({ code: 'notloggedin' });

    await wiki.options.set({ 'userjs-a': 'x=y|z', 'userjs-b': 'b', language: 'de' });
    expect(await wiki.options.get()).toMatchObject({ 'userjs-a': 'x=y|z', 'userjs-b': 'b', language: 'de' });
    await wiki.options.set({ 'userjs-b': null, language: null });
    const options = await wiki.options.get();
    expect([options['userjs-a'], options['userjs-b'], options['language']]).toEqual(['x=y|z', undefined, 'en']);
  });

  describe('an answer is lost', () => {
    /** `dark`: the answer is lost, and from then on nothing comes through. */
    type Fate = 'pass' | 'lost' | 'never' | 'dark';

    /** A client whose edits have these fates, one after the other; and how many it has sent. */
    async function losing(...fates: Fate[]): Promise<{ client: Wiki; edits: () => number }> {
      let edits = 0;
      let down = false;
      const send = tested.fetch ?? globalThis.fetch;
      const fetch: NonNullable<WikiOptions['fetch']> = async (input, init) => {
        const isEdit = typeof init.body === 'string' && init.body.includes('action=edit');
        const fate = isEdit ? (fates[edits++] ?? 'pass') : 'pass';
        if (down || fate === 'never') throw new TypeError('fetch failed');
        const answer = await send(input, init);
        if (fate === 'pass') return answer;
        await answer.text();
        down = fate === 'dark';
        throw new TypeError('fetch failed');
      };
      const client = createWiki(tested.api, { userAgent, fetch, session: await wiki.session.save() });
      return { client, edits: () => edits };
    }

    const revisions = async (title: string) => collect(wiki.page(title).history());

    test.skipIf(skip)('it is looked for, and not sent again', async () => {
      const { client, edits } = await losing('lost', 'lost', 'lost', 'lost', 'lost');
      const made = [
        await client.page('Lost').create('one', { summary: 'first' }),
        await client.page('Lost').edit((text) => `${text} two`, { summary: '  second ' }),
        await client.page('Lost').append('\nthree'),
        await client.page('Lost').append('\n[[Four (x)|]] ~~~~', { summary: 'fourth' }),
        await client.page('Lost').edit('five\n\n', { summary: 'fifth' }),
      ];
      expect(edits()).toBe(5);
      const found = (await revisions('Lost')).map(({ revid }) => revid).toReversed();
      expect(made.map((one) => one?.newrevid)).toEqual(found);
      expect(made[0]).toMatchObject({ result: 'Success', new: true, oldrevid: 0, title: 'Lost' });
      expect(made[4]).toEqual({
        result: 'Success',
        pageid: made[0]!.pageid,
        title: 'Lost',
        oldrevid: found[3],
        newrevid: found[4],
        newtimestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      });
    });

    test.skipIf(skip)('it never arrived, and is sent again', async () => {
      const { client, edits } = await losing('never', 'pass', 'never', 'never', 'lost');
      await client.page('Never').append('one');
      await client.page('Never').edit((text) => `${text} two`);
      expect([edits(), await wiki.page('Never').text(), (await revisions('Never')).length]).toEqual([5, 'one two', 2]);
    });

    test.skipIf(skip)('it never arrived, and others have changed the page: the function is run again', async () => {
      await wiki.page('Between').create('start');
      const { client } = await losing('never');
      let runs = 0;
      await client.page('Between').edit(async (text) => {
        if (runs++ === 0) await other.page('Between').append('\ntheirs');
        return `${text}\nours`;
      });
      expect([runs, await wiki.page('Between').text()]).toEqual([2, 'start\ntheirs\nours']);
      const late = await losing('never');
      const { lastrevid } = await wiki.page('Between').info();
      await other.page('Between').append('\nlater');
      const given = late.client.page('Between').edit('mine', { baserevid: lastrevid });
      await expect(given).rejects.toMatchObject({ code: 'editconflict' });
    });

    test.skipIf(skip)('where nobody can look, the error says that it may be there', async () => {
      const { client, edits } = await losing('dark');
      const edit = client.page('Dark').edit((text) => `${text}x`);
      await expect(edit).rejects.toMatchObject({ name: 'NetworkError', outcomeUnknown: true });
      expect(edits()).toBe(1);
    });

    test.skipIf(skip)('what could be there twice is not sent again', async () => {
      const { client, edits } = await losing('never', 'never', 'lost');
      const section = { section: 'new', sectiontitle: 'S', summary: 's' };
      const unknown = { outcomeUnknown: true };
      await expect(client.page('Twice').edit('new', { section: 'new', sectiontitle: 'S' })).rejects.toMatchObject(
        unknown,
      );
      await expect(client.page('Twice').edit('signed ~~~~')).rejects.toMatchObject(unknown);
      expect(await client.page('Twice').edit('signed ~~~~', section)).toMatchObject({ new: true });
      expect(edits()).toBe(3);
    });
  });
});

describe('a wiki before 1.32', () => {
  test('its revisions have no slots, and an edit is based on their time', async () => {
    const old = createTestWiki({ version: '1.27' });
    const sent: string[] = [];
    const wiki = createWiki(old.api, {
      userAgent,
      fetch: old.fetch,
      onExchange: (exchange) => sent.push(exchange.sent ?? ''),
    });
    await wiki.login(bot);
    const page = wiki.page('Main Page');
    expect(await page.text()).toBe('Welcome to the test wiki.');
    await page.edit((text) => `${text} Still.`);
    expect(sent.at(-1)).toMatch(/&basetimestamp=\d{4}-/);
    await page.append(' And more.');
    expect(await page.text()).toBe('Welcome to the test wiki. Still. And more.');
  });
});

describe('an edit that the wiki does not save', () => {
  test('is an error, with the captcha that it asks for', async () => {
    const tested = await start('testwiki', ['captcha-questy']);
    const error: unknown = await tested
      .open()
      .page('Asked')
      .edit('see https://spam.example')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      code: 'captcha',
      action: 'edit',
      errors: [{ data: { captcha: { type: 'question' } } }],
    });
  });
});

describe('bounds', () => {
  test('a page that changes all the time is given up in the end; an abort ends it before', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const tested = await start('testwiki');
    const [one, other] = [tested.open(), tested.open()];
    await one.login(bot);
    await other.login(bot);
    let runs = 0;
    const lose = async (text: string) => {
      await other.page('Busy').append(`\n${++runs}`);
      return `${text} mine`;
    };
    const error: unknown = await one
      .page('Busy')
      .edit(lose)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: 'editconflict' });
    expect(runs).toBe(50);
    const controller = new AbortController();
    const aborted = one.page('Busy').edit(
      async (text) => {
        controller.abort(new Error('enough'));
        return lose(text);
      },
      { signal: controller.signal },
    );
    await expect(aborted).rejects.toThrow('enough');
    expect(runs).toBe(51);
    vi.restoreAllMocks();
  });
});
