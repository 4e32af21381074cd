import { leaseLock, type LeaseOptions } from './session-lock.ts';
import { type Lock, sharedSession, type SessionStore, textStore } from './session-store.ts';

/** What is needed of a Redis client: four methods of ioredis. */
export interface Redis {
  get(key: string): Promise<string | null>;
  set(key: string, value: string): Promise<unknown>;
  set(key: string, value: string, px: 'PX', milliseconds: number, nx: 'NX'): Promise<unknown>;
  del(key: string): Promise<unknown>;
  eval(script: string, keys: number, ...keysAndArguments: string[]): Promise<unknown>;
}

/** A session in Redis that many processes, on many machines, share. */
export function redisSession(redis: Redis, key: string, options: LeaseOptions = {}): SessionStore {
  const store = textStore({
    name: `Redis key ${key}`,
    get: () => redis.get(key),
    set: (text) => redis.set(key, text),
    remove: () => redis.del(key),
  });
  return sharedSession(store, redisLock(redis, `${key}:lock`, options));
}

/** A lock in Redis (https://redis.io/docs/latest/develop/use/patterns/distributed-locks/, the one with a single instance). */
export function redisLock(redis: Redis, key: string, options: LeaseOptions = {}): Lock {
  const lease = {
    acquire: async (owner: string, milliseconds: number) =>
      (await redis.set(key, owner, 'PX', milliseconds, 'NX')) === 'OK',
    release: (owner: string) => redis.eval(compareAndDelete, 1, key, owner),
  };
  return leaseLock(lease, options);
}

/** A holder that was too slow must not take the lock from the one who has it now. */
const compareAndDelete = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";
