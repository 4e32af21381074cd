import { leaseLock, sharedSession, type SessionStore, textStore } from '@mwkit/core';

type Key = readonly string[];

/** What is needed of a `Deno.Kv`. */
export interface Kv {
  get(key: Key): Promise<KvEntry>;
  set(key: Key, value: unknown): Promise<unknown>;
  delete(key: Key): Promise<void>;
  atomic(): KvAtomic;
}

interface KvEntry {
  readonly value: unknown;
  readonly versionstamp: string | null;
}

interface KvAtomic {
  check(entry: { readonly key: Key; readonly versionstamp: string | null }): KvAtomic;
  set(key: Key, value: unknown): KvAtomic;
  delete(key: Key): KvAtomic;
  commit(): Promise<{ readonly ok: boolean }>;
}

/** A session in Deno KV under `key`. All that have the database open share it: one renews the session, the others wait. */
export function kvSession(kv: Kv, key: Key): SessionStore {
  const store = textStore({
    name: `Deno KV key ${key.join('/')}`,
    get: async () => (await kv.get(key)).value,
    set: (text) => kv.set(key, text),
    remove: () => kv.delete(key),
  });
  return sharedSession(store, leaseLock({ acquire, release }));

  async function acquire(owner: string, milliseconds: number): Promise<boolean> {
    const { value, versionstamp } = await kv.get(lockKey());
    if (value !== null && (value as Held).expires > Date.now()) return false;
    // KV's own expireIn removes a key some time after, not at the moment
    const held: Held = { owner, expires: Date.now() + milliseconds };
    return (await kv.atomic().check({ key: lockKey(), versionstamp }).set(lockKey(), held).commit()).ok;
  }

  async function release(owner: string): Promise<void> {
    const { value, versionstamp } = await kv.get(lockKey());
    if ((value as Held | null)?.owner !== owner) return;
    await kv.atomic().check({ key: lockKey(), versionstamp }).delete(lockKey()).commit();
  }

  function lockKey(): Key {
    return [...key, 'lock'];
  }
}

interface Held {
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}
