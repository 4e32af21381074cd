import { expect, test } from 'vitest';
import type { TestResult } from '../suite/env.ts';
import { failures, matrix, skips, totals, type Run } from '../src/matrix.ts';
import { readOptions } from '../src/options.ts';
import { resultsOf } from '../src/runtimes/runtime.ts';
import { skipsOf, stale } from '../src/skips.ts';

const result = (name: string, status: TestResult['status'], more: Partial<TestResult> = {}): TestResult => ({
  name,
  status,
  milliseconds: 1,
  errors: [],
  ...more,
});

const runs: readonly Run[] = [
  {
    runtime: 'deno',
    wiki: '1.43',
    seconds: 1.25,
    tests: [
      result('a > b', 'passed'),
      result('a > c', 'failed', { errors: ['expected: 1\nactual: 2'] }),
      result('a > d', 'skipped', { reason: 'it cannot' }),
    ],
  },
  { runtime: 'bun', wiki: '1.43', seconds: 0.5, tests: [], broken: 'it ended without a result' },
];

test('a run that broke counts as a failure', () => {
  expect(totals(runs)).toEqual({ passed: 1, failed: 2, skipped: 1 });
});

test('the matrix tells what ran, what broke and what did not run', () => {
  expect(matrix(runs, ['deno', 'bun', 'firefox'], ['1.43']).split('\n')).toEqual([
    '          1.43',
    'deno      1 passed, 1 FAILED, 1 skipped  1.3 s',
    'bun       BROKEN',
    'firefox   -',
  ]);
});

test('failures are told with name and message, skips with reason and place', () => {
  expect(failures(runs)).toContain('FAILED  deno x 1.43: a > c\n        expected: 1\n        actual: 2');
  expect(failures(runs)).toContain('FAILED  bun x 1.43\n        it ended without a result');
  expect(skips(runs)).toBe('  it cannot:\n    a > d (deno)');
});

test('a runtime that ends without a result is an error with its last words', () => {
  expect(resultsOf('noise\n@@[]\n', '')).toEqual([]);
  expect(() => resultsOf('noise', 'Segmentation fault')).toThrow(/without a result:\nnoise\nSegmentation fault/);
});

test('a skip of a test that is not there is told', () => {
  expect(stale([])).not.toEqual([]);
  expect(skipsOf('node-24')).toEqual([]);
});

test.each([
  [['--runtime', 'denno'], /There is no runtime "denno"/],
  [['--wiki', '1.44'], /no wiki of the suite's own/],
  [['--nosuch'], /Unknown option/],
])('%j is refused', async (args, message) => {
  await expect(readOptions(args)).rejects.toThrow(message);
});
