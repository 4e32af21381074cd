import { type SessionStore, textStore } from '@mwkit/core';

/** What is needed of a KV namespace. */
export interface KvNamespace {
  get(key: string): Promise<string | null>;
  put(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
}

/**
 * A session in Workers KV. KV cannot lock, and a write may take a minute to be seen elsewhere
 * (https://developers.cloudflare.com/kv/concepts/how-kv-works/): where many requests share one session, keep it in a Durable
 * Object, with `durableSession`.
 */
export function kvSession(namespace: KvNamespace, key: string): SessionStore {
  return textStore({
    name: `KV key ${key}`,
    get: () => namespace.get(key),
    set: (text) => namespace.put(key, text),
    remove: () => namespace.delete(key),
  });
}
