import { expect, test } from 'vitest';
import { createTestWiki, type TestWikiOptions, type Version } from '../src/index.ts';
import { Browser, alice } from './browser.ts';

const pages = { 'Main Page': 'Welcome.', 'A.b/c': 'Slash', Redir: '#REDIRECT [[Main Page]]' };
const open = (version: Version = '1.43', options: TestWikiOptions = {}) =>
  new Browser(createTestWiki({ version, pages, ...options }));

test('a page, bare, as HTML, and with it', async () => {
  const browser = open();
  const about = {
    id: 1,
    key: 'Main_Page',
    title: 'Main Page',
    content_model: 'wikitext',
    license: { url: null, title: null },
  };
  expect(await browser.rest('GET', '/v1/page/Main_Page')).toMatchObject({ ...about, source: 'Welcome.' });
  const html_url = 'https://wiki.example/w/rest.php/v1/page/Main%20Page/html';
  expect(await browser.rest('GET', '/v1/page/Main_Page/bare')).toMatchObject({ ...about, html_url });
  const html = await browser.rest('GET', '/v1/page/Main_Page/html');
  expect(html).toMatch(/<p>Welcome\.<\/p>/u);
  expect(browser.response.headers.get('content-type')).toMatch(/^text\/html; charset=utf-8; profile="/u);
  expect(await browser.rest('GET', '/v1/page/Main_Page/with_html')).toMatchObject({ ...about, html });
  expect(await browser.rest('HEAD', '/v1/page/Main_Page')).toBe('');
});

test('1.43 redirects titles that are not in normal form; 1.39 answers', async () => {
  const browser = open();
  for (const [path, location] of [
    ['/v1/page/main_Page', '/w/rest.php/v1/page/Main_Page'],
    ['/v1/page/Main%20Page?redirect=no', '/w/rest.php/v1/page/Main_Page?redirect=no'],
    ['/v1/page/Main_Page%20/bare', '/w/rest.php/v1/page/Main_Page/bare'],
  ] as const) {
    await browser.rest('GET', path);
    expect([browser.response.status, browser.response.headers.get('location')]).toEqual([301, location]);
    expect(await open('1.39').rest('GET', path)).toMatchObject({ key: 'Main_Page' });
  }
});

test('redirects of the wiki: followed as HTML, named in JSON, both only in 1.43', async () => {
  const browser = open();
  const target = '/w/rest.php/v1/page/Main_Page';
  expect(await browser.rest('GET', '/v1/page/Redir')).toMatchObject({ key: 'Redir', redirect_target: target });
  await browser.rest('GET', '/v1/page/Redir/html');
  expect([browser.response.status, browser.response.headers.get('location')]).toEqual([307, `${target}/html`]);
  expect(await browser.rest('GET', '/v1/page/Redir/html?redirect=no')).toMatch(/REDIRECT/u);
  expect(await open('1.39').rest('GET', '/v1/page/Redir')).not.toHaveProperty('redirect_target');
});

test('a slash in a title must be %2F', async () => {
  const browser = open();
  expect(await browser.rest('GET', '/v1/page/A.b%2Fc')).toMatchObject({ key: 'A.b/c' });
  expect(await browser.rest('GET', '/v1/page/A.b/c')).toMatchObject({ errorKey: 'rest-no-match', httpCode: 404 });
});

test('conditional requests', async () => {
  const browser = open();
  await browser.rest('GET', '/v1/page/Main_Page');
  const etag = browser.response.headers.get('etag') ?? '';
  const status = async (headers: Record<string, string>) => {
    await browser.rest('GET', '/v1/page/Main_Page', undefined, headers);
    return browser.response.status;
  };
  expect(await status({ 'If-None-Match': etag })).toBe(304);
  expect([...browser.response.headers.keys()].toSorted()).toEqual(['content-type', 'vary']);
  expect(await status({ 'If-Modified-Since': 'Fri, 20 Nov 2099 00:00:00 GMT' })).toBe(304);
  expect(await status({ 'If-None-Match': '"other"' })).toBe(200);
  expect(await status({ 'If-Match': '"other"' })).toBe(412);
});

test('errors: errorKey since 1.43, only messageTranslations before', async () => {
  const httpReason = 'Not Found';
  const messageTranslations = { en: 'The specified page (Nosuch) does not exist' };
  expect(await open().rest('GET', '/v1/page/Nosuch')).toEqual({
    errorKey: 'rest-nonexistent-title',
    messageTranslations,
    httpCode: 404,
    httpReason,
  });
  const old = { en: 'The specified title (Nosuch) does not exist' };
  expect(await open('1.39').rest('GET', '/v1/page/Nosuch')).toEqual({
    messageTranslations: old,
    httpCode: 404,
    httpReason,
  });
  const browser = open();
  expect(await browser.rest('DELETE', '/v1/page/Main_Page')).not.toHaveProperty('errorKey');
  expect([browser.response.status, browser.response.headers.get('allow')]).toEqual([405, 'HEAD, GET, PUT']);
  expect(await browser.rest('GET', '')).toMatch(/Redirect/u);
  expect([browser.response.status, browser.response.headers.get('location')]).toEqual([308, '/w/rest.php/']);
});

const draft = { source: 'text', comment: 'c' };

test('create and update', async () => {
  const browser = open();
  await browser.login(...alice);
  const token = await browser.token();
  const made = await browser.rest('POST', '/v1/page', { ...draft, title: 'new page', token });
  expect(made).toMatchObject({ id: 4, key: 'New_page', title: 'New page', latest: { id: 4 }, source: 'text' });
  expect([browser.response.status, browser.response.headers.get('location')]).toEqual([
    201,
    'https://wiki.example/w/rest.php/v1/page/New_page',
  ]);
  expect(await browser.rest('POST', '/v1/page', { ...draft, title: 'New page', token })).toMatchObject({
    errorKey: 'apierror-articleexists',
    httpCode: 409,
  });
  const put = (latest: object | undefined, source: string) =>
    browser.rest('PUT', '/v1/page/New_page', { ...draft, source, token, ...(latest && { latest }) });
  expect(await put(undefined, 'x')).toMatchObject({ errorKey: 'rest-update-cannot-create-page', httpCode: 409 });
  expect(await put({ id: 4 }, 'two')).toMatchObject({ latest: { id: 5 }, source: 'two' });
  expect(browser.response.status).toBe(200);
  expect(await put({ id: 4 }, 'three')).toMatchObject({ errorKey: 'edit-conflict', httpCode: 409 });
  expect(await put({ id: 5 }, 'two')).toMatchObject({ latest: { id: 5 } });
  expect(await browser.rest('PUT', '/v1/page/Other', { ...draft, token, latest: { id: 9 } })).toMatchObject({
    errorKey: 'apierror-missingtitle',
    httpCode: 404,
  });
  await browser.rest('PUT', '/v1/page/Other', { ...draft, token });
  expect(browser.response.status).toBe(201);
});

test('the token is in the body; bearer sessions need none', async () => {
  const browser = open('1.43', { bearerTokens: { secret: 'Alice' } });
  const title = 'T';
  expect(await browser.rest('POST', '/v1/page', { ...draft, title })).toMatchObject({
    errorKey: 'rest-badtoken',
    httpCode: 403,
  });
  expect(await browser.rest('POST', '/v1/page?token=%2B%5C', { ...draft, title })).toMatchObject({
    errorKey: 'rest-badtoken',
  });
  expect(await browser.rest('POST', '/v1/page', { ...draft, title, token: '+\\' })).toMatchObject({ title });
  const headers = { Authorization: 'Bearer secret' };
  expect(await browser.rest('POST', '/v1/page', { ...draft, title: 'B' }, headers)).toMatchObject({ title: 'B' });
  const old = open('1.39');
  expect(await old.rest('POST', '/v1/page', { ...draft, title })).toMatchObject({
    actionModuleErrorCode: 'missingparam',
    httpCode: 400,
  });
  expect(await old.rest('POST', '/v1/page', { ...draft, title, token: 'x' })).toMatchObject({ httpCode: 403 });
});

test('1.43 checks bodies, 1.39 hardly', async () => {
  const token = '+\\';
  const code = async (body: object, version: Version = '1.43') => {
    const answer = await open(version).rest('POST', '/v1/page', { ...draft, title: 'T', token, ...body });
    return answer.failureCode ?? answer.title ?? answer.messageTranslations.en;
  };
  expect(await code({ nosuch: 1 })).toBe('extraneous-body-fields');
  expect(await code({ nosuch: 1 }, '1.39')).toBe('T');
  expect(await code({ title: 7 })).toBe('needstring');
  expect(await code({ title: 7 }, '1.39')).toBe('7');
  expect(await code({ comment: null })).toBe('missingparam');
  expect(await code({ comment: null }, '1.39')).toBe('Mandatory field "comment" missing from request body.');
  const put = (latest: unknown) => open().rest('PUT', '/v1/page/Main_Page', { ...draft, token, latest });
  expect(await put(3)).toMatchObject({ failureCode: 'notarray' });
  expect(await put({ id: '1' })).toMatchObject({ failureCode: 'schema-validation-failed' });
});

test('other types of bodies', async () => {
  const send = async (version: Version, type: string | undefined, body: string) => {
    const wiki = createTestWiki({ version });
    const headers = type === undefined ? {} : { 'Content-Type': type };
    const response = await wiki.fetch(`${wiki.rest}/v1/page`, {
      method: 'POST',
      headers,
      body: new TextEncoder().encode(body),
    });
    return [response.status, (await response.json()).errorKey];
  };
  const form = 'application/x-www-form-urlencoded';
  expect(await send('1.43', form, 'title=x')).toEqual([415, 'rest-unsupported-content-type']);
  expect(await send('1.39', form, 'title=x')).toEqual([400, undefined]);
  expect(await send('1.43', undefined, 'x')).toEqual([415, 'rest-unsupported-content-type']);
  expect(await send('1.39', undefined, 'x')).toEqual([415, undefined]);
  expect(await send('1.43', 'application/json', '{')).toEqual([400, 'rest-json-body-parse-error']);
});

test('what the edit module refuses', async () => {
  const users = { Alice: { password: 'Alice-password-1', blocked: true } };
  const browser = open('1.43', { users });
  await browser.login('Alice', 'Alice-password-1');
  const token = await browser.token();
  expect(await browser.rest('POST', '/v1/page', { ...draft, title: 'T', token })).toMatchObject({
    actionModuleErrorCode: 'blocked',
    httpCode: 400,
  });
  const wiki = createTestWiki({ captcha: { question: '?', answers: ['!'], edit: true } });
  const anonymous = { ...draft, title: 'T', token: '+\\' };
  expect(await new Browser(wiki).rest('POST', '/v1/page', anonymous)).toMatchObject({
    errorKey: 'rest-edit-conflict',
    httpCode: 409,
  });
  const limited = createTestWiki();
  limited.setRateLimited(1);
  expect(await new Browser(limited).rest('POST', '/v1/page', anonymous)).toMatchObject({
    errorKey: 'apierror-ratelimited',
    httpCode: 429,
  });
  limited.setReadOnly('x');
  expect(await new Browser(limited).rest('POST', '/v1/page', anonymous)).toMatchObject({
    actionModuleErrorCode: 'readonly',
    httpCode: 400,
  });
});

test('search', async () => {
  const browser = open();
  const found = {
    id: 1,
    key: 'Main_Page',
    title: 'Main Page',
    matched_title: null,
    description: null,
    thumbnail: null,
  };
  const excerpt = '<span class="searchmatch">Wel</span>come.\n';
  expect(await browser.rest('GET', '/v1/search/page?q=wel')).toEqual({ pages: [{ ...found, excerpt }] });
  expect(await browser.rest('GET', '/v1/search/title?q=main')).toEqual({ pages: [{ ...found, excerpt: 'Main Page' }] });
  expect(await browser.rest('GET', '/v1/search/title?q=zzz')).toEqual({ pages: [] });
  expect(await browser.rest('GET', '/v1/search/title')).toMatchObject({
    name: 'q',
    value: null,
    failureCode: 'missingparam',
  });
  expect(await browser.rest('GET', '/v1/search/title?q=x&limit=101')).toMatchObject({
    failureCode: 'outofrange',
    curmax: 100,
  });
  expect(await open('1.39').rest('GET', '/v1/search/title?q=x&limit=101')).not.toHaveProperty('curmax');
});

test('1.45: lint, the section of what was found, If-Match in preflights, specs not for nobody of another origin', async () => {
  const browser = open('1.45', { restDevelopmentRoutes: true });
  expect(await browser.rest('GET', '/v1/page/Main_Page/lint')).toEqual([]);
  expect(await browser.rest('GET', '/v1/page/Nosuch/lint')).toMatchObject({ errorKey: 'rest-nonexistent-title' });
  expect(await browser.rest('GET', '/v1/revision/99/lint')).toMatchObject({ errorKey: 'rest-nonexistent-revision' });
  expect(await open().rest('GET', '/v1/page/Main_Page/lint')).toMatchObject({ errorKey: 'rest-no-match' });
  expect(await browser.rest('GET', '/v1/search/page?q=welcome')).toMatchObject({ pages: [{ anchor: null }] });
  await browser.rest('OPTIONS', '/v1/page/Main_Page');
  expect(browser.response.headers.get('access-control-allow-headers')).toMatch(/Authorization, If-Match,/u);
  const foreign = { Origin: 'https://evil.example' };
  const denied = { error: 'rest-cross-origin-anon-write', httpCode: 403 };
  expect(await browser.rest('GET', '/specs/v0/discovery', undefined, foreign)).toMatchObject(denied);
  expect(await browser.rest('GET', '/v1/page/Main_Page', undefined, foreign)).toMatchObject({ title: 'Main Page' });
});
