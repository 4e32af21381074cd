import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis } from '@mwkit/wiki';
import { Redis } from 'ioredis';
import { type GatewayConfig, redisStore } from '../src/index.ts';
import { runtimes, startServer } from '../test/server-process.ts';
import { startWorkerd } from '../test/workerd.ts';
import type { Sealed } from './sealed.ts';
import { consumer } from './wiki-process.ts';

/** What has been done so far, by kind. */
export type Counts = Readonly<Record<string, number>>;

/** A gateway in a process of its own, with its store. */
export interface Gateway extends AsyncDisposable {
  readonly name: 'Node' | 'workerd';
  /** Where it listens; elsewhere after it was killed. */
  readonly url: string;
  readonly pid: number;
  write(sealed: readonly Sealed[]): Promise<void>;
  /** What its store has done so far. */
  counts(): Promise<Counts>;
  /** Bytes that the store needs for these keys. */
  size(keys: readonly string[]): Promise<number>;
  /** Ends the store at once, without a chance to tidy up: with the process that answers, where that is one and the same. */
  kill(): Promise<void>;
  restart(): Promise<void>;
}

const secrets = { CLIENT_SECRET_W: consumer.secret };

/** The server on Node, with a Redis that writes to disk once a second. */
export async function startNode(config: GatewayConfig): Promise<Gateway> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'mwkit-gateway-'));
  stack.defer(() => rm(folder, { recursive: true }));
  const file = join(folder, 'config.json');
  await writeFile(file, JSON.stringify(config));
  const redis = stack.use(await startRedis({ durable: true }));
  const client = stack.adopt(new Redis(redis.path), (redis) => redis.disconnect());
  client.on('error', () => {}); // that it is away is what is measured
  await client.config('SET', 'appendfsync', 'everysec');
  const server = stack.use(await startServer(runtimes['Node']!, file, { REDIS_URL: redis.path, ...secrets }));
  const store = redisStore(client);
  const owned = stack.move();
  return {
    name: 'Node',
    url: server.url,
    pid: server.pid,
    async write(sealed) {
      await Promise.all(sealed.map(({ key, text, seconds }) => store.write(key, text, seconds)));
    },
    counts: async () => redisCounts(await client.info('everything')),
    async size(keys) {
      const sizes = keys.map((key) => client.call('MEMORY', 'USAGE', `mwkit-gateway:{${key}}`) as Promise<number>);
      return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    },
    kill: () => redis.kill(),
    restart: () => redis.restart(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function redisCounts(info: string): Counts {
  const of = (name: string) => Number(new RegExp(`^${name}:(?:calls=)?([\\d.]+)`, 'm').exec(info)?.[1] ?? 0);
  const calls = (command: string) => of(`cmdstat_${command}`);
  return {
    // scripts count what they call: a lease that is acquired sets, and deletes when it is released, as nothing else does
    commands: calls('eval') + calls('getdel') + calls('set') - calls('del'),
    bytes: of('total_net_input_bytes') + of('total_net_output_bytes'),
    cpu: 1000 * (of('used_cpu_user') + of('used_cpu_sys')),
  };
}

/** The Worker in workerd, its objects in files. */
export async function startWorker(config: GatewayConfig): Promise<Gateway> {
  const worker = await startWorkerd(new URL('worker.ts', import.meta.url), {
    objects: 'CountedObject',
    env: { CONFIG: config, ...secrets },
  });
  const bench = async <T>(body?: object): Promise<T> => {
    const init = body && { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${worker.url}/bench`, init);
    if (!response.ok) throw new Error(`workerd: ${await response.text()} ${worker.said.slice(-2).join('; ')}`);
    return (await response.json()) as T;
  };
  return {
    name: 'workerd',
    get url() {
      return worker.url;
    },
    get pid() {
      return worker.pid;
    },
    async write(sealed) {
      for (let n = 0; n < sealed.length; n += 100) await bench({ write: sealed.slice(n, n + 100) });
    },
    counts: () => bench(),
    size: async (keys) => (await bench<number[]>({ sizes: keys })).reduce((sum, size) => sum + size, 0),
    kill: () => worker.kill(),
    restart: () => worker.restart(),
    [Symbol.asyncDispose]: () => worker[Symbol.asyncDispose](),
  };
}
