import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type ApiError, createWiki, storageSession } from '@mwkit/browser';
import { createTestWiki } from '@mwkit/testwiki';
import { afterEach, expect, test, vi } from 'vitest';

// What only a browser can show, the conformance suite shows in browsers. Here: what is asked of it.
const userAgent = 'mwkit-tests/1.0 (tests@wiki.example)';
const wiki = createTestWiki({
  users: { Alice: { password: 'alice-password' } },
  crossSiteAJAXdomains: ['app.example'],
});
const here = new URL(wiki.api).origin;

interface Sent extends RequestInit {
  readonly query: URLSearchParams;
}

/** A page on this origin, and a browser that keeps its cookies. */
function page(origin: string): { readonly sent: Sent[] } {
  const sent: Sent[] = [];
  const cookies = new Map<string, string>();
  vi.stubGlobal('origin', origin);
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    sent.push({ ...init, query: new URL(url).searchParams });
    const headers = new Headers(init.headers);
    if (origin !== here) headers.set('origin', origin);
    headers.set('cookie', [...cookies.values()].join('; '));
    const response = await wiki.fetch(url, { ...init, headers });
    for (const line of response.headers.getSetCookie()) cookies.set(line.split('=')[0]!, line.split(';')[0]!);
    const shown = new Headers(response.headers);
    shown.delete('set-cookie');
    return new Response(response.body, { status: response.status, headers: shown });
  });
  return { sent };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  [here, 'same-origin', null],
  ['https://app.example', 'include', 'https://app.example'],
])('a page on %s sends and keeps cookies: credentials %s, origin=%s', async (origin, credentials, parameter) => {
  const { sent } = page(origin);
  const client = createWiki(wiki.api, { userAgent });
  await client.clientLogin().submit({ username: 'Alice', password: 'alice-password' });
  await client.post('edit', { title: 'A', text: origin });
  expect(new Set(sent.map((init) => init.credentials))).toEqual(new Set([credentials]));
  expect(new Set(sent.map(({ query }) => query.get('origin')))).toEqual(new Set([parameter]));
  expect(wiki.text('A')).toBe(origin);
});

test('says who it is by Api-User-Agent, and sends nothing that a browser would drop', async () => {
  const { sent } = page(here);
  await createWiki(wiki.api, { userAgent }).get('query', { meta: 'tokens' });
  expect([...new Headers(sent[0]?.headers)]).toEqual([['api-user-agent', userAgent]]);
});

test('across origins a read has no header that a browser would ask about first; a write has, and is asked about', async () => {
  const { sent } = page('https://app.example');
  const client = createWiki(wiki.api, { userAgent, as: 'anonymous' });
  await client.get('query', { meta: 'siteinfo' });
  await client.post('edit', { title: 'B', text: 'by nobody' });
  expect(sent.map(({ method, headers }) => [method, [...new Headers(headers).keys()]])).toEqual([
    ['GET', []],
    ['POST', ['api-user-agent', 'content-type']],
  ]);
  const told = createWiki(wiki.api, { userAgent, as: 'anonymous', unlistedOrigin: 'send' });
  await told.post('edit', { title: 'B', text: 'all the same' });
  expect([...new Headers(sent[2]?.headers).keys()]).toEqual(['content-type']);
});

test('a page without an origin can only be nobody', async () => {
  const { sent } = page('null');
  const asUser = createWiki(wiki.api, { userAgent, as: 'user' });
  await expect(asUser.get('query', { meta: 'userinfo' })).rejects.toMatchObject({ code: 'opaque-origin' });
  expect(sent).toEqual([]);
  const asNobody = createWiki(wiki.api, { userAgent, as: 'anonymous' });
  expect(await asNobody.get('query', { meta: 'userinfo' })).toMatchObject({ query: { userinfo: { anon: true } } });
});

test('as a user who is not signed in, nothing is done; as nobody, nothing of a session is asked for', async () => {
  const { sent } = page('https://app.example');
  const asUser = createWiki(wiki.api, { userAgent, as: 'user' });
  await expect(asUser.post('edit', { title: 'C', text: 'x' })).rejects.toMatchObject({ code: 'assertuserfailed' });
  expect(wiki.text('C')).toBeUndefined();
  const before = sent.length;
  const asNobody = createWiki(wiki.api, { userAgent, as: 'anonymous' });
  await expect(asNobody.login({ username: 'Alice', password: 'x' })).rejects.toMatchObject({ code: 'bad-option' });
  expect(sent.length).toBe(before);
  expect(() => createWiki(wiki.api, { userAgent, as: 'anonymous', bearer: 'x' })).toThrow('`bearer`');
});

test('whether cookies are kept is asked once, however often a password is mistyped', async () => {
  page('https://app.example');
  const client = createWiki(wiki.api, { userAgent });
  const before = wiki.requests.length;
  const flow = client.clientLogin();
  for (const password of ['wrong-password', 'wrong-again', 'alice-password'])
    await flow.submit({ username: 'Alice', password });
  expect(client.session.user?.name).toBe('Alice');
  expect(wiki.requests.slice(before).filter(({ action }) => action === 'checktoken')).toHaveLength(1);
});

test('a stored session holds the user and the tokens: no cookie, no password', async () => {
  page('https://app.example');
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  const store = storageSession(storage, 'wiki');
  const client = createWiki(wiki.api, { userAgent, store });
  await client.clientLogin().submit({ username: 'Alice', password: 'alice-password' });
  await client.post('edit', { title: 'A', text: 'x' });
  expect(await store.read()).toMatchObject({
    user: { name: 'Alice' },
    cookies: [],
    tokens: { csrf: expect.any(String) },
  });
  expect(items.get('wiki')).not.toContain('alice-password');
});

test('an error says what happened, and what to do about it once the page has asked for advice', async () => {
  const program = fileURLToPath(new URL('advice-program.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program]);
  const [first, advised] = JSON.parse(stdout) as [ApiError, ApiError];
  expect(first.message).toMatch(/^action=nosuch was refused: \[badvalue\] .*: nosuch\.$/);
  expect(first.advice).toBe('');
  expect(advised.advice).not.toBe('');
  expect(advised.message).toBe(`${first.message} ${advised.advice}`);
});
