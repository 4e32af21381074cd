import { createWiki, type Wiki } from '@mwkit/node';
import { type MwApi, mwApi } from '@mwkit/node/mw-api';
import { createTestWiki } from '@mwkit/testwiki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accounts, start, type TestedWiki, userAgent, wikis } from './wikis.ts';

// what a gadget may do: an account's own session, as in a browser
const { name: username, password } = accounts.admin;

describe.for(wikis)('mw.Api on $kind', ({ kind, skip }) => {
  let wiki: TestedWiki;
  let signedIn: Wiki;
  let api: MwApi;
  const purposes: string[] = [];
  beforeAll(async () => {
    if (skip) return;
    wiki = await start(kind);
    // the answers are of formatversion 1, which these validators refuse
    signedIn = wiki.open({ validators: undefined, onExchange: ({ purpose }) => purposes.push(purpose) });
    await signedIn.login({ username, password });
    api = mwApi(signedIn);
    await signedIn.post('edit', { title: 'Gadget', text: 'one' });
  });
  afterAll(() => wiki?.[Symbol.asyncDispose]());

  /** What is requested while something is done. */
  async function requested(work: () => Promise<unknown>): Promise<string[]> {
    purposes.length = 0;
    await work();
    return [...purposes];
  }

  test.skipIf(skip)('get: formatversion 1, action=query by default, no false or undefined, lists joined', async () => {
    const answer = await api.get({ meta: ['userinfo', 'siteinfo'], redirects: false, titles: undefined });
    expect(answer).toMatchObject({ query: { userinfo: { name: 'Admin' }, general: { writeapi: '' } } });
    const modern = mwApi(signedIn, { parameters: { formatversion: 2 } });
    expect(await modern.get({ meta: 'siteinfo' })).toMatchObject({ query: { general: { writeapi: true } } });
    expect(await modern.get({ meta: 'siteinfo', formatversion: 1 })).toMatchObject({
      query: { general: { writeapi: '' } },
    });
  });

  test.skipIf(skip)('a refusal is one error, whose code is the code', async () => {
    await expect(api.get({ action: 'parse', page: 'Missing' })).rejects.toMatchObject({
      name: 'ApiError',
      code: 'missingtitle',
    });
  });

  test.skipIf(skip)('post, postWithToken, postWithEditToken: one token for all; badtoken is mended once', async () => {
    const edit = { action: 'edit', title: 'Gadget', appendtext: ' x' };
    api.badToken('edit'); // the old name of csrf
    expect(await requested(() => api.postWithEditToken(edit))).toEqual(['action=query', 'action=edit']);
    expect(await requested(() => api.postWithToken('csrf', edit))).toEqual(['action=edit']);
    expect(await requested(() => api.post({ ...edit, token: 'wrong+\\' }).catch(() => {}))).toEqual(['action=edit']);
    expect(await api.getToken('edit')).toBe(await api.getEditToken());
    expect(await requested(() => api.getToken('csrf'))).toEqual([]);

    const saved = await signedIn.session.save();
    signedIn.session.resume({ ...saved, tokens: { csrf: 'outdated+\\' } });
    expect(await requested(() => api.postWithToken('csrf', edit))).toEqual([
      'action=edit',
      'action=query',
      'action=edit',
    ]);
  });

  test.skipIf(skip)('abort ends what is under way, and nothing later', async () => {
    const running = api.get({ meta: 'userinfo' });
    api.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    const user = await api.getUserInfo();
    expect(user).toMatchObject({ name: 'Admin', id: expect.any(Number) });
    expect(user.groups).toContain('sysop');
    expect(user.rights).toContain('edit');
  });

  test.skipIf(skip)('abort ends a call of several steps between them: nothing more is sent', async () => {
    const asked = await requested(async () => {
      const editing = api.edit('Gadget', () => {
        api.abort();
        return 'must not be saved';
      });
      await expect(editing).rejects.toMatchObject({ name: 'AbortError' });
      api.badToken('csrf');
      const posting = api.postWithToken('csrf', { action: 'edit', title: 'Gadget', text: 'must not be saved' });
      api.abort(); // while the token is fetched
      await expect(posting).rejects.toMatchObject({ name: 'AbortError' });
    });
    // the token that was asked for is shared: others may wait for it
    await api.getEditToken();
    expect(asked).not.toContain('action=edit');
    const { source } = await signedIn.rest.get('/v1/page/{title}', { path: { title: 'Gadget' } });
    expect(source).not.toContain('must not');
  });

  test.skipIf(skip)('login', async () => {
    const other = wiki.open({ validators: undefined });
    const theirs = mwApi(other);
    const { user } = accounts;
    expect(await theirs.login(user.name, user.password)).toEqual({
      login: { result: 'Success', lguserid: expect.any(Number), lgusername: 'Alice' },
    });
    expect((await theirs.getUserInfo()).name).toBe('Alice');
    expect(theirs.assertCurrentUser({ action: 'edit' })).toEqual({
      action: 'edit',
      assert: 'user',
      assertuser: 'Alice',
    });
    await expect(mwApi(wiki.open()).login(user.name, 'wrong')).rejects.toMatchObject({ name: 'LoginError' });
  });

  test.skipIf(skip)('create, edit, newSection', async () => {
    const title = { toString: () => 'Made by a gadget' };
    expect(await api.create(title, { summary: 'made' }, 'one')).toMatchObject({ result: 'Success', new: true });
    await expect(api.create(title, {}, 'two')).rejects.toMatchObject({ code: 'articleexists' });

    expect(await api.edit(title, ({ content }) => `${content} two`)).toMatchObject({ result: 'Success' });
    await api.edit(title, async ({ content, timestamp }) => {
      expect(timestamp).toMatch(/^20\d\d-\d\d-\d\dT/);
      return { text: `${content} three`, summary: 'three', minor: true };
    });
    await api.edit(title, { appendtext: '\n' });
    expect(await api.newSection(title, 'Head', 'Body')).toMatchObject({ edit: { result: 'Success' } });
    const { source } = await signedIn.rest.get('/v1/page/{title}', { path: { title: 'Made by a gadget' } });
    expect(source).toMatch(/^one two three\s+== Head ==\s+Body$/);

    await expect(api.edit('No such page', () => 'x')).rejects.toMatchObject({ code: 'nocreate-missing' });
    await expect(api.edit('<bad>', () => 'x')).rejects.toMatchObject({ code: 'invalidtitle' });
  });

  test.skipIf(skip)('edit runs its callback again where somebody else has saved in between', async () => {
    const alice = wiki.open();
    await alice.login({ username: accounts.user.name, password: accounts.user.password });
    await api.create('Contested', {}, 'first');
    let runs = 0;
    await api.edit('Contested', async ({ content }) => {
      // the whole page is another one: nothing that the wiki could merge
      if (++runs === 1) await alice.post('edit', { title: 'Contested', text: 'by Alice' });
      return `${content}, by the gadget`;
    });
    expect(runs).toBe(2);
    const { source } = await signedIn.rest.get('/v1/page/{title}', { path: { title: 'Contested' } });
    expect(source).toBe('by Alice, by the gadget');

    // and no third time
    let always = 0;
    const losing = api.edit('Contested', async () => {
      await alice.post('edit', { title: 'Contested', text: `by Alice ${++always}` });
      return 'by the gadget';
    });
    await expect(losing).rejects.toMatchObject({ code: 'editconflict' });
    expect(always).toBe(2);
  });

  test.skipIf(skip)('parse: wikitext, or the page of an mw.Title', async () => {
    expect(await api.parse("'''bold'''")).toContain('<b>bold</b>');
    await api.create('Parsed page', {}, "''leaning''");
    expect(await api.parse({ getPrefixedDb: () => 'Parsed_page' })).toContain('<i>leaning</i>');
  });

  test.skipIf(skip)('saveOption, saveOptions: as few requests as names allow, one after the other', async () => {
    const options = async () => {
      const { query } = await signedIn.get('query', { meta: 'userinfo', uiprop: 'options' });
      return query?.userinfo?.options ?? {};
    };
    expect(await api.saveOption('userjs-one', 'a|b')).toMatchObject({ options: 'success' });
    // a real wiki ignores the third, which could not go with the others
    expect(
      await requested(() =>
        Promise.all([
          api.saveOptions({ 'userjs-two': 2, 'userjs-three': 'x=y', 'userjs-a=b': 'c' }),
          api.saveOption('userjs-two', 3),
        ]),
      ),
    ).toEqual(['action=options', 'action=options', 'action=options']);
    expect(await options()).toMatchObject({
      'userjs-one': 'a|b',
      'userjs-two': '3',
      'userjs-three': 'x=y',
    });
    await api.saveOptions({ 'userjs-one': null });
    expect(await options()).not.toHaveProperty('userjs-one');
    expect(await api.saveOptions({})).toEqual({});
    await expect(mwApi(wiki.open()).saveOption('userjs-one', 'x')).rejects.toMatchObject({ code: 'notloggedin' });
  });

  test.skipIf(skip)('watch and unwatch: one page, or several', async () => {
    expect(await api.watch('Gadget')).toMatchObject({ title: 'Gadget', watched: true });
    const both = await api.watch(['Gadget', 'Nowhere']);
    expect(both.filter(({ watched }) => watched).map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Gadget', 'Nowhere']),
    );
    expect(await api.unwatch('Gadget')).toMatchObject({ title: 'Gadget', unwatched: true });
    expect(await api.unwatch(['Nowhere'])).toMatchObject([{ title: 'Nowhere', unwatched: true }]);
  });

  // testwiki has no action=rollback, no categories and no messages
  if (kind === 'testwiki') return;

  test.skipIf(skip)('getCategoriesByPrefix', async () => {
    await api.create('Category:Gadgets, old', {}, '.');
    expect(await api.getCategoriesByPrefix('Gadg')).toEqual(['Gadgets, old']);
  });

  test.skipIf(skip)('rollback', async () => {
    const alice = wiki.open();
    await alice.login({ username: accounts.user.name, password: accounts.user.password });
    await api.create('Rolled', {}, 'good');
    await alice.post('edit', { title: 'Rolled', text: 'bad' });
    expect(await api.rollback('Rolled', 'Alice')).toMatchObject({ title: 'Rolled', revid: expect.any(Number) });
    await expect(api.rollback('Rolled', 'Alice')).rejects.toMatchObject({ code: 'alreadyrolled' });
  });

  test.skipIf(skip)('isCategory, getCategories', async () => {
    await api.create('In a category', {}, '[[Category:Things]]');
    // the wiki notes categories after it has answered
    await expect.poll(() => api.getCategories('In a category')).toEqual(['Category:Things']);
    expect(await api.getCategories('Gadget')).toBe(false);
    await api.create('Category:Made', {}, '.');
    await api.create('In it', {}, '[[Category:Made]]');
    await expect.poll(() => api.isCategory('Category:Made')).toBe(true);
    expect(await api.isCategory('Category:Never heard of')).toBe(false);
    expect(await api.isCategory('')).toBe(false);
  });

  test.skipIf(skip)('getMessages: fifty at a time, those that exist', async () => {
    const many = Array.from({ length: 60 }, (_, n) => `no-such-message-${n}`);
    let messages: { [name: string]: string } = {};
    const asked = await requested(async () => {
      messages = await api.getMessages([...many, 'sunday'], { amlang: 'de' });
    });
    expect(messages).toEqual({ sunday: 'Sonntag' });
    expect(asked).toHaveLength(2);
    expect(await api.getMessages('monday')).toEqual({ monday: 'Monday' });
  });
});

test('a wiki too old to know baserevid tells a conflict by the time', async () => {
  let now = Date.now();
  const wiki = createTestWiki({ version: '1.27', pages: { Contested: 'first' }, clock: () => now });
  const open = () => createWiki(wiki.api, { userAgent, fetch: wiki.fetch });
  const [gadget, bot] = [open(), open()];
  await gadget.login({ username: 'Alice', password: 'Alice-password-1' });
  await bot.login({ username: 'Robot@lab', password: 'b'.repeat(32) });
  let runs = 0;
  await mwApi(gadget).edit('Contested', async ({ content }) => {
    now += 2000;
    if (++runs === 1) await bot.post('edit', { title: 'Contested', text: 'by the bot' });
    return `${content}, by the gadget`;
  });
  expect(wiki.text('Contested')).toBe('by the bot, by the gadget');
  expect(runs).toBe(2);
});
