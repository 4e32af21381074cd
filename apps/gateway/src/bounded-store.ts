import { Refusal } from './refusal.ts';
import type { Store } from './store.ts';

/** Milliseconds that a store may take for one thing. */
const patience = 5000;

/** The same store, whose failures and silences are refusals: clients of databases may wait for a connection for ever. */
export function boundedStore(store: Store): Store {
  return {
    read: (key, budget) => bounded(() => store.read(key, budget)),
    write: (key, text, seconds) => bounded(() => store.write(key, text, seconds)),
    take: (key) => bounded(() => store.take(key)),
    lease: (key) => {
      const lease = store.lease(key);
      return {
        acquire: (owner, milliseconds) => bounded(() => lease.acquire(owner, milliseconds)),
        release: (owner) => bounded(() => lease.release(owner)),
      };
    },
  };
}

function bounded<T>(ask: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = () => reject(new Refusal('store-unreachable'));
    const timer = setTimeout(give, patience);
    const asked = (async () => ask())();
    asked.then(resolve, give).finally(() => clearTimeout(timer));
  });
}
