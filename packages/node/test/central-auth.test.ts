import { createWiki } from '@mwkit/node';
import { createCentralAuth, createTestWiki } from '@mwkit/testwiki';
import { expect, test } from 'vitest';
import { userAgent } from './wikis.ts';

const alice = { username: 'Alice', password: 'Alice-password-1' };

/** Two wikis of one farm, and a client that is signed in on the first only. */
async function farm() {
  const centralAuth = createCentralAuth();
  const first = createTestWiki({ centralAuth });
  const second = createTestWiki({ centralAuth, origin: 'https://second.example' });
  const home = createWiki(first.api, { userAgent, fetch: first.fetch });
  await home.clientLogin().submit(alice);
  const there = createWiki(second.api, { userAgent, fetch: second.fetch, home });
  return { first, second, home, there };
}

test('acts on a sister wiki as the same person, each request with a token of its own, both APIs', async () => {
  const { second, there } = await farm();
  await there.post('edit', { title: 'A', text: 'by Alice' });
  await there.post('edit', { title: 'A', text: 'again' });
  await there.rest.post('/v1/page', { body: { title: 'B', source: 'x', comment: '' } });
  expect(await there.get('query', { meta: 'userinfo' })).toMatchObject({ query: { userinfo: { name: 'Alice' } } });
  // is the visitor known?, csrf, edit, edit, as whom?, POST /v1/page, userinfo
  expect(second.requests.length).toBe(7);
});

test('a wiki that knows the person by itself is not given a token', async () => {
  const { first, second, there } = await farm();
  await there.clientLogin().submit(alice);
  const before = first.requests.length;
  await there.post('edit', { title: 'A', text: 'x' });
  expect(first.requests.length).toBe(before);
  expect(second.text('A')).toBe('x');
});

test('nobody is acted for by accident: nobody at home, or a wiki outside the farm', async () => {
  const { home, there, second } = await farm();
  await home.logout();
  await expect(there.post('edit', { title: 'A', text: 'x' })).rejects.toMatchObject({ code: 'notloggedin' });
  expect(second.text('A')).toBeUndefined();

  const outside = createTestWiki({ origin: 'https://outside.example' });
  const { home: signedIn } = await farm();
  const stranger = createWiki(outside.api, { userAgent, fetch: outside.fetch, home: signedIn });
  await expect(stranger.post('edit', { title: 'A', text: 'x' })).rejects.toMatchObject({ code: 'assertuserfailed' });
  expect(outside.text('A')).toBeUndefined();
});

test('REST would write as nobody with a token that is no good: nothing is sent', async () => {
  const centralAuth = createCentralAuth();
  const first = createTestWiki({ centralAuth });
  const second = createTestWiki({
    centralAuth,
    origin: 'https://second.example',
    users: { Alice: { password: 'another-1', unattached: true } },
  });
  const home = createWiki(first.api, { userAgent, fetch: first.fetch });
  await home.clientLogin().submit(alice);
  const there = createWiki(second.api, { userAgent, fetch: second.fetch, home });
  const writing = there.rest.post('/v1/page', { body: { title: 'B', source: 'x', comment: '' } });
  await expect(writing).rejects.toMatchObject({ code: 'badtoken' });
  expect(second.text('B')).toBeUndefined();
});

test('the token is in no exchange that is shown', async () => {
  const { second, home } = await farm();
  const seen: unknown[] = [];
  const there = createWiki(second.api, { userAgent, fetch: second.fetch, home, onExchange: (one) => seen.push(one) });
  await there.post('edit', { title: 'A', text: 'x' });
  const sent = second.requests.map(({ url }) => new URL(url).searchParams.get('centralauthtoken')).filter(Boolean);
  expect(sent.length).toBeGreaterThan(1);
  for (const token of sent) expect(JSON.stringify(seen)).not.toContain(token);
});
