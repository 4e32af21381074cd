import { expect, test } from 'vitest';
import { createTestWiki, type TestWikiOptions } from '../src/index.ts';
import { Browser } from './browser.ts';

async function signedIn(options: TestWikiOptions = {}, name = 'Alice') {
  const users = {
    Alice: { password: 'Alice-password-1' },
    Bob: { password: 'Bob-password-1', blocked: 'lab block' },
    Carol: { password: 'Carol-password-1', groups: ['sysop'] },
  };
  const wiki = createTestWiki({ users, clock: () => Date.parse('2026-11-20T10:00:00Z'), ...options });
  const browser = new Browser(wiki);
  await browser.login(name, `${name}-password-1`);
  return { wiki, browser };
}

test('create, change, no change', async () => {
  const { wiki, browser } = await signedIn();
  const success = { result: 'Success', pageid: 2, title: 'New page', contentmodel: 'wikitext', watched: true };
  const newtimestamp = '2026-11-20T10:00:00Z';
  expect((await browser.edit('new_page', 'one')).edit).toEqual({
    ...success,
    new: true,
    oldrevid: 0,
    newrevid: 2,
    newtimestamp,
  });
  expect((await browser.edit('New page', 'two ')).edit).toEqual({ ...success, oldrevid: 2, newrevid: 3, newtimestamp });
  expect((await browser.edit('New page', 'two')).edit).toEqual({ ...success, nochange: true });
  expect(wiki.text('New page')).toBe('two');
});

test('append, prepend, and sections', async () => {
  const { wiki, browser } = await signedIn({ pages: { P: 'lead\n\n== One ==\n1\n\n=== Sub ===\ns\n\n== Two ==\n2' } });
  const token = await browser.token();
  for (const fields of [
    { section: '1', text: '== One ==\nchanged' },
    { section: '2', appendtext: '!' },
    { prependtext: 'before ' },
    { section: 'new', sectiontitle: 'Three', text: '3' },
  ]) {
    expect((await browser.post({ action: 'edit', title: 'P', token, ...fields })).edit.result).toBe('Success');
  }
  expect(wiki.text('P')).toBe('before lead\n\n== One ==\nchanged\n\n== Two ==\n2!\n\n== Three ==\n\n3');
});

test.for([
  ['articleexists', { title: 'Main Page', text: 'x', createonly: '1' }],
  ['missingtitle', { title: 'Nosuch', text: 'x', nocreate: '1' }],
  ['badmd5', { title: 'A', text: 'x', md5: '0'.repeat(32) }],
  ['invalidtitle', { title: 'a[b', text: 'x' }],
  ['pagecannotexist', { title: 'Special:Version', text: 'x' }],
  ['nosuchpageid', { pageid: '99', text: 'x' }],
  ['nosuchsection', { title: 'Main Page', section: '9', text: 'x' }],
  ['missingparam', { title: 'A' }],
  ['missingparam', { text: 'x' }],
  ['invalidparammix', { title: 'A', pageid: '1', text: 'x' }],
  ['badvalue', { title: 'A', text: 'x', contentmodel: 'nosuch' }],
  ['badtimestamp', { title: 'A', text: 'x', basetimestamp: 'nosuch' }],
  ['protectednamespace-interface', { title: 'MediaWiki:Sidebar', text: 'x' }],
  ['customjsprotected', { title: 'User:Bob/x.js', text: 'x' }],
  ['nosuchrevid', { title: 'Main Page', undo: '99' }],
] as const)('%s', async ([code, fields]) => {
  const { browser } = await signedIn();
  const answer = await browser.post({ action: 'edit', token: await browser.token(), ...fields });
  expect(answer.error.code).toBe(code);
});

test('the right md5 passes', async () => {
  const { browser } = await signedIn();
  expect((await browser.edit('A', 'Grüße', { md5: '0a3a5a8ee8a5ea1d5b2d2d5b2c6c9ad4' })).error?.code).toBe('badmd5');
  expect((await browser.edit('A', 'abc', { md5: '900150983cd24fb0d6963f7d28e17f72' })).edit.result).toBe('Success');
});

