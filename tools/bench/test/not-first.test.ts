import { expect, test } from 'vitest';
import type { ClientName } from '../src/clients.ts';
import { notFirst } from '../src/report-not-first.ts';

const spent = (wall: number, cpu: number) => [
  { wall, cpu },
  { wall: 10 * wall, cpu: 10 * cpu },
];
const rounds: Record<ClientName, ReturnType<typeof spent>> = {
  mwkit: spent(100, 100),
  m3api: spent(93, 101),
  mwn: spent(99.7, 90),
  nodemw: [],
};
const size = { min: 2000, gzip: 1, inputs: [] };
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
    sizes,
  );
  expect(text.split('\n').slice(2)).toEqual([
    '- A: m3api (wall 0.93), mwn (CPU 0.90). Because.',
    '- B: mwn (wall 0.90). No reason is known.',
    expect.stringMatching(/^- Size of @mwkit\/core: m3api: 1 000\. /),
  ]);
});

test('where there are none, that is said', () => {
  expect(notFirst([{ what: 'A', of: () => rounds.mwkit }], sizes.slice(2))).toContain('\n\nNowhere.');
});
