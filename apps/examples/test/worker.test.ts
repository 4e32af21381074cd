import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { start } from '../../../packages/workers/test/workerd.ts';

const config = `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker), (name = "internet", network = (allow = ["private", "local"]))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.mjs", esModule = embed "worker.mjs")],
  compatibilityDate = "2026-11-01",
  globalOutbound = "internet",
  bindings = [
    (name = "WIKI_API", fromEnvironment = "WIKI_API"),
    (name = "WIKI_PASSWORD", fromEnvironment = "WIKI_PASSWORD"),
    (name = "ROBOT", durableObjectNamespace = "Robot")
  ],
  durableObjectNamespaces = [(className = "Robot", uniqueKey = "robot")],
  durableObjectStorage = (inMemory = void)
);`;

test('the Worker: its requests share one session', async () => {
  const password = 'b'.repeat(32);
  const wiki = createTestWiki({ botPasswords: { 'Robot@lab': { password } } });
  const server = await serve(wiki);
  const folder = await mkdtemp(join(tmpdir(), 'mwkit-worker-'));
  await build({
    entryPoints: [new URL('../workers/worker.ts', import.meta.url).pathname],
    outfile: join(folder, 'worker.mjs'),
    bundle: true,
    format: 'esm',
    external: ['cloudflare:workers'],
  });
  await writeFile(join(folder, 'config.capnp'), config);
  try {
    await using worker = await start(folder, { WIKI_API: server.api, WIKI_PASSWORD: password });
    const post = async (line: string) => (await worker.fetch('/Sandbox', { method: 'POST', body: line })).text();
    expect(await Promise.all([post('a'), post('b'), post('c')])).toEqual(['Success', 'Success', 'Success']);
    expect(wiki.text('Sandbox')!.split('\n* ').toSorted()).toEqual(['', 'a', 'b', 'c']);
    const actions = wiki.requests.map(({ action }) => action);
    expect(actions).toEqual(['query', 'login', 'query', 'edit', 'edit', 'edit']);
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
});
