import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createWiki } from '@mwkit/node';
import { createTestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { startWiki } from '@mwkit/wiki';
import { describe, expect, test } from 'vitest';
import { collect } from './collect.ts';
import { cuttingProxy, type Fate } from './cutting-proxy.ts';
import { botPasswords, userAgent, type WikiKind, wikis } from './wikis.ts';

const { name: username, password } = botPasswords.bot;
/** Four of seventeen are lost, each in another way. */
const fates = 'pass pass pass cut pass pass pass late pass pass pass half pass pass pass never pass'.split(
  ' ',
) as readonly Fate[];
const program = fileURLToPath(new URL('append-process.ts', import.meta.url));
const run = promisify(execFile);

async function startApi(kind: WikiKind): Promise<AsyncDisposable & { readonly api: string }> {
  // the usual limit is 90 edits a minute
  if (kind !== 'testwiki') return startWiki({ version: kind, settings: '$wgRateLimits = [];' });
  const server = await serve(createTestWiki({ botPasswords: { [username]: { password } } }));
  return { api: server.api, [Symbol.asyncDispose]: () => server.close() };
}

// at the same time: a bot waits for its wiki more than it works
describe.concurrent.for(wikis)('two bots append to one page 200 times: $kind', ({ kind, skip }) => {
  test.skipIf(skip)(
    'answers are lost, and nothing else; nothing is there twice',
    { timeout: 240_000 },
    async ({ signal }) => {
      await using wiki = await startApi(kind);
      await using proxy = await cuttingProxy(wiki.api, fates);
      const began = performance.now();
      await Promise.all(
        ['A', 'B'].map((name) => run(process.execPath, [program, proxy.api, 'Both', name, '100'], { signal })),
      );
      const page = createWiki(wiki.api, { userAgent }).page('Both');
      const lines = ((await page.text()) ?? '').split('\n').filter((line) => line !== '');
      for (const name of ['A', 'B']) {
        const theirs = lines.filter((line) => line.startsWith(`* ${name} `));
        expect(theirs).toEqual(Array.from({ length: 100 }, (_, n) => `* ${name} ${n}`));
      }
      expect(lines).toHaveLength(200);
      expect(await collect(page.history())).toHaveLength(200);
      // the faults were there
      for (const fate of ['cut', 'late', 'half', 'never'] as const) expect(proxy.fates[fate]).toBeGreaterThan(10);
      console.log(`${kind}: ${Math.round(performance.now() - began)} ms`, proxy.fates);
    },
  );
});
