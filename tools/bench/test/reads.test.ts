import { expect, test } from 'vitest';
import { readerNames } from '../src/clients.ts';
import { measureReads } from '../src/measure-reads.ts';
import { readSection } from '../src/report-reads.ts';

test('each client reads, and mwkit reads a hundred pages by two requests', async () => {
  const results = await measureReads(true, () => {});
  for (const name of readerNames) {
    const { rounds, error, together } = results.clients[name];
    expect([name, error, rounds.length]).toEqual([name, undefined, 2]);
    expect(together).toBe(name.startsWith('mwkit') ? 2 : 100);
  }
  expect(results.clients.mwkit.objectBytes).toBeGreaterThan(100);
  expect(results.stub).toBeGreaterThan(0);
  expect(results.perMegabyte.check).toBeGreaterThan(0);
  const text = readSection(results);
  // the columns are as wide as their widest figure
  expect(text).toMatch(/^\| fetch +\| +1\.00 \(1\.00-1\.00\) \| +1\.00/m);
  expect(text).toMatch(/^\| mwkit +\| +2 \| +\d+ \|$/m);
  expect(text).not.toContain('failed');
});
