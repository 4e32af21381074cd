import { centralAuthSession, createWiki } from '@mwkit/node';
import { createCentralAuth, createTestWiki } from '@mwkit/testwiki';
import { expect, test } from 'vitest';
import { userAgent } from './wikis.ts';

test('the central cookies of one wiki sign in on another domain, while the central session lasts', async () => {
  const centralAuth = createCentralAuth();
  const first = createTestWiki({ centralAuth });
  const second = createTestWiki({ centralAuth, origin: 'https://www.second.example', cookiePrefix: 'second' });
  const home = createWiki(first.api, { userAgent, fetch: first.fetch });
  await home.clientLogin().submit({ username: 'Alice', password: 'Alice-password-1' });

  const session = centralAuthSession(await home.session.save(), { api: second.api, domain: 'second.example' });
  const sent: string[] = [];
  const fetch: typeof second.fetch = (input, init) => {
    sent.push(new Headers(init?.headers).get('cookie') ?? '');
    return second.fetch(input, init);
  };
  const there = createWiki(second.api, { userAgent, fetch, session });
  await there.post('edit', { title: 'A', text: 'by Alice' });
  const { query } = await there.get('query', { titles: 'A', prop: 'revisions', rvprop: 'user' });
  expect(query?.pages?.[0]?.revisions?.[0]).toMatchObject({ user: 'Alice' });
  expect(sent[0]?.replaceAll(/=\w+/g, '')).toBe('centralauth_User; centralauth_Session');
  expect(sent.join()).not.toContain('wiki_session');

  // with cookies that have ended nothing is done as nobody
  await home.logout();
  const late = createWiki(second.api, { userAgent, fetch, session });
  await expect(late.post('edit', { title: 'A', text: 'x' })).rejects.toMatchObject({ code: 'assertuserfailed' });
  expect(second.text('A')).toBe('by Alice');
});
