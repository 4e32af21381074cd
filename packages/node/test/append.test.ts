import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createWiki } from '@mwkit/node';
import { createTestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { startWiki } from '@mwkit/wiki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

  /** Every line once, in the order of each bot, and a revision for each. */
  async function check(title: string, names: readonly string[], count: number): Promise<void> {
    const page = createWiki(proxy.api, { userAgent }).page(title);
    const lines = ((await page.text()) ?? '').split('\n').filter((line) => line !== '');
    for (const name of names) {
      const own = lines.filter((line) => line.startsWith(`* ${name} `));
      expect(own).toEqual(Array.from({ length: count }, (_, n) => `* ${name} ${n}`));
    }
    expect(lines).toHaveLength(names.length * count);
    expect(await Array.fromAsync(page.history())).toHaveLength(lines.length);
  }

  // of the real ones 1.43 takes the most
  const counts = { testwiki: [100, 10], '1.39': [10, 5], '1.43': [50, 50] } as const;
  const [inOne, inTwo] = counts[kind];

  test.skipIf(skip)('in one process: nothing is lost, and nothing there twice', { timeout: 90_000 }, async () => {
    await Promise.all(
      ['A', 'B'].map(async (name) => {
        const bot = createWiki(proxy.api, { userAgent });
        await bot.login(credentials);
        for (let n = 0; n < inOne; n++) await bot.page('Both').append(`\n* ${name} ${n}`, { summary: 'a line' });
      }),
    );
    await check('Both', ['A', 'B'], inOne);
    // the faults were there
    for (const fate of ['cut', 'late', 'half', 'never'] as const) expect(proxy.fates[fate]).toBeGreaterThan(1);
  });

  test.skipIf(skip)('in two processes', { timeout: 90_000 }, async () => {
    const program = fileURLToPath(new URL('append-process.ts', import.meta.url));
    const run = promisify(execFile);
    const append = (name: string) => run(process.execPath, [program, proxy.api, 'Processes', name, String(inTwo)]);
    await Promise.all(['C', 'D'].map(append));
    await check('Processes', ['C', 'D'], inTwo);
  });
});
