import { UsageError } from './errors.ts';
import type { SessionSnapshot } from './session.ts';

/**
 * Where a session is kept between two runs, or between the processes that share it. What it holds opens the account: no place
 * that others can read.
 */
export interface SessionStore {
  /** @returns `undefined` where nothing is stored. @throws UsageError `session-damaged` where it is not JSON */
  read(): Promise<SessionSnapshot | undefined>;
  write(session: SessionSnapshot): Promise<void>;
  remove(): Promise<void>;
  /**
   * Runs `work` while nobody else who shares the store runs theirs. Absent where the store cannot lock: there each process that
   * finds the session ended signs in by itself.
   */
  readonly exclusive?: Lock;
}

/** Runs `work` while nobody else who has the same lock runs theirs. Bounded: rejects when the others take too long. */
export type Lock = <T>(work: () => Promise<T>) => Promise<T>;

/** Web Storage (`sessionStorage`) and the storage of unstorage, with any of its drivers: the three methods that they share. */
export interface TextStorage {
  getItem(key: string): unknown;
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
}

/** A session kept under `key`, in a browser's `sessionStorage` or in a storage of unstorage. */
export function storageSession(storage: TextStorage, key: string): SessionStore {
  return textStore({
    name: key,
    get: () => storage.getItem(key),
    set: (text) => storage.setItem(key, text),
    remove: () => storage.removeItem(key),
  });
}

/** A session kept as one text, by whatever reads, writes and removes it. `name` says in errors which it was. */
export function textStore(place: {
  readonly name: string;
  get(): unknown;
  set(text: string): unknown;
  remove(): unknown;
}): SessionStore {
  return {
    async read() {
      const kept: unknown = await place.get();
      if (kept === undefined || kept === null) return undefined;
      // unstorage reads JSON by itself. What it says is checked when a wiki resumes it
      if (typeof kept !== 'string') return kept as SessionSnapshot;
      try {
        return JSON.parse(kept) as SessionSnapshot;
      } catch {
        throw new UsageError(
          'session-damaged',
          `The session in ${place.name} is not JSON.`,
          'Remove it and sign in again.',
        );
      }
    },
    async write(session) {
      await place.set(JSON.stringify(session));
    },
    async remove() {
      await place.remove();
    },
  };
}

/**
 * The same store for many processes: one of them renews the session, the others wait and use it.
 * @param lock By what they exclude each other, e.g. `redisLock`; not needed where the store can lock by itself
 * @throws UsageError `store-cannot-lock` where neither can
 */
export function sharedSession(store: SessionStore, lock: Lock | undefined = store.exclusive): SessionStore {
  if (lock) return { ...store, exclusive: lock };
  throw new UsageError(
    'store-cannot-lock',
    'This store cannot lock: each process that finds the session ended would sign in by itself.',
  );
}
