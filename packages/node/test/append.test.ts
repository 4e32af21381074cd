import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createWiki } from '@mwkit/node';
import { createTestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { startWiki } from '@mwkit/wiki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect } from './collect.ts';
import { cuttingProxy, type CuttingProxy, type Fate } from './cutting-proxy.ts';
import { botPasswords, userAgent, wikis } from './wikis.ts';

const credentials = { username: botPasswords.bot.name, password: botPasswords.bot.password };
/** Four of nine are lost, each in another way. */
const fates: readonly Fate[] = ['pass', 'cut', 'pass', 'late', 'pass', 'half', 'pass', 'never', 'pass'];

describe.for(wikis)('two bots append to one page, and answers are lost: $kind', ({ kind, skip }) => {
  let proxy: CuttingProxy;
  const ends: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    if (skip) return;
    if (kind === 'testwiki') {
      const server = await serve(
        createTestWiki({ botPasswords: { [credentials.username]: { password: credentials.password } } }),
      );
      ends.push(() => server.close());
      proxy = await cuttingProxy(server.api, fates);
    } else {
      // the usual limit is 90 edits a minute
      const wiki = await startWiki({ version: kind, settings: '$wgRateLimits = [];' });
      ends.push(() => wiki.stop());
      proxy = await cuttingProxy(wiki.api, fates);
    }
    ends.unshift(async () => proxy[Symbol.asyncDispose]());
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });

  /** The lines of a page by who wrote them, and how many revisions it took. */
  async function linesOf(title: string): Promise<{ lines: { [name: string]: string[] }; revisions: number }> {
    const page = createWiki(proxy.api, { userAgent }).page(title);
    const lines = ((await page.text()) ?? '').split('\n').filter((line) => line !== '');
    const byName: { [name: string]: string[] } = {};
    for (const line of lines) (byName[line.split(' ')[1] ?? ''] ??= []).push(line);
    return { lines: byName, revisions: (await collect(page.history())).length };
  }

  const linesFrom = (name: string, count: number) => Array.from({ length: count }, (_, n) => `* ${name} ${n}`);

  // two hundred in all; real wikis take a second for ten
  const counts = { testwiki: [65, 10], '1.39': [8, 3], '1.43': [10, 7] } as const;
  const [inOne, inTwo] = counts[kind];

  test.skipIf(skip)('in one process: nothing is lost, and nothing there twice', { timeout: 90_000 }, async () => {
    await Promise.all(
      ['A', 'B'].map(async (name) => {
        const bot = createWiki(proxy.api, { userAgent });
        await bot.login(credentials);
        for (let n = 0; n < inOne; n++) await bot.page('Both').append(`\n* ${name} ${n}`, { summary: 'a line' });
      }),
    );
    const lines = { A: linesFrom('A', inOne), B: linesFrom('B', inOne) };
    expect(await linesOf('Both')).toEqual({ lines, revisions: 2 * inOne });
    // the faults were there
    for (const fate of ['cut', 'late', 'half', 'never'] as const) expect(proxy.fates[fate]).toBeGreaterThan(0);
  });

  test.skipIf(skip)('in two processes', { timeout: 90_000 }, async () => {
    const program = fileURLToPath(new URL('append-process.ts', import.meta.url));
    const run = promisify(execFile);
    const append = (name: string) => run(process.execPath, [program, proxy.api, 'Processes', name, String(inTwo)]);
    await Promise.all(['C', 'D'].map(append));
    const lines = { C: linesFrom('C', inTwo), D: linesFrom('D', inTwo) };
    expect(await linesOf('Processes')).toEqual({ lines, revisions: 2 * inTwo });
  });
});
