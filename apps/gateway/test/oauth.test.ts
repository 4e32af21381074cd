import { expect, test } from 'vitest';
import { api, app, open, origin } from './gateway.ts';

test('a page signs its visitor in by a cookie, and calls both APIs unchanged', async () => {
  const { testwiki, browser, signIn, log } = open();
  expect((await signIn()).href).toBe(`${app}/page?x=1`);
  const wiki = browser.wikiIn(app, api, { as: 'user' });
  expect((await wiki.get('query', { meta: 'userinfo' })).query?.userinfo?.name).toBe('Alice');
  await wiki.post('edit', { title: 'A', text: 'x' });
  expect(testwiki.text('A')).toBe('x');
  await wiki.rest.post('/v1/page', { body: { title: 'R/S', source: 'y', comment: '' } });
  expect((await wiki.rest.get('/v1/page/{title}', { path: { title: 'R/S' } })).source).toBe('y');
  const session = await browser.fetchFrom(app)(`${origin}/test/session`, { credentials: 'include' });
  expect(await session.json()).toEqual({ user: 'Alice', expiresAt: expect.closeTo(Date.now() + 2_592_000_000, -5) });
  expect(log.map(({ event, call }) => call ?? event)).toEqual([
    'sign-in-begun',
    'sign-in-ended',
    'edit',
    'POST /v1/page',
  ]);
});
