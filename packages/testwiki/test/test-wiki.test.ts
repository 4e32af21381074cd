import { expect, test } from 'vitest';
import { createTestWiki } from '../src/index.ts';
import { serve } from '../src/serve.ts';
import { Browser, alice, robot } from './browser.ts';

test('without options there is an account, a bot password and a page', async () => {
  const wiki = createTestWiki();
  expect([wiki.origin, wiki.api, wiki.rest]).toEqual([
    'https://wiki.example',
    'https://wiki.example/w/api.php',
    'https://wiki.example/w/rest.php',
  ]);
  expect((await new Browser(wiki).login(...alice)).result).toBe('Success');
  expect((await new Browser(wiki).login(...robot)).result).toBe('Success');
  expect(wiki.text('main_Page')).toBe('Welcome to the test wiki.');
  expect(wiki.text('Nosuch')).toBeUndefined();
});

test('mistakes in the options are told at once', () => {
  expect(() => createTestWiki({ users: { 'a#b': { password: 'x' } } })).toThrow(/user name/u);
  expect(() => createTestWiki({ botPasswords: { 'Nobody@app': { password: 'x' } } })).toThrow(/user@app/u);
  expect(() => createTestWiki({ pages: { 'a[b': 'x' } })).toThrow(/page title/u);
});

test('requests are kept, without secrets', async () => {
  const wiki = createTestWiki();
  const browser = new Browser(wiki);
  await browser.login(...alice);
  await browser.get({ action: 'query', lgpassword: 'hidden-1', token: 'hidden-2' });
  await browser.rest('GET', '/v1/page/Main_Page');
  expect(wiki.requests.map(({ method, action, status }) => [method, action, status])).toEqual([
    ['GET', 'query', 200],
    ['POST', 'login', 200],
    ['GET', 'query', 200],
    ['GET', undefined, 200],
  ]);
  expect(JSON.stringify(wiki.requests)).not.toMatch(/hidden|Alice-password/u);
});

test('faults: a handler answers instead of the wiki, until it is taken out', async () => {
  const wiki = createTestWiki();
  const seen: (string | undefined)[] = [];
  const stop = wiki.intercept(async (request, { action }) => {
    seen.push(action, await request.text());
    return action === 'edit' ? new Response('busy', { status: 503, headers: { 'Retry-After': '1' } }) : undefined;
  });
  const browser = new Browser(wiki);
  const body = new URLSearchParams({ action: 'edit', title: 'A' });
  expect((await browser.send(wiki.api, { method: 'POST', body })).status).toBe(503);
  expect(seen).toEqual(['edit', 'action=edit&title=A']);
  expect(await browser.who()).toBe('127.0.0.1');
  stop();
  expect((await browser.send(wiki.api, { method: 'POST', body })).status).toBe(200);
  expect(wiki.requests.map(({ status }) => status)).toEqual([503, 200, 200]);
});

test('the next edits are refused, as many as was said', async () => {
  const wiki = createTestWiki();
  const browser = new Browser(wiki);
  wiki.setRateLimited(2);
  const codes = [];
  for (const text of ['1', '2', '3']) codes.push((await browser.edit('A', text)).error?.code);
  expect(codes).toEqual(['ratelimited', 'ratelimited', undefined]);
});

test('a broken form is an empty one', async () => {
  const wiki = createTestWiki();
  const headers = { 'Content-Type': 'multipart/form-data; boundary=x' };
  const response = await wiki.fetch(`${wiki.api}?action=login&format=json`, {
    method: 'POST',
    headers,
    body: 'nonsense',
  });
  expect((await response.json()).login.result).toBe('NeedToken');
});

test('an aborted request throws its reason', async () => {
  const wiki = createTestWiki();
  await expect(wiki.fetch(wiki.api, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
});

test('pages for people lead to the API', async () => {
  const wiki = createTestWiki();
  for (const path of ['/wiki/Main_Page', '/w/index.php?title=Main_Page']) {
    const html = await (await wiki.fetch(wiki.origin + path)).text();
    const rsd = /<link rel="EditURI" type="application\/rsd\+xml" href="([^"]+)">/u.exec(html)?.[1] ?? '';
    expect(await (await wiki.fetch(rsd)).text()).toContain(`apiLink="${wiki.api}"`);
  }
  const nowhere = await wiki.fetch(`${wiki.origin}/nosuch`);
  expect([nowhere.status, nowhere.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
  expect((await wiki.fetch(wiki.origin)).headers.get('location')).toBe(`${wiki.origin}/wiki/Main_Page`);
});

test('paraminfo tells which parameter is which token', async () => {
  const browser = new Browser(createTestWiki());
  const { modules } = (await browser.get({ action: 'paraminfo', modules: 'edit|query+revisions|nosuch' })).paraminfo;
  expect(modules.map(({ path }: { path: string }) => path)).toEqual(['edit', 'query+revisions']);
  expect(modules[0]).toMatchObject({ classname: 'MediaWiki\\Api\\ApiEditPage', mustbeposted: true, writerights: true });
  const token = { name: 'token', type: 'string', required: true, sensitive: true, tokentype: 'csrf' };
  expect(modules[0].parameters).toContainEqual(expect.objectContaining(token));
});

test('over HTTP, on a free port of this machine, under its own name', async () => {
  const served = await serve(createTestWiki());
  try {
    expect(served.api).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/w\/api\.php$/u);
    const query = `${served.api}?action=query&format=json&formatversion=2`;
    const tokens = await fetch(`${query}&meta=tokens|siteinfo&type=login`);
    expect(tokens.headers.getSetCookie()).toEqual([expect.stringMatching(/^wiki_session=\w+; path=\/; HttpOnly$/u)]);
    expect((await tokens.json()).query.general.server).toBe(served.url);
    const body = new URLSearchParams({ action: 'edit', title: 'A', text: 'x', token: '+\\', format: 'json' });
    expect((await (await fetch(served.api, { method: 'POST', body })).json()).edit.result).toBe('Success');
    expect((await fetch(`${served.rest}/v1/page/A`)).status).toBe(200);
  } finally {
    await served.close();
  }
  await expect(fetch(served.api)).rejects.toThrow('fetch failed');
});
