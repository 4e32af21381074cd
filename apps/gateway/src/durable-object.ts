// @ts-expect-error: Cloudflare's types are not needed for this
import { DurableObject } from 'cloudflare:workers';
import type { StoreStub } from './durable-store.ts';
import type { ReadResult } from './store.ts';

/** What is used of the state of an object, whose class must be one backed by SQLite. */
interface ObjectState {
  readonly storage: {
    readonly kv: { get(key: string): unknown; put(key: string, value: Kept): void; delete(key: string): boolean };
    getAlarm(): Promise<number | null>;
    setAlarm(time: number): Promise<void>;
    deleteAlarm(): Promise<void>;
    deleteAll(): Promise<void>;
  };
}

/** A text that counts until a time in milliseconds: the value, or the owner of the lease. */
interface Kept {
  readonly text: string;
  readonly ends: number;
}

const Base: new (ctx: ObjectState, env: unknown) => { readonly ctx: ObjectState } = DurableObject;

/** One key of a `durableStore`. What is read is changed before anything is waited for, so that of two calls at once one sees the other. */
export class StoreObject extends Base implements StoreStub {
  // not stored: that would cost more than the call it counts. An object that nobody calls for a while forgets it; one under load does not
  #minute = { uses: 0, ends: 0 };

  async read(perMinute?: number): Promise<ReadResult> {
    const text = this.#kept('value')?.text;
    if (perMinute === undefined) return { text };
    const now = Date.now();
    if (this.#minute.ends <= now) this.#minute = { uses: 0, ends: now + 60_000 };
    return ++this.#minute.uses > perMinute ? { text, wait: this.#minute.ends - now } : { text };
  }

  async write(text: string, seconds: number): Promise<void> {
    await this.#keep('value', text, seconds * 1000);
  }

  async take(): Promise<string | undefined> {
    const text = this.#kept('value')?.text;
    this.ctx.storage.kv.delete('value');
    await this.#tidy();
    return text;
  }

  async acquire(owner: string, milliseconds: number): Promise<boolean> {
    const lease = this.#kept('lease');
    if (lease && lease.text !== owner) return false;
    await this.#keep('lease', owner, milliseconds);
    return true;
  }

  async release(owner: string): Promise<void> {
    if (this.#kept('lease')?.text !== owner) return;
    this.ctx.storage.kv.delete('lease');
    await this.#tidy();
  }

  /** Called when all should have ended; by Cloudflare's word perhaps more than once. */
  async alarm(): Promise<void> {
    await this.#tidy();
    const ends = Math.max(this.#kept('value')?.ends ?? 0, this.#kept('lease')?.ends ?? 0);
    if (ends > 0) await this.ctx.storage.setAlarm(ends);
  }

  #kept(name: 'value' | 'lease'): Kept | undefined {
    const kept = this.ctx.storage.kv.get(name) as Kept | undefined;
    return kept && kept.ends > Date.now() ? kept : undefined;
  }

  async #keep(name: 'value' | 'lease', text: string, milliseconds: number): Promise<void> {
    const { storage } = this.ctx;
    const ends = Date.now() + milliseconds;
    storage.kv.put(name, { text, ends });
    if (((await storage.getAlarm()) ?? 0) < ends) await storage.setAlarm(ends);
  }

  /** An object that holds nothing is not paid for. */
  async #tidy(): Promise<void> {
    if (this.#kept('value') || this.#kept('lease')) return;
    await Promise.all([this.ctx.storage.deleteAlarm(), this.ctx.storage.deleteAll()]);
  }
}
