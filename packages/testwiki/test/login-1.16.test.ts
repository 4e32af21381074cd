import { expect, test } from 'vitest';
import { createTestWiki, type TestWikiOptions } from '../src/index.ts';
import { Browser } from './browser.ts';

const users = {
  Bob: { password: 'secret' },
  Blocked: { password: 'secret', blocked: true },
  Domain: { password: 'secret', domain: 'CORP' },
  Remote: { password: 'secret', createBlocked: true },
};
const old = (options: TestWikiOptions = {}) =>
  createTestWiki({ version: '1.16', cookiePrefix: 'enwiki', users, ...options });

async function login(browser: Browser, lgname: string, lgpassword: string, more: Record<string, string> = {}) {
  const fields = { action: 'login', lgname, lgpassword, ...more };
  const { token } = (await browser.post(fields)).login;
  return (await browser.post(token === undefined ? fields : { ...fields, lgtoken: token })).login;
}

test('the same request twice: NeedToken, then Success, in the same session', async () => {
  const browser = new Browser(old());
  const fields = { action: 'login', lgname: 'bob', lgpassword: 'secret' };
  const { login: need } = await browser.post(fields);
  const hex = expect.stringMatching(/^[0-9a-f]{32}$/u);
  expect(need).toEqual({
    result: 'NeedToken',
    token: hex,
    cookieprefix: 'enwiki',
    sessionid: browser.cookies.get('enwiki_session'),
  });
  const { login: done } = await browser.post({ ...fields, lgtoken: need.token });
  expect(done).toEqual({
    result: 'Success',
    lguserid: 1,
    lgusername: 'Bob',
    lgtoken: hex,
    cookieprefix: 'enwiki',
    sessionid: need.sessionid,
  });
  expect(browser.set).toEqual(['enwiki_session', 'enwikiUserID', 'enwikiUserName', 'enwikiToken']);
  expect(await browser.who()).toBe('Bob');
});

test('a wiki that sends no cookies takes those that a client makes from the answers', async () => {
  const browser = new Browser(old({ sendsCookies: false }));
  const fields = { action: 'login', lgname: 'Bob', lgpassword: 'secret' };
  const { login: need } = await browser.post(fields);
  expect((await browser.post({ ...fields, lgtoken: need.token })).login.result).toBe('NeedToken'); // without the cookie
  const { login: again } = await browser.post(fields);
  browser.cookies.set('enwiki_session', again.sessionid);
  const { login: done } = await browser.post({ ...fields, lgtoken: again.token });
  expect(browser.set).toEqual([]);
  browser.cookies
    .set('enwikiUserID', String(done.lguserid))
    .set('enwikiUserName', done.lgusername)
    .set('enwikiToken', done.lgtoken);
  expect(await browser.who()).toBe('Bob');
});

test.for([
  ['NoName', '', 'secret', {}],
  ['Illegal', 'a#b', 'secret', {}],
  ['NotExists', 'Nobody', 'secret', {}],
  ['EmptyPass', 'Bob', '', {}],
  ['WrongPass', 'Bob', 'wrong', {}],
  ['WrongPluginPass', 'Domain', 'wrong', { lgdomain: 'CORP' }],
  ['WrongPluginPass', 'Domain', 'secret', { lgdomain: 'OTHER' }],
  ['Success', 'Domain', 'secret', { lgdomain: 'CORP' }],
  ['CreateBlocked', 'Remote', 'secret', {}],
  ['Blocked', 'Blocked', 'secret', {}],
] as const)('%s: %s with %s %o', async ([result, name, password, more]) => {
  expect(await login(new Browser(old()), name, password, more)).toMatchObject({ result });
});

test('WrongToken', async () => {
  const browser = new Browser(old());
  await browser.post({ action: 'login', lgname: 'Bob', lgpassword: 'secret' });
  const fields = { action: 'login', lgname: 'Bob', lgpassword: 'secret', lgtoken: 'x' };
  expect((await browser.post(fields)).login).toEqual({ result: 'WrongToken' });
});

test('Throttled tells how long the window is, in seconds, and ends', async () => {
  let now = 0;
  const wiki = old({ throttle: { count: 2, seconds: 300 }, clock: () => now });
  for (let i = 0; i < 2; i++) expect(await login(new Browser(wiki), 'Bob', 'wrong')).toEqual({ result: 'WrongPass' });
  expect(await login(new Browser(wiki), 'Bob', 'secret')).toEqual({ result: 'Throttled', wait: 300 });
  now += 300_000;
  expect(await login(new Browser(wiki), 'Bob', 'secret')).toMatchObject({ result: 'Success' });
});

test('what came later is not there: formatversion 2, errorformat, assert, meta=tokens, REST', async () => {
  const wiki = old();
  const browser = new Browser(wiki);
  expect((await browser.get({ action: 'login', errorformat: 'plaintext' })).error).toEqual({
    code: 'mustbeposted',
    info: 'The "login" module requires a POST request.',
  });
  expect((await browser.get({ action: 'nosuch' })).error.code).toBe('unknown_action');
  const answer = await browser.get({ action: 'query', meta: 'tokens|userinfo', assert: 'user' });
  expect(answer.query).toEqual({ userinfo: { id: 0, name: '127.0.0.1', anon: '' } });
  expect(answer.warnings.query['*']).toMatch(/tokens/u);
  expect((await browser.send(`${wiki.rest}/v1/page/Main_Page`)).status).toBe(404);
});

test('edit tokens come with intoken, and logout needs none', async () => {
  const browser = new Browser(old({ pages: { Page: 'old' } }));
  await login(browser, 'Bob', 'secret');
  const { pages } = (
    await browser.get({ action: 'query', prop: 'info|revisions', intoken: 'edit', rvprop: 'content', titles: 'Page' })
  ).query;
  expect(pages['1'].revisions).toEqual([{ '*': 'old' }]);
  expect((await browser.post({ action: 'edit', title: 'Page', text: 'new' })).error.code).toBe('notoken');
  const edit = { action: 'edit', title: 'Page', text: 'new', token: pages['1'].edittoken };
  expect((await browser.post(edit)).edit).toMatchObject({ result: 'Success', newrevid: 2 });
  expect(await browser.post({ action: 'logout' })).toEqual([]);
  expect(await browser.who()).toBe('127.0.0.1');
});
