import { expect, test } from 'vitest';
import { ratios, spread } from '../src/statistics.ts';

test('the median is the middle, or half-way between the two in the middle', () => {
  expect(spread([9, 1, 5])).toEqual({ median: 5, min: 1, max: 9 });
  expect(spread([10, 2, 4, 8])).toEqual({ median: 6, min: 2, max: 10 });
  expect(() => spread([])).toThrow(RangeError);
});

test('ratios are taken round by round', () => {
  // a round in which everything took ten times as long changes nothing
  expect(ratios([20, 200, 24], [10, 100, 8])).toEqual({ median: 2, min: 2, max: 3 });
  expect(() => ratios([1, 2], [1])).toThrow('paired');
});