test('conflicts: with baserevid always, with basetimestamp not with oneself, except in a section', async () => {
  const { wiki, browser } = await signedIn({ pages: { P: 'one' }, clock: Date.now });
  const carol = new Browser(wiki);
  await carol.login('Carol', 'Carol-password-1');
  await carol.edit('P', 'two');
  const basetimestamp = '2001-01-01T00:00:00Z';
  expect((await browser.edit('P', 'three', { basetimestamp })).error.code).toBe('editconflict');
  expect((await browser.edit('P', 'three', { baserevid: '1' })).error.code).toBe('editconflict');
  expect((await browser.edit('P', 'three', { baserevid: '2' })).edit.result).toBe('Success');
  await browser.edit('Own', 'one');
  expect((await browser.edit('Own', 'two', { basetimestamp })).edit.result).toBe('Success');
  expect((await browser.edit('Own', 'three', { basetimestamp, section: '0' })).error.code).toBe('editconflict');
  expect((await browser.edit('Own', 'three', { baserevid: '4' })).error.code).toBe('editconflict');
});

test('undo takes back the last edit', async () => {
  const { wiki, browser } = await signedIn({ pages: { P: ['one', 'two', 'three'] } });
  const undo = async (id: string) =>
    browser.post({ action: 'edit', title: 'P', undo: id, token: await browser.token() });
  expect((await undo('2')).error.code).toBe('undofailure');
  expect((await undo('3')).edit.result).toBe('Success');
  expect(wiki.text('P')).toBe('two');
});

test('who is blocked is told why', async () => {
  const { browser } = await signedIn({}, 'Bob');
  const blockinfo = {
    blockid: 1,
    blockedby: 'Alice',
    blockreason: 'lab block',
    blockexpiry: 'infinite',
    blockpartial: false,
  };
  expect((await browser.edit('A', 'x')).error).toMatchObject({ code: 'blocked', blockinfo });
  const { errors } = await browser.edit('A', 'x', { errorformat: 'none' });
  expect(errors).toMatchObject([{ code: 'blocked', data: { blockinfo }, module: 'edit' }]);
  expect((await browser.get({ action: 'query', meta: 'userinfo', uiprop: 'blockinfo' })).query.userinfo).toMatchObject(
    blockinfo,
  );
});

test('an edit by nobody starts a session', async () => {
  const browser = new Browser(createTestWiki());
  expect((await browser.edit('A', 'x')).edit).toMatchObject({ result: 'Success', new: true });
  expect(browser.set[0]).toBe('wiki_session');
});

test('a captcha: asked anew each time, good for one try; not asked of administrators', async () => {
  const captcha = { question: 'Capital of France?', answers: ['Paris'], edit: true };
  const { wiki, browser } = await signedIn({ captcha });
  const ask = async (more: Record<string, string> = {}) => (await browser.edit('A', 'x', more)).edit;
  const { captcha: first, result } = await ask();
  expect([result, first]).toEqual([
    'Failure',
    { type: 'question', mime: 'text/html', id: expect.any(String), question: captcha.question },
  ]);
  const { captcha: second } = await ask({ captchaid: first.id, captchaword: 'Rome' });
  expect((await ask({ captchaid: first.id, captchaword: 'Paris' })).result).toBe('Failure');
  expect((await ask({ captchaid: second.id, captchaword: 'PARIS' })).result).toBe('Success');
  const carol = new Browser(wiki);
  await carol.login('Carol', 'Carol-password-1');
  expect((await carol.edit('A', 'y')).edit.result).toBe('Success');
});

test('rate limits, by user and by address', async () => {
  let now = 0;
  const rateLimit = { ip: { count: 1, seconds: 60 }, user: { count: 2, seconds: 60 } };
  const { wiki, browser } = await signedIn({ rateLimit, clock: () => now });
  const codes = async (one: Browser) =>
    [await one.edit('A', '1'), await one.edit('A', '2'), await one.edit('A', '3')].map((answer) => answer.error?.code);
  expect(await codes(browser)).toEqual([undefined, undefined, 'ratelimited']);
  expect(await codes(new Browser(wiki))).toEqual([undefined, 'ratelimited', 'ratelimited']);
  now += 60_000;
  expect((await browser.edit('A', '4')).edit.result).toBe('Success');
});
