import { type ApiError, createWiki, storageSession } from '@mwkit/browser';
import { createTestWiki } from '@mwkit/testwiki';
import { afterEach, expect, test, vi } from 'vitest';

// What only a browser can show, the conformance suite shows in browsers. Here: what is asked of it.
const userAgent = 'mwkit-tests/1.0 (tests@wiki.example)';
const wiki = createTestWiki({ users: { Alice: { password: 'alice-password' } } });

/** A page on this origin, and a browser that keeps its cookies. */
function page(origin: string): { readonly sent: RequestInit[] } {
  const sent: RequestInit[] = [];
  const cookies = new Map<string, string>();
  vi.stubGlobal('location', new URL(origin));
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    sent.push(init);
    const headers = new Headers(init.headers);
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
  [new URL(wiki.api).origin, 'same-origin'],
  ['https://app.example', 'include'],
])('a page on %s sends and keeps cookies: credentials %s', async (origin, credentials) => {
  const { sent } = page(origin);
  const client = createWiki(wiki.api, { userAgent });
  await client.clientLogin().submit({ username: 'Alice', password: 'alice-password' });
  await client.post('edit', { title: 'A', text: origin });
  expect(new Set(sent.map((init) => init.credentials))).toEqual(new Set([credentials]));
  expect(wiki.text('A')).toBe(origin);
});

test('says who it is by Api-User-Agent, and sends nothing that a browser would drop', async () => {
  const { sent } = page('https://app.example');
  await createWiki(wiki.api, { userAgent }).get('query', { meta: 'tokens' });
  expect([...new Headers(sent[0]?.headers)]).toEqual([['api-user-agent', userAgent]]);
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
  page('https://app.example');
  const client = createWiki(wiki.api, { userAgent });
  const fails = () => client.get('nosuch', {}).catch((thrown: ApiError) => thrown) as Promise<ApiError>;
  const { message, advice } = await fails();
  expect(message).toMatch(/^action=nosuch was refused: \[badvalue\] .*: nosuch\.$/);
  expect(advice).toBe('');
  await import('@mwkit/browser/advice');
  const advised = await fails();
  expect(advised.advice).not.toBe('');
  expect(advised.message).toBe(`${message} ${advised.advice}`);
});
