import { expect, test } from 'vitest';
import { createTestWiki } from '../src/index.ts';
import { Browser } from './browser.ts';

const bad = { action: 'edit', title: 'A', text: 'x', token: 'bad+\\' };
const text = 'Invalid CSRF token.';

test.for([
  ['bc', { error: { code: 'badtoken', info: text } }],
  ['plaintext', { errors: [{ code: 'badtoken', text, module: 'edit' }] }],
  ['wikitext', { errors: [{ code: 'badtoken', text, module: 'edit' }] }],
  ['html', { errors: [{ code: 'badtoken', html: text, module: 'edit' }] }],
  ['raw', { errors: [{ code: 'badtoken', key: 'apierror-badtoken', params: [], module: 'edit' }] }],
  ['none', { errors: [{ code: 'badtoken', module: 'edit' }] }],
] as const)('errorformat=%s', async ([errorformat, expected]) => {
  const browser = new Browser(createTestWiki());
  const answer = await browser.post({ ...bad, errorformat });
  expect(answer).toMatchObject(expected);
  expect(answer.docref ?? answer.error.docref).toMatch(/^See https:\/\/wiki\.example\/w\/api\.php/u);
  expect(browser.response.status).toBe(200);
  expect(browser.response.headers.get('MediaWiki-API-Error')).toBe('badtoken');
  const old = await browser.post({ ...bad, errorformat, formatversion: '1' });
  expect(old['*'] ?? old.error['*']).toMatch(/^See /u);
});

test('warnings: by module with bc, else a list', async () => {
  const query = { action: 'query', meta: 'tokens', type: 'csrf|nosuch', nosuch: '1' };
  const browser = new Browser(createTestWiki());
  const info = {
    main: { warnings: 'Unrecognized parameter: nosuch.' },
    tokens: { warnings: 'Unrecognized value for parameter "type": nosuch' },
  };
  expect((await browser.get(query)).warnings).toEqual(info);
  expect((await browser.get({ ...query, errorformat: 'none' })).warnings).toEqual([
    { code: 'unrecognizedvalues', data: { values: ['nosuch'] }, module: 'query+tokens' },
    { code: 'unrecognizedparams', module: 'main' },
  ]);
});

test('the order of the checks', async () => {
  const wiki = createTestWiki({ readOnly: 'maintenance' });
  wiki.setMaxlag(9);
  const browser = new Browser(wiki);
  const code = async (fields: Record<string, string>) => (await browser.post({ maxlag: '5', ...fields })).error.code;
  expect(await code({ ...bad, assert: 'user' })).toBe('assertuserfailed');
  expect(await code({ action: 'edit', title: 'A' })).toBe('missingparam');
  expect((await browser.post({ action: 'edit', maxlag: '5' }, '?token=x')).error.code).toBe('mustpostparams');
  expect(await code(bad)).toBe('badtoken');
  expect(await code({ ...bad, token: '+\\' })).toBe('readonly');
  wiki.setReadOnly(null);
  expect(await code({ ...bad, token: '+\\' })).toBe('maxlag');
  expect((await browser.get({ action: 'logout', token: 'x' })).error.code).toBe('mustpostparams');
  expect((await browser.get({ action: 'login' })).error.code).toBe('mustbeposted');
});

test('maxlag tells the whole seconds in the header, the rest in the body, and passes if it is allowed', async () => {
  const wiki = createTestWiki();
  const browser = new Browser(wiki);
  wiki.setMaxlag(7.5);
  const { error } = await browser.get({ action: 'query', maxlag: '5' });
  expect(error).toMatchObject({ code: 'maxlag', host: 'db1', lag: 7.5, type: 'db' });
  expect(browser.response.headers.get('Retry-After')).toBe('5');
  expect(browser.response.headers.get('X-Database-Lag')).toBe('7');
  expect(await browser.get({ action: 'query', maxlag: '8' })).toEqual({ batchcomplete: true });
  expect(await browser.get({ action: 'query' })).toEqual({ batchcomplete: true });
});

test('read-only mode refuses writes and logins, and nothing else', async () => {
  const browser = new Browser(createTestWiki({ readOnly: 'maintenance' }));
  const { error } = await browser.post({ action: 'login', lgname: 'x' });
  expect(error).toMatchObject({ code: 'readonly', readonlyreason: 'maintenance' });
  const { general } = (await browser.get({ action: 'query', meta: 'siteinfo' })).query;
  expect(general).toMatchObject({ readonly: true, readonlyreason: 'maintenance', generator: 'MediaWiki 1.43.9' });
});

