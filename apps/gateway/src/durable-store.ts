import type { ReadResult, Store } from './store.ts';

/** What is needed of a binding to the Durable Objects of class `StoreObject`. */
export interface StoreObjects {
  idFromName(name: string): unknown;
  get(id: unknown): StoreStub;
}

/** The methods of a `StoreObject`, called from outside. */
export interface StoreStub {
  read(perMinute?: number): Promise<ReadResult>;
  write(text: string, seconds: number): Promise<void>;
  take(): Promise<string | undefined>;
  acquire(owner: string, milliseconds: number): Promise<boolean>;
  release(owner: string): Promise<void>;
}

/** A store of Durable Objects: one for each key, near those who use it, and gone when its content has ended. */
export function durableStore(objects: StoreObjects): Store {
  const object = (key: string): StoreStub => objects.get(objects.idFromName(key));
  return {
    read: (key, budget) => object(key).read(budget?.perMinute),
    write: (key, text, seconds) => object(key).write(text, seconds),
    take: (key) => object(key).take(),
    lease: (key) => ({
      acquire: (owner, milliseconds) => object(key).acquire(owner, milliseconds),
      release: (owner) => object(key).release(owner),
    }),
  };
}
