import { expect, test } from 'vitest';
import { byFetch, readerNames } from '../src/clients.ts';
import { measureReads } from '../src/measure-reads.ts';
import { readSection } from '../src/report-reads.ts';

// a process for each client, one after the other
test('each client reads, and mwkit reads a hundred pages by two requests', { timeout: 60_000 }, async () => {
  const results = await measureReads(true, () => {});
  for (const name of readerNames) {
    const { rounds, requests, stubbed, error, together } = results.clients[name];
    expect([name, error, rounds.length, requests]).toEqual([name, undefined, 2, 1]);
    expect([name, stubbed.length]).toEqual([name, byFetch.includes(name) ? 2 : 0]);
    expect(together).toBe(name.startsWith('mwkit') ? 2 : 100);
  }
  expect(results.clients.mwkit.objectBytes).toBeGreaterThan(100);
  expect(results.perMegabyte.check).toBeGreaterThan(0);
  const text = readSection(results);
  // the columns are as wide as their widest figure
  expect(text).toMatch(/^\| fetch +\| +1\.00 \| +1\.00 \(1\.00-1\.00\) \| +1\.00/m);
  expect(text).toMatch(/^\| fetch +\| +1\.00 \(1\.00-1\.00\) \|.* 0\.0 \|$/m);
  expect(text).toMatch(/^\| wiki-saikou +\| +\d+\.\d\d \(.* \d+\.\d \|$/m);
  expect(text).toMatch(/^\| mwkit +\| +2 \| +\d+ \|$/m);
  expect(text).not.toContain('failed');
  expect(text).not.toContain('NaN');
});
