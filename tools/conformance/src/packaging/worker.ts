import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
// @ts-expect-error: the package has no types; its CommonJS `default` is the path of its program
import workerd from 'workerd';
import { project, run } from './packages.ts';

const worker = `import { createWiki } from '@mwkit/workers';
export default {
  fetch() {
    const wiki = createWiki('https://wiki.example/w/api.php', { userAgent: 'packaging/1.0 (me@wiki.example)' });
    return new Response(wiki.api);
  },
};
`;

/** What a Worker weighs, and how long its first request takes. */
export interface WorkerFacts {
  readonly gzip: number;
  /** Milliseconds from the start of workerd to its first answer. */
  readonly first: number;
}

/** A Worker with the package: bundled by `wrangler deploy --dry-run`, then served by workerd without `nodejs_compat`. */
export async function checkWorker(folder: string, npmrc: string, wrangler: string): Promise<WorkerFacts> {
  await project(folder, npmrc, ['@mwkit/workers']);
  await writeFile(path.join(folder, 'worker.js'), worker);
  await writeFile(
    path.join(folder, 'wrangler.json'),
    JSON.stringify({ name: 'packaging', main: 'worker.js', compatibility_date: '2026-11-01' }),
  );
  const args = ['deploy', '--dry-run', '--minify', '--outdir', 'out'];
  await run(wrangler, args, folder, { WRANGLER_SEND_METRICS: 'false', CI: '1' });
  const bundle = await readFile(path.join(folder, 'out/worker.js'));
  return { gzip: gzipSync(bundle).byteLength, first: await firstRequest(folder) };
}

async function firstRequest(folder: string): Promise<number> {
  const config = path.join(folder, 'config.capnp');
  await writeFile(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "out/worker.js")], compatibilityDate = "2026-11-01",
);
`,
  );
  const started = performance.now();
  const server = spawn((workerd as { default: string }).default, ['serve', config, '--control-fd=3'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const ended = once(server, 'close');
  try {
    const [listening] = (await Promise.race([once(server.stdio[3] as Readable, 'data'), ended])) as unknown[];
    const { port } = JSON.parse(String(listening)) as { port?: number };
    if (port === undefined) throw new Error(`workerd does not start: ${String(listening)}`);
    const answer = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(10_000) });
    const took = performance.now() - started;
    const text = await answer.text();
    if (!text.endsWith('/api.php')) throw new Error(`the Worker answers ${answer.status}: ${text}`);
    return took;
  } finally {
    server.kill();
    await ended;
  }
}
