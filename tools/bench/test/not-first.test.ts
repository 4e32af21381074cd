import { expect, test } from 'vitest';
import type { ClientName } from '../src/clients.ts';
import { loadsLater, notFirst } from '../src/report-not-first.ts';

const spent = (wall: number, cpu: number) => [
  { wall, cpu },
  { wall: 10 * wall, cpu: 10 * cpu },
];
const rounds: Record<ClientName, ReturnType<typeof spent>> = {
  mwkit: spent(100, 100),
  m3api: spent(93, 101),
  mwn: spent(99.7, 90),
  nodemw: [],
  'wiki-saikou': spent(200, 200),
};
const size = { min: 2000, gzip: 1, inputs: [{ file: 'core/dist/errors.js', bytes: 1990 }] };
const sizes = [
  { ...size, what: '@mwkit/core', platform: 'neutral' as const },
  { ...size, what: 'm3api', platform: 'neutral' as const, min: 1000 },
  { ...size, what: 'mwn', platform: 'node' as const, min: 1 },
  { what: 'nodemw', error: 'does not bundle' },
];

test('rows in which another client is first are named, as their figures stand in the tables', () => {
  const text = notFirst(
    [
      { what: 'A', of: (name) => rounds[name], reason: 'Because.' },
      { what: 'B', of: (name) => (name === 'mwn' ? spent(90, 100) : rounds.mwkit) },
    ],
    [
      { what: 'C', of: (name) => ({ mwkit: 3, m3api: 2.999, mwn: 2, nodemw: undefined })[name as string] },
      { what: 'D', of: () => 1 },
    ],
    sizes,
  );
  expect(text.split('\n').slice(4)).toEqual([
    '- A: m3api (wall 0.93), mwn (CPU 0.90). Because.',
    '- B: mwn (wall 0.90). No reason is known.',
    '- C: mwn (2); mwkit 3. No reason is known.',
    '- Size of @mwkit/core: m3api (1 000); mwkit 2 000. It consists of: core: the rest 1 990.',
  ]);
});

test('where there are none, that is said', () => {
  expect(notFirst([{ what: 'A', of: () => rounds.mwkit }], [], sizes.slice(2))).toContain('\n\nNowhere.');
});

test('what is loaded later is the reason only where the figures show it', () => {
  const load: Partial<Record<ClientName, number[]>> = { mwkit: [50, 60, 70], m3api: [90], mwn: [40], nodemw: [95] };
  const task: Partial<Record<ClientName, number[]>> = { mwkit: [100], m3api: [49], mwn: [30], nodemw: [101] };
  const reason = (loaded = load) =>
    loadsLater(
      (name) => loaded[name] ?? [],
      (name) => task[name] ?? [],
    );
  expect(reason()).toMatch(/^It loads in 60 ms, and then takes 100 for the task \(m3api 90 and 49\): /);
  expect(reason({ ...load, mwkit: [91] })).toBeUndefined();
  expect(reason({})).toBeUndefined();
});
