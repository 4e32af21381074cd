import { expect, test } from 'vitest';
import { createCentralAuth, createTestWiki, type TestWikiOptions } from '../src/index.ts';
import { Browser } from './browser.ts';

const open = (options: TestWikiOptions = {}) =>
  new Browser(createTestWiki({ bearerTokens: { good: 'Alice' }, ...options }));

const as = (token: string) => ({ Authorization: `Bearer ${token}` });

test('a token that is not good is an error of every action, and nothing is done', async () => {
  const browser = open();
  const token = '+\\';
  for (const fields of [
    { action: 'query', meta: 'userinfo' },
    { action: 'edit', title: 'T', text: 'x', token },
    { action: 'logout', token },
    { action: 'paraminfo', modules: 'main' },
    { action: 'help' },
  ] as Record<string, string>[]) {
    expect((await browser.post(fields, '', as('bad'))).error.code).toBe('mwoauth-invalid-authorization');
    expect(browser.response.status).toBe(200);
    expect(browser.response.headers.get('mediawiki-api-error')).toBe('mwoauth-invalid-authorization');
  }
  expect(browser.wiki.text('T')).toBeUndefined();
});

test('a token that is taken out is revoked', async () => {
  const bearerTokens: Record<string, string> = { good: 'Alice' };
  const browser = open({ bearerTokens });
  const ask = () => browser.get({ action: 'query', meta: 'userinfo' }, as('good'));
  expect((await ask()).query.userinfo.name).toBe('Alice');
  delete bearerTokens['good'];
  expect((await ask()).error.code).toBe('mwoauth-invalid-authorization');
});

test('words of JavaScript are no tokens', async () => {
  const answer = await open().get({ action: 'query', meta: 'userinfo' }, as('constructor'));
  expect(answer.error.code).toBe('mwoauth-invalid-authorization');
});

test('REST: 403 since 1.45; before, the call is nobody’s', async () => {
  const now = open({ version: '1.45' });
  const error = { errorKey: 'mwoauth-invalid-authorization', httpCode: 403, httpReason: 'Forbidden' };
  expect(await now.rest('GET', '/v1/page/Main_Page', undefined, as('bad'))).toMatchObject(error);
  expect(await now.rest('GET', '/v1/nosuch', undefined, as('bad'))).toMatchObject({ httpCode: 404 });
  expect(await open().rest('GET', '/v1/page/Main_Page', undefined, as('bad'))).toMatchObject({ title: 'Main Page' });
});

test('without the extension the header means nothing; a provider may let unknown tokens pass', async () => {
  for (const browser of [new Browser(createTestWiki()), open({ unknownBearerToken: 'nobody' })]) {
    const { query } = await browser.get({ action: 'query', meta: 'userinfo' }, as('bad'));
    expect(query.userinfo.name).toBe('127.0.0.1');
  }
});

test('the session cannot end, nor sign in, and the Action API wants its csrf token, REST none', async () => {
  const browser = open({ centralAuth: createCentralAuth() });
  const { query } = await browser.get({ action: 'query', meta: 'tokens' }, as('good'));
  const token = query.tokens.csrftoken;
  expect((await browser.post({ action: 'logout', token }, '', as('good'))).error.code).toBe('cannotlogout');
  const edit = { action: 'edit', title: 'T', text: 'x' };
  expect((await browser.post({ ...edit, token: '+\\' }, '', as('good'))).error.code).toBe('badtoken');
  expect((await browser.post({ ...edit, token }, '', as('good'))).edit.result).toBe('Success');
  const draft = { title: 'R', source: 'x', comment: '' };
  expect(await browser.rest('POST', '/v1/page', draft, as('good'))).toMatchObject({ title: 'R' });
  const ami = { action: 'query', meta: 'authmanagerinfo' };
  expect((await browser.get(ami, as('good'))).query.authmanagerinfo.canauthenticatenow).toBe(false);
  expect((await browser.get({ action: 'centralauthtoken' }, as('good'))).error.code).toBe('badsession');
});
