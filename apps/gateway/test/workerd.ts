import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { build } from 'esbuild';

// the program itself, not the script around it: that passes no fourth stream on
const { default: workerd } = createRequire(import.meta.url)('workerd') as { readonly default: string };

/** A Worker in workerd alone, without wrangler, on a free port of 127.0.0.1. */
export interface RawWorker extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`; another one after each start. */
  readonly url: string;
  readonly pid: number;
  /** What it has logged. */
  readonly said: readonly string[];
  kill(): Promise<void>;
  /** Starts it again, with what its objects had stored. */
  restart(): Promise<void>;
}

export interface RawWorkerOptions {
  /** The class of the Durable Objects, bound to the name STORE. */
  readonly objects: string;
  /** Other bindings: a text, or what becomes JSON. */
  readonly env?: { readonly [name: string]: unknown };
}

/** Bundles a module, and starts it. @throws Error where workerd ends before it listens */
export async function startWorkerd(entry: URL, { objects, env = {} }: RawWorkerOptions): Promise<RawWorker> {
  const folder = await mkdtemp(join(await quickFolder(), 'mwkit-gateway-'));
  await mkdir(join(folder, 'storage'));
  await build({
    entryPoints: [entry.pathname],
    outfile: join(folder, 'worker.mjs'),
    bundle: true,
    format: 'esm',
    external: ['cloudflare:workers'],
    logLevel: 'error',
  });
  await writeFile(join(folder, 'config.capnp'), config(folder, objects, env));
  let url = '';
  let pid = 0;
  const said: string[] = [];
  let kill = async (): Promise<void> => {};
  const restart = async () => {
    await kill();
    [url, pid, kill] = await serve(join(folder, 'config.capnp'), said);
  };
  await restart();
  return {
    get url() {
      return url;
    },
    get pid() {
      return pid;
    },
    said,
    kill: () => kill(),
    restart,
    async [Symbol.asyncDispose]() {
      await kill();
      await rm(folder, { recursive: true });
    },
  };
}

async function serve(file: string, said: string[]): Promise<[url: string, pid: number, kill: () => Promise<void>]> {
  const child = spawn(workerd, ['serve', file, '--control-fd=3'], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout!, child.stderr!]) createInterface(stream).on('line', (line) => said.push(line));
  const ended = once(child, 'exit');
  const [listening] = (await Promise.race([once(child.stdio[3] as Readable, 'data'), ended])) as unknown[];
  const { port } = JSON.parse(String(listening)) as { port?: number };
  if (port === undefined) throw new Error(`workerd does not start:\n${said.join('\n')}`);
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return [`http://127.0.0.1:${port}`, child.pid!, kill];
}

/** Each object is a file that is synced at each write, which takes no time in RAM; it outlives its process there as on a disk. */
async function quickFolder(): Promise<string> {
  const { bavail, bsize } = await statfs('/dev/shm').catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize > 2 ** 30 ? '/dev/shm' : tmpdir();
}

/** A text in the language of Cap'n Proto, which for these is that of JSON. */
const text = (value: unknown) => JSON.stringify(typeof value === 'string' ? value : JSON.stringify(value));

const binding = ([name, value]: [string, unknown]) =>
  `(name = "${name}", ${typeof value === 'string' ? 'text' : 'json'} = ${text(value)})`;

const config = (folder: string, objects: string, env: { readonly [name: string]: unknown }) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "disk", disk = (path = "${folder}/storage", writable = true)),
    (name = "internet", network = (allow = ["private", "local"]))
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.mjs", esModule = embed "worker.mjs")],
  compatibilityDate = "2026-11-01",
  globalOutbound = "internet",
  bindings = [${[...Object.entries(env).map(binding), '(name = "STORE", durableObjectNamespace = "' + objects + '")'].join(', ')}],
  durableObjectNamespaces = [(className = "${objects}", uniqueKey = "store", enableSql = true)],
  durableObjectStorage = (localDisk = "disk")
);`;
