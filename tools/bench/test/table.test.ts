import { expect, test } from 'vitest';
import { readOptions } from '../src/options.ts';
import { bytes, milliseconds, table, times } from '../src/table.ts';

test('a table is aligned, its figures to the right', () => {
  expect(
    table(
      ['client', 'n'],
      [
        ['a', '1'],
        ['longer name', '12345'],
      ],
    ),
  ).toBe(
    ['| client      |     n |', '| ----------- | ----: |', '| a           |     1 |', '| longer name | 12345 |'].join(
      '\n',
    ),
  );
});

test('figures', () => {
  const figure = { median: 1.256, min: 1, max: 12.345 };
  expect(times(figure)).toBe('1.26 (1.00-12.35)');
  expect(milliseconds(figure)).toBe('1.3 (1.0-12.3)');
  expect([999, 1000, 12345, 1234567].map(bytes)).toEqual(['999', '1 000', '12 345', '1 234 567']);
});

test('options', () => {
  expect(readOptions([])).toEqual({ quick: false, wikis: [] });
  expect(readOptions(['--quick', '--wiki', '1.39', '--wiki', 'testwiki'])).toEqual({
    quick: true,
    wikis: ['1.39', 'testwiki'],
  });
  expect(() => readOptions(['--wiki', '1.19'])).toThrow('There are: testwiki, 1.43, 1.39.');
  expect(() => readOptions(['--fast'])).toThrow('--fast');
});
