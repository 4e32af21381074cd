import { expect, test } from 'vitest';
import { createTestWiki } from '../src/index.ts';
import { Browser, alice, robot } from './browser.ts';

test('a main account by action=login is remembered: four cookies', async () => {
  const browser = new Browser(createTestWiki({ cookiePrefix: 'enwiki' }));
  await browser.login(...alice);
  expect(browser.set).toEqual(['enwiki_session', 'enwikiUserID', 'enwikiUserName', 'enwikiToken']);
  expect(browser.response.headers.getSetCookie()[3]).toMatch(/; expires=.* GMT; Max-Age=15552000; path=\/; HttpOnly$/u);
});

test('clientlogin without rememberMe sets no Token', async () => {
  const browser = new Browser(createTestWiki());
  const logintoken = await browser.token('login');
  const [username, password] = alice;
  const fields = { action: 'clientlogin', username, password, logintoken, loginreturnurl: 'https://app.example/' };
  expect(await browser.post(fields)).toEqual({ clientlogin: { status: 'PASS', username } });
  expect(browser.set).toEqual(['wiki_session', 'wikiUserID', 'wikiUserName']);
});

test('a bot password sets _BPsession only', async () => {
  const browser = new Browser(createTestWiki());
  await browser.login(...robot);
  expect(browser.set).toEqual(['wiki_BPsession']);
  expect(await browser.who()).toBe('Robot');
});

test('logging in rotates the session; logging out deletes it, UserID and Token, but not UserName', async () => {
  const browser = new Browser(createTestWiki());
  await browser.token('login');
  const before = browser.cookies.get('wiki_session');
  await browser.login(...alice);
  expect(browser.cookies.get('wiki_session')).not.toBe(before);
  expect(await browser.post({ action: 'logout', token: await browser.token() })).toEqual({});
  expect(browser.set).toEqual(['-wiki_session', '-wikiUserID', '-wikiToken']);
  expect([...browser.cookies.keys()]).toEqual(['wikiUserName']);
  expect(await browser.who()).toBe('127.0.0.1');
});

test('logout of nobody: the anonymous token will do, and 1.43 warns', async () => {
  for (const [version, answer] of [
    ['1.39', {}],
    ['1.43', { warnings: { logout: { warnings: 'You must be logged in.' } } }],
  ] as const) {
    expect(await new Browser(createTestWiki({ version })).post({ action: 'logout', token: '+\\' })).toEqual(answer);
  }
});

test('writes set short-lived cookies that are no session', async () => {
  for (const [version, cookies] of [
    ['1.39', ['cpPosIndex', 'UseDC', 'UseCDNCache']],
    ['1.43', ['cpPosIndex', 'UseDC']],
  ] as const) {
    const browser = new Browser(createTestWiki({ version }));
    await browser.login(...robot);
    await browser.edit('A', 'x');
    expect(browser.set).toEqual(cookies);
  }
});

test('after the sessions are lost, who has a Token cookie is signed in anew, with new tokens', async () => {
  const wiki = createTestWiki();
  const browser = new Browser(wiki);
  await browser.login(...alice);
  const token = await browser.token();
  wiki.endSessions();
  expect(await browser.who()).toBe('Alice');
  expect(browser.set).toEqual(['wiki_session', 'wikiUserID', 'wikiUserName', 'wikiToken']);
  expect((await browser.edit('A', 'x', { token })).error.code).toBe('badtoken');
});

test('others are nobody, without any hint but a failed assert', async () => {
  const wiki = createTestWiki();
  const browser = new Browser(wiki);
  await browser.login(...robot);
  const token = await browser.token();
  wiki.endSessions();
  const bot = { action: 'query', assert: 'user' };
  expect((await browser.get(bot)).error.code).toBe('assertuserfailed');
  expect((await browser.get({ ...bot, assert: 'bot' })).error.code).toBe('assertbotfailed');
  expect((await browser.get({ action: 'query', assertuser: 'Robot' })).error.code).toBe('assertnameduserfailed');
  expect((await browser.edit('A', 'x', { token })).error.code).toBe('badtoken');
  expect(await browser.who()).toBe('127.0.0.1');
});

test('a session cookie alone does not sign in; neither does somebody else’s Token', async () => {
  const browser = new Browser(createTestWiki());
  await browser.login(...alice);
  browser.cookies.delete('wikiUserID');
  expect(await browser.who()).toBe('127.0.0.1');
  const thief = new Browser(createTestWiki());
  for (const [name, value] of [
    ['wikiUserID', '1'],
    ['wikiUserName', 'Alice'],
    ['wikiToken', '0'.repeat(32)],
  ] as const) {
    thief.cookies.set(name, value);
  }
  expect(await thief.who()).toBe('127.0.0.1');
});

test('secure and SameSite cookies', async () => {
  const options = { cookieSecure: true, cookieSameSite: 'None', useSameSiteLegacyCookies: true } as const;
  const old = new Browser(createTestWiki({ ...options, version: '1.39' }));
  await old.token('login');
  expect(old.set).toEqual(['ss0-wiki_session', 'wiki_session']);
  const browser = new Browser(createTestWiki(options));
  await browser.token('login');
  expect(browser.response.headers.getSetCookie()).toEqual([
    expect.stringMatching(/; path=\/; secure; HttpOnly; SameSite=None$/u),
  ]);
});

test('1.45, sessionJwt: nobody misses it, a wrong one makes the request nobody’s and goes', async () => {
  const browser = new Browser(createTestWiki({ version: '1.45', sessionJwt: true }));
  expect(await browser.who()).toBe('127.0.0.1');
  expect(browser.set).toEqual([]);
  await browser.login(...alice);
  expect(browser.set).toContain('sessionJwt');
  const jwt = browser.cookies.get('sessionJwt') ?? '';
  expect(JSON.parse(atob(jwt.split('.')[1] ?? ''))).toMatchObject({ sub: 'mw:local:wiki:1' });
  expect(await browser.who()).toBe('Alice');
  browser.cookies.set('sessionJwt', `${jwt}x`);
  expect(await browser.who()).toBe('127.0.0.1');
  expect(browser.set).toEqual(['-sessionJwt']);
  expect(await browser.who()).toBe('Alice');
  await browser.login(...alice);
  await browser.post({ action: 'logout', token: await browser.token() });
  expect([...browser.cookies.keys()]).toEqual(['wikiUserName']);
});
