import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createWiki, redisLock, redisSession, sharedSession, storageSession, totp } from '@mwkit/node';
import { createTestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { type RedisServer, startRedis, startWiki, unavailable } from '@mwkit/wiki';
import { Redis } from 'ioredis';
import { createStorage } from 'unstorage';
import redisDriver from 'unstorage/drivers/redis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { botPasswords, userAgent } from './wikis.ts';

const why = await unavailable();
// CI must run everything: there a missing redis-server fails
const skip = why !== undefined && process.env['CI'] !== 'true';
if (skip) console.warn(`\nSKIPPED: tests with a real redis-server. ${why}\n`);

describe.skipIf(skip)('a real redis-server', () => {
  let server: RedisServer;
  let redis: Redis;
  beforeAll(async () => {
    server = await startRedis();
    redis = new Redis({ path: server.path });
  });
  beforeEach(() => redis.flushall());
  afterAll(async () => {
    redis.disconnect();
    await server[Symbol.asyncDispose]();
  });

  /** Runs `redis-process.ts` in a process of its own. */
  async function run<T>(env: { [name: string]: string }): Promise<T> {
    const file = new URL('redis-process.ts', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, [file], {
      env: { ...process.env, socket: server.path, ...env },
      timeout: 60_000,
    });
    return JSON.parse(stdout) as T;
  }

  test('keeps a session, and gives it back as it was', async () => {
    const wiki = createTestWiki();
    const store = redisSession(redis, 'session');
    expect(await store.read()).toBeUndefined();
    const { name: username, password } = botPasswords.bot;
    const options = { userAgent, fetch: wiki.fetch, store, credentials: { username, password } };
    const client = createWiki(wiki.api, options);
    await client.get('query', {});
    expect(await store.read()).toEqual({ ...(await client.session.save()), savedAt: expect.any(String) });
    await client.logout();
    expect(await redis.keys('*')).toEqual([]);
  });

  test('8 processes with one shared session that has ended: one of them signs in, all edit with its session', async () => {
    await using wiki = await startWiki({ version: '1.43' });
    const { name: username, password } = botPasswords.bot;
    const store = redisSession(redis, 'session');
    const first = createWiki(wiki.api, { userAgent, store, credentials: { username, password } });
    await first.post('edit', { title: 'First', text: 'x' });
    const saved = (await store.read())!;
    // ends on the wiki, while the store still has it
    await createWiki(wiki.api, { userAgent, session: saved }).logout();
    expect(await store.read()).toEqual(saved);

    const before = (await wiki.requests()).length;
    const numbers = Array.from({ length: 8 }, (_, n) => String(n));
    const results = await Promise.all(
      numbers.map((numbers) =>
        run<{ result: string; csrf: string }>({ task: 'edit', api: wiki.api, password, numbers }),
      ),
    );
    expect(results.map(({ result }) => result)).toEqual(numbers.map(() => 'Success'));
    const log = (await wiki.requests()).slice(before);
    expect(log.filter(({ path }) => path.includes('action=login'))).toHaveLength(1);
    expect(log.filter(({ path }) => path.includes('type=login'))).toHaveLength(1);
    // one session: its tokens differ in the time of their making, not in the secret that they are made from
    const now = (await store.read())!;
    expect(now.signedInAt).not.toBe(saved.signedInAt);
    const after = createWiki(wiki.api, { userAgent, session: now });
    await after.post('edit', { title: 'Last', text: 'x', token: results[7]!.csrf });
  });

  test('unstorage with its Redis driver, and redisLock beside it: one signs in for all', async () => {
    const wiki = createTestWiki();
    const { name: username, password } = botPasswords.bot;
    const storage = createStorage({ driver: redisDriver({ path: server.path }) });
    const clients = Array.from({ length: 8 }, () => {
      const store = sharedSession(storageSession(storage, 'session'), redisLock(redis, 'session:lock'));
      return createWiki(wiki.api, { userAgent, fetch: wiki.fetch, store, credentials: { username, password } });
    });
    await Promise.all(clients.map((client) => client.get('query', {})));
    expect(clients.map(({ session }) => session.user?.name)).toEqual(clients.map(() => 'Robot'));
    expect(wiki.requests.filter(({ action }) => action === 'login')).toHaveLength(1);
    await storage.dispose();
  });

  test('200 flows begun in one process and finished in four others: none lost, none mixed up', async () => {
    const people = Array.from({ length: 200 }, (_, n) => ({
      number: String(n),
      name: `Person ${n}`,
      password: `password of ${n}`,
      // a secret of its own in base 32
      twoFactor: n.toString(2).padStart(32, '0').replaceAll('0', 'A').replaceAll('1', 'K'),
    }));
    const wiki = createTestWiki({ users: Object.fromEntries(people.map(({ name, ...user }) => [name, user])) });
    const server = await serve(wiki);
    try {
      await Promise.all(
        people.map(async ({ number, name, password, twoFactor }) => {
          const flow = createWiki(server.api, { userAgent }).clientLogin();
          const step = await flow.submit({ username: name, password });
          expect(step.status).toBe('UI');
          await redis.set(`flow:${number}`, JSON.stringify(await flow.save()));
          await redis.set(`code:${number}`, await totp(twoFactor));
        }),
      );
      const shares = [0, 1, 2, 3].map((share) => people.filter((_, n) => n % 4 === share));
      const finished = await Promise.all(
        shares.map((share) =>
          run<object[]>({ task: 'finish', api: server.api, numbers: share.map(({ number }) => number).join() }),
        ),
      );
      expect(finished).toEqual(
        shares.map((share) => share.map(({ number, name }) => ({ number, status: 'PASS', name }))),
      );
    } finally {
      await server.close();
    }
  });

  describe('redisLock', () => {
    test('lets one in at a time, and is free after a failure', async () => {
      const lock = redisLock(redis, 'lock');
      let inside = 0;
      let most = 0;
      const work = async () => {
        most = Math.max(most, ++inside);
        await redis.ping();
        inside--;
      };
      await Promise.all(Array.from({ length: 20 }, () => lock(work)));
      expect(most).toBe(1);
      await expect(lock(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
      expect(await redis.exists('lock')).toBe(0);
    });

    test('of a holder who died runs out', async () => {
      await redis.set('lock', 'dead', 'PX', 300);
      const started = Date.now();
      expect(await redisLock(redis, 'lock')(async () => 'in')).toBe('in');
      expect(Date.now() - started).toBeGreaterThanOrEqual(250);
    });

    test('is not taken from its new holder by one that was too slow', async () => {
      const slow = redisLock(redis, 'lock', { expires: 50 });
      await slow(async () => {
        while (await redis.exists('lock')) await redis.ping();
        await redis.set('lock', 'another');
      });
      expect(await redis.get('lock')).toBe('another');
    });
  });
});