test('a private wiki tells nobody more than tokens and parameters', async () => {
  const wiki = createTestWiki({ private: true });
  const browser = new Browser(wiki);
  const code = async (fields: Record<string, string>) =>
    (await browser.get({ action: 'query', ...fields })).error?.code;
  expect(await code({ meta: 'tokens', type: 'login' })).toBeUndefined();
  expect(await code({ action: 'paraminfo', modules: 'login' })).toBeUndefined();
  for (const fields of [
    { meta: 'siteinfo' },
    { meta: 'userinfo' },
    { meta: 'tokens|userinfo' },
    { titles: 'Main Page' },
    {},
  ]) {
    expect(await code(fields as Record<string, string>)).toBe('readapidenied');
  }
  expect(await browser.rest('GET', '/v1/page/Main_Page')).toEqual({
    error: 'rest-read-denied',
    httpCode: 403,
    httpReason: 'Forbidden',
  });
  await browser.login('Alice', 'Alice-password-1');
  expect(await code({ meta: 'siteinfo' })).toBeUndefined();
});

test('other methods are 405, a path after api.php is 301', async () => {
  const wiki = createTestWiki();
  for (const method of ['PUT', 'DELETE']) {
    const response = await wiki.fetch(`${wiki.api}?action=query&format=json`, { method });
    expect(response.status).toBe(405);
    expect((await response.json()).error.code).toBe('invalidmethod');
  }
  const moved = await wiki.fetch(`${wiki.api}/x?action=query`);
  expect([moved.status, moved.headers.get('location')]).toEqual([301, `${wiki.api}?action=query`]);
  expect(await (await wiki.fetch(`${wiki.api}?action=query`, { method: 'HEAD' })).text()).toBe('');
});

test('formats: HTML if none or an unknown one is asked for, xml, none; formatversion=3 falls back', async () => {
  const wiki = createTestWiki();
  const get = async (query: string) => {
    const response = await wiki.fetch(`${wiki.api}?${query}`);
    return [
      response.headers.get('content-type')?.split(';')[0],
      await response.text(),
      response.headers.get('MediaWiki-API-Error'),
    ];
  };
  expect(await get('action=query')).toEqual(['text/html', expect.stringMatching(/MediaWiki API result/u), null]);
  expect(await get('action=query&format=nosuch')).toEqual(['text/html', expect.anything(), 'badvalue']);
  expect(await get('format=none&action=nosuch')).toEqual(['text/plain', '', 'badvalue']);
  const tokens = '<?xml version="1.0"?><api batchcomplete=""><query><tokens csrftoken="+\\" /></query></api>';
  expect(await get('format=xml&action=query&meta=tokens')).toEqual(['text/xml', tokens, null]);
  const [, body] = await get('format=json&formatversion=3&action=query');
  expect(JSON.parse(body ?? '')).toMatchObject({
    error: { code: 'badvalue', '*': expect.anything() },
    warnings: { main: { '*': /printer failed/u } },
  });
});

test('bad parameters', async () => {
  const browser = new Browser(createTestWiki());
  const error = async (fields: Record<string, string>) => (await browser.get({ action: 'query', ...fields })).error;
  expect(await error({ action: 'nosuch' })).toMatchObject({ code: 'badvalue' });
  expect(await error({ assertuser: 'a#b' })).toMatchObject({ code: 'baduser' });
  expect(await error({ maxlag: 'x' })).toMatchObject({ code: 'badinteger' });
  const titles = Array.from({ length: 51 }, (_, i) => String(i)).join('|');
  expect(await error({ titles })).toMatchObject({
    code: 'toomanyvalues',
    parameter: 'titles',
    limit: 50,
    lowlimit: 50,
    highlimit: 500,
  });
  expect(await error({ titles: 'A', pageids: '1' })).toMatchObject({ code: 'multisource' });
  expect(await error({ list: 'blocks' })).toMatchObject({
    code: 'testwiki-notimplemented',
    info: 'A test wiki has no list=blocks.',
  });
});

test('what was asked to be told comes back', async () => {
  const browser = new Browser(createTestWiki({ clock: () => Date.parse('2026-11-20T10:00:00.500Z') }));
  const asked = { requestid: 'r1', curtimestamp: '1', responselanginfo: '1', servedby: '1' };
  const told = {
    batchcomplete: true,
    requestid: 'r1',
    curtimestamp: '2026-11-20T10:00:00Z',
    uselang: 'en',
    errorlang: 'en',
  };
  expect(await browser.get({ action: 'query', ...asked })).toEqual(told);
});
