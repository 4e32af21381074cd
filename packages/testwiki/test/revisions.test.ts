import { expect, test } from 'vitest';
import { createTestWiki } from '../src/index.ts';
import { Browser } from './browser.ts';

const wiki = () =>
  createTestWiki({
    pages: { A: ['one', 'two', 'three'], B: 'b' },
    users: { Alice: { password: 'Alice-password-1' } },
    clock: () => Date.parse('2026-11-20T10:00:00Z'),
  });
const query = { action: 'query', prop: 'revisions' };

test('a revision, slot by slot', async () => {
  const rvprop = 'ids|flags|user|userid|timestamp|size|sha1|roles|content|comment|tags';
  const answer = await new Browser(wiki()).get({ ...query, titles: 'a|Nosuch', rvslots: 'main', rvprop });
  const { pages, normalized } = answer.query;
  expect(normalized).toEqual([{ fromencoded: false, from: 'a', to: 'A' }]);
  expect(pages[0]).toEqual({ ns: 0, title: 'Nosuch', missing: true });
  expect(pages[1].revisions).toEqual([
    {
      revid: 3,
      parentid: 2,
      minor: false,
      user: 'Alice',
      userid: 1,
      timestamp: '2026-11-20T10:00:00Z',
      size: 5,
      sha1: 'b802f384302cb24fbab0a44997e820bf2e8507bb',
      roles: ['main'],
      comment: 'seed',
      tags: [],
      slots: { main: { contentmodel: 'wikitext', contentformat: 'text/x-wiki', content: 'three' } },
    },
  ]);
});

test('without rvslots the text is at the top, with a warning', async () => {
  const answer = await new Browser(wiki()).get({ ...query, titles: 'B', rvprop: 'content', formatversion: '1' });
  expect(answer.query.pages['4']).toBeUndefined();
  expect(answer.query.pages['2'].revisions).toEqual([
    { contentmodel: 'wikitext', contentformat: 'text/x-wiki', '*': 'b' },
  ]);
  expect(answer.warnings.revisions['*']).toMatch(/rvslots/u);
});

test('continuation', async () => {
  const browser = new Browser(wiki());
  const ids: number[] = [];
  let more: Record<string, string> | undefined = {};
  for (let i = 0; more && i < 5; i++) {
    const answer: {
      continue?: Record<string, string>;
      batchcomplete?: true;
      query: { pages: { revisions: { revid: number }[] }[] };
    } = await browser.get({ ...query, titles: 'A', rvlimit: '2', rvprop: 'ids', ...more });
    ids.push(...(answer.query.pages[0]?.revisions ?? []).map(({ revid }) => revid));
    expect(answer.batchcomplete).toBe(answer.continue ? undefined : true);
    more = answer.continue;
  }
  expect(ids).toEqual([3, 2, 1]);
  const { limits } = await browser.get({ ...query, titles: 'A', rvlimit: 'max' });
  expect(limits).toEqual({ revisions: 500 });
});

test('by revids and pageids', async () => {
  const browser = new Browser(wiki());
  const { pages, badrevids } = (await browser.get({ ...query, revids: '1|2|99', rvprop: 'ids' })).query;
  expect(badrevids).toEqual({ 99: { revid: 99, missing: true } });
  expect(pages[0].revisions.map(({ revid }: { revid: number }) => revid)).toEqual([1, 2]);
  expect((await browser.get({ ...query, pageids: '2|9' })).query.pages).toMatchObject([
    { title: 'B' },
    { pageid: 9, missing: true },
  ]);
});

test('lists of revisions are for one page', async () => {
  const browser = new Browser(wiki());
  expect((await browser.get({ ...query, titles: 'A|B', rvlimit: '1' })).error.code).toBe('invalidparammix');
  expect((await browser.get({ ...query, revids: '1', rvlimit: '1' })).error.code).toBe('invalidparammix');
  expect((await browser.get({ ...query, titles: 'A', rvlimit: '1', rvcontinue: 'x' })).error.code).toBe('badcontinue');
});

test('in formatversion 1 pages are an object, except where PHP takes the ids for those of a list', async () => {
  const browser = new Browser(wiki());
  const pages = async (titles: string) =>
    (await browser.get({ action: 'query', titles, formatversion: '1' })).query.pages;
  expect(await pages('B|Nosuch')).toEqual({
    '-1': { ns: 0, title: 'Nosuch', missing: '' },
    2: { pageid: 2, ns: 0, title: 'B' },
  });
  expect(Array.isArray(await pages('A|B|Nosuch'))).toBe(true);
});

test('invalid titles, special pages, redirects', async () => {
  const browser = new Browser(createTestWiki({ pages: { A: 'text', R: '#REDIRECT [[A]]' } }));
  const get = async (more: Record<string, string>) => (await browser.get({ action: 'query', ...more })).query;
  expect((await get({ titles: 'a[b|Special:Version' })).pages).toEqual([
    { ns: -1, title: 'Special:Version', special: true },
    { title: 'a[b', invalidreason: expect.stringMatching(/"\["/u), invalid: true },
  ]);
  expect(await get({ titles: 'R', redirects: '1' })).toEqual({
    redirects: [{ from: 'R', to: 'A' }],
    pages: [{ pageid: 1, ns: 0, title: 'A' }],
  });
});
