import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { expect, test } from 'vitest';
import { prepare, start } from './workerd.ts';

// today's Worker has them without the flag: the conformance suite shows it
test('diagnostics channels in a Worker of 2024 with nodejs_compat', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mwkit-workers-'));
  const server = await serve(createTestWiki());
  try {
    await mkdir(join(folder, 'storage'));
    await prepare(folder, '2024-09-23', ['nodejs_compat']);
    await using worker = await start(folder, { API: server.api, PASSWORD: '' });
    const heard = await (await worker.fetch('/channels')).json();
    expect(heard).toMatchObject([{ api: server.api, purpose: 'action=query' }]);
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
});
