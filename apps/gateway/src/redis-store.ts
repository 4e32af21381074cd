import type { ReadResult, Store } from './store.ts';

/** What is needed of a Redis client: three methods of ioredis. Redis 6.2 and later, Valkey too. */
export interface RedisClient {
  set(key: string, value: string, px: 'PX', milliseconds: number): Promise<unknown>;
  getdel(key: string): Promise<string | null>;
  eval(script: string, keys: number, ...keysAndArguments: (string | number)[]): Promise<unknown>;
}

/**
 * A store in Redis, which servers in any number share.
 * @param prefix Of all its keys, where others use the same Redis
 */
export function redisStore(redis: RedisClient, prefix = 'mwkit-gateway:'): Store {
  // braces: a cluster keeps what belongs to one key on one node
  const value = (key: string): string => `${prefix}{${key}}`;
  const uses = (key: string): string => `${prefix}{${key}}:uses`;
  const lease = (key: string): string => `${prefix}{${key}}:lease`;
  return {
    async read(key, budget): Promise<ReadResult> {
      const perMinute = budget?.perMinute ?? -1;
      const [text, wait] = (await redis.eval(readAndCount, 2, value(key), uses(key), perMinute)) as [
        string | null,
        number,
      ];
      return { text: text ?? undefined, ...(wait > 0 && { wait }) };
    },
    async write(key, text, seconds) {
      await redis.set(value(key), text, 'PX', Math.ceil(seconds * 1000));
    },
    take: async (key) => (await redis.getdel(value(key))) ?? undefined,
    lease: (key) => ({
      acquire: async (owner, milliseconds) => (await redis.eval(acquire, 1, lease(key), owner, milliseconds)) === 1,
      release: (owner) => redis.eval(release, 1, lease(key), owner),
    }),
  };
}

/** The value, and the milliseconds to wait or 0. One script is one round trip, in which no window can end between two commands. */
const readAndCount = `
local text = redis.call('get', KEYS[1])
local allowed = tonumber(ARGV[1])
if allowed < 0 then return {text, 0} end
local uses = redis.call('incr', KEYS[2])
if uses == 1 then redis.call('pexpire', KEYS[2], 60000) end
if uses <= allowed then return {text, 0} end
return {text, math.max(1, redis.call('pttl', KEYS[2]))}`;

const acquire = `
local owner = redis.call('get', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

/** A holder that was too slow must not take the lease from the one who has it now. */
const release = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;
