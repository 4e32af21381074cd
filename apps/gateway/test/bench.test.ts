import { expect, test } from 'vitest';
import { aDay, month } from '../bench/cost.ts';
import { load, percentile, repeat, together } from '../bench/load.ts';
import type { MeasuredGateway, Units } from '../bench/measure.ts';
import { cost } from '../bench/prices.ts';
import { plus, scaled } from '../bench/unit.ts';

test('the percentiles of the benchmark', () => {
  const times = Array.from({ length: 100 }, (_, n) => 100 - n);
  expect([0.5, 0.95, 0.99, 1].map((share) => percentile(times, share))).toEqual([50, 95, 99, 100]);
  expect(percentile([7], 0.99)).toBe(7);
  expect(() => percentile([], 0.5)).toThrow('nothing was measured');
});

test('a load asks as often as it is to, and counts what became of it', async () => {
  const asked: number[] = [];
  const { times, outcomes } = await repeat(2, 5, async (n) => {
    asked.push(n);
    return n === 3 ? 'refused' : 'right';
  });
  expect(asked).toEqual([0, 1, 2, 3, 4]);
  expect(times).toHaveLength(5);
  expect(outcomes).toEqual({ right: 4, refused: 1 });
  const none = await load(
    2,
    () => false,
    async () => 'right',
  );
  expect(together([{ seconds: 1, times: [7], outcomes: { right: 1 } }, none]).outcomes).toEqual({ right: 1 });
});

test('what one takes is added up by kind', () => {
  const one = { cpu: 1, store: { calls: 2, rowsRead: 3 } };
  expect(plus(one, scaled(one, 2))).toEqual({ cpu: 3, store: { calls: 6, rowsRead: 9 } });
});

test('a month is the days of all visitors, and costs what is not included', () => {
  const unit = { cpu: 2, store: { calls: 1, milliseconds: 1000, rowsRead: 0, rowsWritten: 5 } };
  const units: Units = { call: unit, preflight: unit, renewal: unit, refresh: unit, 'sign-in': unit, end: unit };
  const gateway = { units, session: 1000 } as MeasuredGateway;
  const daily = Object.values(aDay).reduce((sum, count) => sum + count, 0);
  // a sign-in is three requests, and the end of a session none
  const requests = daily - aDay.end + 2 * aDay['sign-in'];
  expect(month(gateway, 1, 'Worker requests, million')).toBeCloseTo(30 * requests);
  expect(month(gateway, 100, 'Worker CPU, million ms')).toBeCloseTo(100 * 30 * daily * 2);
  expect(month(gateway, 1, 'Durable Object duration, million GB-s')).toBeCloseTo(30 * daily * 0.128);
  expect(month(gateway, 1, 'rows written, million')).toBeCloseTo(30 * daily * 5);
  expect(month(gateway, 1, 'stored, GB')).toBeCloseTo(5);
  expect(cost('Worker requests, million', 9)).toBe(0);
  expect(cost('rows written, million', 150)).toBe(100);
});
