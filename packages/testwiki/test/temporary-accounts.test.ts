import { expect, test } from 'vitest';
import { createTestWiki } from '../src/index.ts';
import { Browser, alice } from './browser.ts';

const open = (options: object = {}) => {
  const wiki = createTestWiki({
    autoCreateTempUser: true,
    clock: () => Date.parse('2026-11-20T10:00:00Z'),
    ...options,
  });
  return { wiki, browser: new Browser(wiki) };
};

test('an edit by nobody creates an account and signs it in', async () => {
  const { browser } = open();
  expect((await browser.edit('A', 'x')).edit).toMatchObject({ result: 'Success', tempusercreated: true });
  expect(browser.set).toEqual(['wiki_session', 'wikiUserID', 'wikiUserName', 'wikiToken', 'cpPosIndex', 'UseDC']);
  const { userinfo } = (await browser.get({ action: 'query', meta: 'userinfo', uiprop: 'groups' })).query;
  expect(userinfo).toEqual({ id: 4, name: '~2026-1', temp: true, groups: ['*', 'temp'] });
  expect((await browser.edit('A', 'y', { token: '+\\' })).error.code).toBe('badtoken');
  expect((await browser.edit('A', 'y')).edit).not.toHaveProperty('tempusercreated');
  expect((await browser.get({ action: 'query', assert: 'user' })).error).toBeUndefined();
  expect((await browser.get({ action: 'query', assert: 'anon' })).error.code).toBe('assertanonfailed');
});

test('by REST too, where the body does not say so', async () => {
  const { browser } = open();
  await browser.rest('POST', '/v1/page', { title: 'T', source: 'x', comment: 'c', token: '+\\' });
  expect(await browser.who()).toBe('~2026-1');
});

test('also if the edit then fails', async () => {
  const { browser } = open({ captcha: { question: '?', answers: ['!'], edit: true } });
  expect((await browser.edit('A', 'x')).edit.result).toBe('Failure');
  expect(await browser.who()).toBe('~2026-1');
});

test('a name can be had before', async () => {
  const { browser } = open();
  for (let i = 0; i < 2; i++)
    expect(await browser.post({ action: 'acquiretempusername' })).toEqual({ acquiretempusername: '~2026-1' });
  expect(await browser.who()).toBe('127.0.0.1');
  await browser.edit('A', 'x');
  expect(await browser.who()).toBe('~2026-1');
  expect((await browser.post({ action: 'acquiretempusername' })).error.code).toBe('alreadyregistered');
});

test('so many for one address', async () => {
  const { wiki } = open({ tempAccountCreationThrottle: { count: 1, seconds: 60 } });
  expect((await new Browser(wiki).edit('A', '1')).edit.result).toBe('Success');
  expect((await new Browser(wiki).edit('A', '2')).error.code).toBe('tempuseracquirefailed');
});

test('1.45: one in ten minutes, with another error', async () => {
  let now = 0;
  const wiki = createTestWiki({ version: '1.45', autoCreateTempUser: true, clock: () => now });
  expect((await new Browser(wiki).edit('A', '1')).edit.tempusercreated).toBe(true);
  expect((await new Browser(wiki).edit('A', '2')).error.code).toBe('acct_creation_throttle_hit');
  now = 601_000;
  expect((await new Browser(wiki).edit('A', '2')).edit.tempusercreated).toBe(true);
});

test('signing in takes over, and drops the Token', async () => {
  const { browser } = open();
  await browser.edit('A', 'x');
  const [username, password] = alice;
  await browser.post({
    action: 'clientlogin',
    username,
    password,
    logintoken: await browser.token('login'),
    loginreturnurl: 'https://app.example/',
  });
  expect(browser.set).toEqual(['wiki_session', 'wikiUserID', 'wikiUserName', '-wikiToken']);
  expect(await browser.who()).toBe('Alice');
});

test('an account made by a temporary user signs that one out', async () => {
  const { browser } = open();
  await browser.edit('A', 'x');
  const account = {
    username: 'Grown',
    password: 'Grown-up-1',
    retype: 'Grown-up-1',
    createreturnurl: 'https://app.example/',
  };
  const { createaccount } = await browser.post({
    action: 'createaccount',
    ...account,
    createtoken: await browser.token('createaccount'),
  });
  expect(createaccount).toEqual({ status: 'PASS', username: 'Grown' });
  expect(await browser.who()).toBe('127.0.0.1');
  expect((await browser.login('Grown', 'Grown-up-1')).result).toBe('Success');
});

test('1.39 knows nothing of it', async () => {
  const { browser } = open({ version: '1.39' });
  expect((await browser.edit('A', 'x')).edit).not.toHaveProperty('tempusercreated');
  expect(await browser.who()).toBe('127.0.0.1');
});
