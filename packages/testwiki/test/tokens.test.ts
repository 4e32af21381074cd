import { expect, test } from 'vitest';
import { createTestWiki } from '../src/index.ts';
import { Browser, alice, robot } from './browser.ts';

const all = { action: 'query', meta: 'tokens', type: '*' };

test('nobody has real tokens for login and createaccount only, and only they start a session', async () => {
  const browser = new Browser(createTestWiki());
  await browser.token('csrf|patrol|rollback|userrights|watch');
  expect(browser.set).toEqual([]);
  const { createaccounttoken, logintoken, ...others } = (await browser.get(all)).query.tokens;
  expect(new Set(Object.values(others))).toEqual(new Set(['+\\']));
  for (const token of [createaccounttoken, logintoken]) expect(token).toMatch(/^[0-9a-f]{40}\+\\$/u);
  expect(browser.set).toEqual(['wiki_session']);
});

test('a token changes each second, and all of one session stay valid', async () => {
  let now = Date.parse('2026-11-20T10:00:00Z');
  const browser = new Browser(createTestWiki({ clock: () => now }));
  await browser.login(...robot);
  const first = await browser.token();
  now += 1000;
  const second = await browser.token();
  expect(second).not.toBe(first);
  expect(Number.parseInt(second.slice(32, -2), 16)).toBe(now / 1000);
  for (const token of [first, second])
    expect((await browser.edit('Token', token, { token })).edit.result).toBe('Success');
});

test('a login token survives failures and dies with success', async () => {
  const browser = new Browser(createTestWiki());
  const lgtoken = await browser.token('login');
  expect((await browser.login('Alice', 'wrong', { lgtoken })).result).toBe('Failed');
  expect((await browser.login(...alice, { lgtoken })).result).toBe('Success');
  expect((await browser.login(...alice, { lgtoken })).result).toBe('WrongToken');
});

test('signing in again kills the old csrf token; another session never had it', async () => {
  const wiki = createTestWiki();
  const browser = new Browser(wiki);
  await browser.login(...alice);
  const token = await browser.token();
  const other = new Browser(wiki);
  await other.login(...alice);
  expect((await other.edit('A', 'x', { token })).error.code).toBe('badtoken');
  expect((await browser.edit('A', 'x', { token: '+\\' })).error.code).toBe('badtoken');
  await browser.login(...alice);
  expect((await browser.edit('A', 'x', { token })).error.code).toBe('badtoken');
});

test('unknown types are warned of, in every formatversion', async () => {
  const browser = new Browser(createTestWiki());
  const two = await browser.get({ ...all, type: 'csrf|nosuch' });
  expect(two).toMatchObject({ batchcomplete: true, query: { tokens: { csrftoken: '+\\' } } });
  expect(two.warnings.tokens.warnings).toBe('Unrecognized value for parameter "type": nosuch');
  const one = await browser.get({ ...all, type: 'csrf|nosuch', formatversion: '1' });
  expect(one).toMatchObject({ batchcomplete: '', warnings: { tokens: { '*': two.warnings.tokens.warnings } } });
});

test('no tokens under origin=* and by JSONP, and no query if nothing else was asked', async () => {
  const browser = new Browser(createTestWiki());
  const answer = await browser.get({ ...all, origin: '*' });
  expect(answer.query).toBeUndefined();
  expect(answer.warnings.tokens.warnings).toMatch(/same-origin/u);
  const url = '/w/api.php?action=query&meta=tokens&format=json&formatversion=2&callback=cb';
  const jsonp = await (await browser.send(`https://wiki.example${url}`)).text();
  expect(jsonp).toMatch(/^\/\*\*\/cb\(\{"batchcomplete":true,.*\}\)$/u);
  expect(browser.response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});
