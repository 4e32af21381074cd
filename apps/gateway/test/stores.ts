import { startRedis } from '@mwkit/wiki';
import { Redis } from 'ioredis';
import { memoryStore, redisStore, type Store } from '../src/index.ts';
import type { StoreCall } from './store-worker.ts';
import { startWorkerd } from './workerd.ts';

/** A store under test, and what is done to it. */
export interface StoreBench extends AsyncDisposable {
  readonly store: Store;
  /** Lets a minute go by for its counts, or nearly. */
  nextMinute(): Promise<void>;
  /** Which of value, lease and alarm it still has room for; empty where all is gone. */
  holds(key: string): Promise<readonly string[]>;
  /** Where it has a process of its own. */
  readonly process?: { kill(): Promise<void>; restart(): Promise<void> };
}

async function memory(): Promise<StoreBench> {
  let ahead = 0;
  const store = memoryStore(() => Date.now() + ahead);
  return {
    store,
    nextMinute: async () => void (ahead += 60_000),
    holds: async (key) => ((await store.read(key)).text === undefined ? [] : ['value']),
    async [Symbol.asyncDispose]() {},
  };
}

async function redis(): Promise<StoreBench> {
  const server = await startRedis({ durable: true });
  const client = new Redis(server.path, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => 50,
  });
  client.on('error', () => {}); // that it is down the calls say
  const ready = async () => {
    if (client.status !== 'ready') await new Promise((resolve) => client.once('ready', resolve));
  };
  await ready();
  return {
    store: redisStore(client, 'test:'),
    async nextMinute() {
      for (const key of await client.keys('test:*:uses')) {
        // still counted at 60 seconds, and then not
        if ((await client.pttl(key)) > 60_000) throw new Error('a window of more than a minute');
        await client.pexpire(key, 1);
        while (await client.exists(key)) await client.ping();
      }
    },
    holds: (key) => client.keys(`test:{${key}}*`),
    process: { kill: () => server.kill(), restart: () => server.restart().then(ready) },
    async [Symbol.asyncDispose]() {
      client.disconnect();
      await server[Symbol.asyncDispose]();
    },
  };
}

async function durableObjects(): Promise<StoreBench> {
  const worker = await startWorkerd(new URL('store-worker.ts', import.meta.url), { objects: 'Peeked' });
  const run = async <T>(call: StoreCall): Promise<T> => {
    const response = await fetch(worker.url, { method: 'POST', body: JSON.stringify(call) });
    if (!response.ok) throw new Error(await response.text());
    return ((await response.json()) as { answer: T }).answer;
  };
  const calls = (call: Extract<StoreCall, { rest: unknown }>['call'], key: string, ...rest: unknown[]) =>
    run<never>({ call, key, rest: rest as never[] });
  const store: Store = {
    read: (key, budget) => calls('read', key, budget),
    write: (key, text, seconds) => calls('write', key, text, seconds),
    take: (key) => calls('take', key),
    lease: (key) => ({
      acquire: (owner, milliseconds) => calls('acquire', key, owner, milliseconds),
      release: (owner) => calls('release', key, owner),
    }),
  };
  return {
    store,
    nextMinute: () => run({ call: 'later', milliseconds: 60_000 }),
    holds: (key) => run({ call: 'holds', key }),
    process: worker,
    [Symbol.asyncDispose]: () => worker[Symbol.asyncDispose](),
  };
}

/** All stores that a gateway can have. */
export const stores: { readonly [name: string]: () => Promise<StoreBench> } = {
  'in memory': memory,
  'in Redis': redis,
  'in Durable Objects': durableObjects,
};
