import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { unavailable, versions } from '@mwkit/wiki';
import { expect, test } from 'vitest';
import { compareExchanges } from '../src/compare.ts';
import type { Exchange } from '../src/exchange.ts';
import { record } from '../src/record.ts';

async function recordings(version: string): Promise<Exchange[]> {
  const folder = path.join(import.meta.dirname, '../../../spec/recordings', version);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  return Promise.all(
    files.map(async (name) => JSON.parse(await readFile(path.join(folder, name), 'utf8')) as Exchange),
  );
}

const reason = await unavailable();
// Where real wikis cannot run, a developer is told; the build server must run them.
if (reason && !process.env['CI']) console.warn(`SKIPPED, recording anew: ${reason}`);

test.skipIf(reason && !process.env['CI']).for(versions)(
  '%s: the scenarios make the recordings, no more and no fewer, and the wiki answers as it did',
  { timeout: 300_000 },
  async (version) => {
    const fresh = new Map((await record(version)).map((exchange) => [exchange.name, exchange]));
    const recorded = await recordings(version);
    expect([...fresh.keys()].toSorted()).toEqual(recorded.map(({ name }) => name).toSorted());
    expect(recorded.flatMap((exchange) => compareExchanges(exchange, fresh.get(exchange.name)!))).toEqual([]);
  },
);
