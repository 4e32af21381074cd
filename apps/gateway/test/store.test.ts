import { unavailable } from '@mwkit/wiki';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type StoreBench, stores } from './stores.ts';

const why = await unavailable();
// CI must run everything: there a missing redis-server fails
const skip = why !== undefined && process.env['CI'] !== 'true';
if (skip) console.warn(`\nSKIPPED: the store of a real redis-server. ${why}\n`);

const soon = { timeout: 10_000, interval: 20 };

describe.each(Object.entries(stores).filter(([name]) => !(skip && name === 'in Redis')))(
  'a store %s',
  (name, start) => {
    let bench: StoreBench;
    beforeAll(async () => {
      bench = await start();
    });
    afterAll(() => bench[Symbol.asyncDispose]());

    const at = (key: string) => bench.store.read(key).then(({ text }) => text);

    test('gives back what was written last, by its key', async () => {
      expect(await bench.store.read('one')).toEqual({});
      await bench.store.write('one', 'first', 60);
      const large = `"\\\n\u0000 ☃ 🎈${'x'.repeat(100_000)}`;
      await bench.store.write('one', large, 60);
      await bench.store.write('other', '', 60);
      expect(await at('one')).toBe(large);
      expect(await at('other')).toBe('');
    });

    test.concurrent('forgets it after its seconds, and keeps nothing of it', async () => {
      await bench.store.write('short', 'x', 1.5);
      await bench.store.write('renewed', 'x', 1.5);
      await bench.store.write('renewed', 'y', 60);
      expect(await at('short')).toBe('x');
      await vi.waitFor(async () => expect(await at('short')).toBeUndefined(), soon);
      await vi.waitFor(async () => expect(await bench.holds('short')).toEqual([]), soon);
      expect(await at('renewed')).toBe('y');
    });

    test('gives what is taken to one of all who ask at once', async () => {
      await bench.store.write('pending', 'x', 60);
      const taken = await Promise.all(Array.from({ length: 20 }, () => bench.store.take('pending')));
      expect(taken.filter((text) => text !== undefined)).toEqual(['x']);
      expect(await at('pending')).toBeUndefined();
      expect(await bench.store.take('never')).toBeUndefined();
      await vi.waitFor(async () => expect(await bench.holds('pending')).toEqual([]), soon);
    });

    test.concurrent('leases a key to one owner, until it is given back or has ended', async () => {
      const lease = bench.store.lease('leased');
      await bench.store.write('leased', 'x', 60);
      const got = await Promise.all(Array.from({ length: 20 }, (_, n) => lease.acquire(`owner ${n}`, 60_000)));
      expect(got.filter(Boolean)).toHaveLength(1);
      const owner = `owner ${got.indexOf(true)}`;
      await lease.release('another');
      expect(await lease.acquire('another', 60_000)).toBe(false);
      expect(await bench.store.lease('free').acquire('another', 60_000)).toBe(true);
      await lease.release(owner);
      expect(await lease.acquire('another', 1500)).toBe(true);
      expect(await lease.acquire(owner, 60_000)).toBe(false);
      await vi.waitFor(async () => expect(await lease.acquire(owner, 60_000)).toBe(true), soon);
      // the one that was too slow
      await lease.release('another');
      expect(await lease.acquire('another', 60_000)).toBe(false);
      // values and leases are apart
      expect(await bench.store.take('leased')).toBe('x');
      expect(await lease.acquire('another', 60_000)).toBe(false);
      await lease.release(owner);
      await vi.waitFor(async () => expect(await bench.holds('leased')).toEqual([]), soon);
    });

    test('counts the uses of a key in a minute', async () => {
      const budget = { perMinute: 3 };
      await bench.store.write('counted', 'x', 600);
      await Promise.all(Array.from({ length: 20 }, () => bench.store.read('counted')));
      const uses = await Promise.all(Array.from({ length: 5 }, () => bench.store.read('counted', budget)));
      expect(uses.map(({ text }) => text)).toEqual(uses.map(() => 'x'));
      expect(uses.filter(({ wait }) => wait === undefined)).toHaveLength(3);
      const { wait } = await bench.store.read('counted', budget);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(60_000);
      expect(await bench.store.read('nothing there', budget)).toEqual({});

      await bench.nextMinute();
      expect(await bench.store.read('counted', budget)).toEqual({ text: 'x' });
    });

    if (name === 'in memory') return;
    test('killed: says so at once; started again: goes on with what it had', async () => {
      const server = bench.process!;
      await bench.store.write('kept', 'x', 600);
      await bench.store.lease('kept').acquire('owner', 600_000);
      await server.kill();
      for (const call of [
        () => bench.store.read('kept', { perMinute: 1 }),
        () => bench.store.write('kept', 'y', 60),
        () => bench.store.take('kept'),
        () => bench.store.lease('kept').acquire('another', 1000),
      ]) {
        const began = Date.now();
        await expect(call()).rejects.toBeInstanceOf(Error);
        expect(Date.now() - began).toBeLessThan(5000);
      }
      await server.restart();
      expect(await at('kept')).toBe('x');
      expect(await bench.store.lease('kept').acquire('another', 1000)).toBe(false);
    });
  },
);
