import { describe, expect, test } from 'vitest';
import { ApiError } from '../src/index.ts';
import { Merger } from '../src/query/merge.ts';
import { Routes } from '../src/query/route.ts';

function merged(...answers: readonly object[]): unknown {
  const merger = new Merger();
  for (const answer of answers) merger.add(structuredClone(answer) as { [key: string]: unknown });
  return merger.data;
}

describe('answers of one batch', () => {
  test('pages are filled up: lists go on, equal entries included, and what was said is not doubled', () => {
    const normalized = [{ from: 'a', to: 'A' }];
    const first = {
      pageid: 1,
      title: 'A',
      revisions: [{ user: 'X' }],
      links: [{ title: 'L1' }],
      pageprops: { a: '1' },
    };
    const second = {
      pageid: 1,
      title: 'A',
      revisions: [{ user: 'X' }],
      links: [{ title: 'L2' }],
      pageprops: { b: '2' },
    };
    const missing = { title: 'B', missing: true };
    expect(
      merged(
        { continue: { plcontinue: 'x' }, query: { normalized, pages: [first, missing] } },
        { batchcomplete: true, query: { normalized, pages: [missing, second] } },
      ),
    ).toEqual({
      query: {
        normalized,
        pages: [
          {
            pageid: 1,
            title: 'A',
            revisions: [{ user: 'X' }, { user: 'X' }],
            links: [{ title: 'L1' }, { title: 'L2' }],
            pageprops: { a: '1', b: '2' },
          },
          missing,
        ],
      },
    });
  });

  test('lists, those in objects, and those beside `query`', () => {
    expect(
      merged(
        {
          limits: { wr: 500 },
          watchlistraw: [{ title: 'A' }],
          query: { querypage: { name: 'P', results: [1] }, a: [1] },
        },
        { warnings: [], watchlistraw: [{ title: 'B' }], query: { querypage: { name: 'P', results: [2] }, a: [1] } },
      ),
    ).toEqual({
      watchlistraw: [{ title: 'A' }, { title: 'B' }],
      query: { querypage: { name: 'P', results: [1, 2] }, a: [1, 1] },
    });
  });
});

describe('which page a title was', () => {
  const routes = new Routes({
    normalized: [
      { from: 'sr-lat', to: 'Sr-lat' },
      { fromencoded: true, from: 'e%CC%81', to: 'É' },
      { from: '#x', to: '' },
    ],
    converted: [{ from: 'Sr-lat', to: 'Ср' }],
    redirects: [
      { from: 'Ср', to: 'Target', tofragment: 'part' },
      { from: 'Round', to: 'Round' },
      { from: 'Abroad', to: 'mw:X', tointerwiki: 'mw' },
    ],
    interwiki: [{ title: 'mw:X', iw: 'mw' }],
    pages: [
      { title: 'Target', pageid: 1 },
      { title: 'É', missing: true },
      { title: '<', invalid: true, invalidreason: { code: 'c', text: 'No such signs.' } },
      { title: '>', invalid: true, invalidreason: 'Nor such.' },
    ],
  });

  test('normalized, converted, and through redirects', () => {
    expect(routes.page('sr-lat')).toEqual({ title: 'Target', pageid: 1 });
    expect(routes.page('e\u0301')).toEqual({ title: 'É', missing: true });
    expect(routes.page('Not asked')).toBeUndefined();
  });

  test.for([
    ['<', /No such signs/],
    ['>', /Nor such/],
    ['#x', /empty/],
    ['mw:X', /another wiki/],
    ['Abroad', /another wiki/],
    ['Round', /circle/],
  ] as const)('none: %s', ([title, why]) => {
    expect(() => routes.page(title)).toThrow(why);
    expect(() => routes.page(title)).toThrow(ApiError);
  });
});
