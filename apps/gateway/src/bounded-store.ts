import type { Store } from './store.ts';

/** The store did not do what it was asked: it is down, or too slow. */
export class StoreError extends Error {
  override name = 'StoreError';
}

/**
 * The same store, of which each answer is waited for so many milliseconds and no longer.
 * @throws StoreError from all its methods, and nothing else
 */
export function boundedStore(store: Store, milliseconds = 5000): Store {
  const bounded = async <T>(work: () => Promise<T>): Promise<T> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer in ${milliseconds} ms`)), milliseconds);
    });
    try {
      return await Promise.race([work(), late]);
    } catch (error) {
      // no cause: the errors of Redis clients hold the command, with all that was to be stored
      throw new StoreError(`The store failed: ${error instanceof Error ? error.message : 'it does not say why'}`);
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    read: (key, budget) => bounded(() => store.read(key, budget)),
    write: (key, text, seconds) => bounded(() => store.write(key, text, seconds)),
    take: (key) => bounded(() => store.take(key)),
    lease: (key) => {
      const lease = store.lease(key);
      return {
        acquire: (owner, milliseconds) => bounded(() => lease.acquire(owner, milliseconds)),
        release: (owner) => bounded(() => Promise.resolve(lease.release(owner))),
      };
    },
  };
}
