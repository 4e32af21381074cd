import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestWiki, type TestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { prepare, type RunningWorker, start } from './workerd.ts';

const password = 'b'.repeat(32);

// RPC to an object is as old as this
describe.each(['2024-04-03', '2026-11-01'])('a Worker of compatibility date %s', (date) => {
  let folder: string;
  let wiki: TestWiki;
  let server: Awaited<ReturnType<typeof serve>>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mwkit-workers-'));
    await mkdir(join(folder, 'storage'));
    wiki = createTestWiki({ botPasswords: { 'Robot@lab': { password } } });
    server = await serve(wiki);
    await prepare(folder, date);
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const run = () => start(folder, { API: server.api, PASSWORD: password });
  const actions = () => wiki.requests.map(({ action }) => action);
  const edit = async (worker: RunningWorker, path: string) => (await worker.fetch(`${path}?title=A`)).text();

  test('a Durable Object: 100 requests at once share one sign-in and one token', async () => {
    await using worker = await run();
    const edits = Array.from({ length: 100 }, (_, n) => worker.fetch(`/object?title=P${n}`));
    const results = await Promise.all(edits.map(async (edit) => (await edit).text()));
    expect(results).toEqual(results.map(() => 'Success'));
    expect(actions().slice(0, 3)).toEqual(['query', 'login', 'query']);
    expect(actions().slice(3)).toEqual(results.map(() => 'edit'));

    // and when the session has ended, one renewal
    wiki.endSessions();
    const before = actions().length;
    const again = await Promise.all(Array.from({ length: 100 }, () => edit(worker, '/object')));
    expect(again).toEqual(again.map(() => 'Success'));
    expect(
      actions()
        .slice(before)
        .filter((action) => action === 'login'),
    ).toHaveLength(1);
    expect(
      actions()
        .slice(before)
        .filter((action) => action === 'query'),
    ).toHaveLength(2);
  });

  test('a Durable Object that was evicted, or whose process was killed, goes on with its session', async () => {
    {
      await using worker = await run();
      expect(await edit(worker, '/object')).toBe('Success');
      expect(actions()).toEqual(['query', 'login', 'query', 'edit']);
      expect(await (await worker.fetch('/evict')).text()).toContain('evicted');
      expect(await edit(worker, '/object')).toBe('Success');
    }
    await using worker = await run();
    expect(await edit(worker, '/object')).toBe('Success');
    expect(actions().slice(4)).toEqual(['edit', 'edit']);
  });

  test('KV: each request goes on with the session of the one before', async () => {
    await using worker = await run();
    expect(await edit(worker, '/kv')).toBe('Success');
    expect(await edit(worker, '/kv')).toBe('Success');
    expect(actions()).toEqual(['query', 'login', 'query', 'edit', 'edit']);
  });
});
