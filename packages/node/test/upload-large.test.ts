import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createWiki } from '@mwkit/node';
import { startWiki } from '@mwkit/wiki';
import { describe, expect, test } from 'vitest';
import { cuttingProxy, type Fate } from './cutting-proxy.ts';
import { userAgent, wikis } from './wikis.ts';

const size = 50 * 2 ** 20;
const program = fileURLToPath(new URL('upload-process.ts', import.meta.url));
/** One piece does not arrive, and of another the answer is lost. */
const fates = Array.from({ length: 40 }, (_, i): Fate => (i === 3 ? 'never' : i === 6 ? 'cut' : 'pass'));

interface Told {
  readonly result: string;
  readonly progress: readonly number[];
  readonly memory: readonly { readonly rss: number; readonly reachable: number }[];
  readonly milliseconds: number;
  readonly sha1: string;
}

const real = wikis.flatMap(({ kind, skip }) => (kind === 'testwiki' ? [] : [{ kind, skip }]));

describe.for(real)('a file of 50 MiB on $kind', ({ kind, skip }) => {
  test.skipIf(skip)('the connection is cut twice: the file is the same, memory flat', { timeout: 60_000 }, async () => {
    await using wiki = await startWiki({ version: kind, overlays: ['uploads'] });
    await using proxy = await cuttingProxy(wiki.api, fates, /name="chunk"/);
    const args = ['--expose-gc', program, proxy.api, 'Large.png', String(size)];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const told = JSON.parse(stdout) as Told;
    expect(told.result).toBe('Success');
    expect(proxy.fates).toMatchObject({ pass: size / 2 ** 21 - 1, never: 1, cut: 1 });
    const pieces = Array.from({ length: size / 2 ** 21 }, (_, i) => (i + 1) * 2 ** 21);
    // and once more, when the SHA-1 is known
    expect(told.progress).toEqual([...pieces, size]);
    const { query } = await createWiki(wiki.api, { userAgent }).get('query', {
      titles: ['File:Large.png'],
      prop: ['imageinfo'],
      iiprop: ['sha1', 'size'],
    });
    expect(query?.pages?.[0]?.imageinfo).toEqual([expect.objectContaining({ sha1: told.sha1, size })]);
    const [grown, reachable] = [growth(told, 'rss'), growth(told, 'reachable')];
    console.log(`${kind}: ${told.milliseconds} ms; memory grew by ${mib(grown)}, of which in use ${mib(reachable)}`);
    // a few pieces of 2 MiB, however large the file is; the process keeps more of what it has used for later
    expect(reachable).toBeLessThan(2 ** 23);
    expect(grown).toBeLessThan(2 ** 24);
  });
});

/** From the first piece on. */
function growth({ memory }: Told, kind: 'rss' | 'reachable'): number {
  const [first = 0, ...others] = memory.map((one) => one[kind]);
  return Math.max(...others) - first;
}

const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
