import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { build } from 'esbuild';
// the program itself, not the script around it: that passes no fourth stream on
// @ts-expect-error: it has no types
import workerd from 'workerd';

/** A Worker that runs in workerd, on a free port of 127.0.0.1. */
export interface RunningWorker extends AsyncDisposable {
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/** Writes `worker.ts` and its configuration into `folder`. What its objects store goes into the folder `storage` there. */
export async function prepare(folder: string, compatibilityDate: string, flags: readonly string[] = []): Promise<void> {
  await build({
    entryPoints: [new URL('worker.ts', import.meta.url).pathname],
    outfile: join(folder, 'worker.mjs'),
    bundle: true,
    format: 'esm',
    external: ['cloudflare:workers'],
    logLevel: 'error',
  });
  await writeFile(join(folder, 'kv.mjs'), kv);
  await writeFile(join(folder, 'config.capnp'), config(folder, compatibilityDate, flags));
}

/** A KV namespace as workerd wants it: a service that speaks KV's HTTP API. */
const kv = `const values = new Map();
export default { async fetch(request) {
  const key = new URL(request.url).pathname;
  if (request.method === 'PUT') values.set(key, await request.text());
  if (request.method === 'DELETE') values.delete(key);
  return request.method === 'GET' && !values.has(key) ? new Response(null, { status: 404 }) : new Response(values.get(key));
} };`;

const config = (folder: string, compatibilityDate: string, flags: readonly string[]) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "kv", worker = (modules = [(name = "kv.mjs", esModule = embed "kv.mjs")], compatibilityDate = "2026-11-01")),
    (name = "disk", disk = (path = "${folder}/storage", writable = true)),
    (name = "internet", network = (allow = ["private", "local"]))
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.mjs", esModule = embed "worker.mjs")],
  compatibilityDate = "${compatibilityDate}",
  compatibilityFlags = ${JSON.stringify(flags)},
  globalOutbound = "internet",
  bindings = [
    (name = "API", fromEnvironment = "API"),
    (name = "PASSWORD", fromEnvironment = "PASSWORD"),
    (name = "KV", kvNamespace = "kv"),
    (name = "ROBOT", durableObjectNamespace = "Robot")
  ],
  durableObjectNamespaces = [(className = "Robot", uniqueKey = "robot", enableSql = true)],
  durableObjectStorage = (localDisk = "disk")
);`;

/** Starts the Worker of `config.capnp` in `folder`. @throws Error where workerd ends before it listens */
export async function start(folder: string, env: NodeJS.ProcessEnv): Promise<RunningWorker> {
  const child = spawn(workerd as string, ['serve', join(folder, 'config.capnp'), '--control-fd=3'], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, ...env },
  });
  const ended = once(child, 'exit');
  const [listening] = (await Promise.race([once(child.stdio[3] as Readable, 'data'), ended])) as unknown[];
  const { port } = JSON.parse(String(listening)) as { port?: number };
  if (port === undefined) throw new Error(`workerd does not start: ${String(listening)}`);
  return {
    fetch: (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
