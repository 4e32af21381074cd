import { Redis } from 'ioredis';
import { messageOf, StartError } from './options.ts';

/**
 * A connection to Redis that is made again whenever it is lost. While there is none, calls fail at once: what would be carried out
 * later, when nobody waits for it any more, does harm.
 * @throws StartError where there is no Redis in 5 seconds
 */
export async function connectRedis(url: string): Promise<Redis> {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(times * 100, 1000),
    // after a failover the old primary takes no writes
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
    connectTimeout: 5000,
    // without it a connection that the network forgot is found out by the system's own time: many minutes
    socketTimeout: 5000,
    keepAlive: 30_000,
  });
  let last = 'it does not answer';
  let said = '';
  redis.on('ready', () => (said = ''));
  redis.on('error', (error: unknown) => {
    last = messageOf(error);
    // once, and not at every attempt
    if (last !== said) console.error(`Redis: ${last}`);
    said = last;
  });
  try {
    await ready(redis);
  } catch {
    redis.disconnect();
    throw new StartError(`Redis, of REDIS_URL, is not to be reached: ${last}`);
  }
  return redis;
}

function ready(redis: Redis): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no connection')), 5000);
    redis.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
