import { type SessionStore, textStore } from '@mwkit/core';

/** What is needed of the storage of a Durable Object, which its `ctx.storage` is. */
export interface DurableStorage {
  get(key: string): Promise<unknown>;
  put(key: string, value: string): Promise<void>;
  delete(key: string): Promise<boolean>;
}

/**
 * A session in the storage of a Durable Object. Make one object for each user of a wiki, and in it one wiki: all that call
 * the object then share one session, one renewal and one fetch of each token, and the session outlives the object's eviction.
 */
export function durableSession(storage: DurableStorage, key = 'mwkit-session'): SessionStore {
  return textStore({
    name: `Durable Object storage key ${key}`,
    get: () => storage.get(key),
    set: (text) => storage.put(key, text),
    remove: () => storage.delete(key),
  });
}
