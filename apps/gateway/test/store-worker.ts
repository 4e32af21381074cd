// The Worker of store.test.ts: a store for whoever calls it.
import { StoreObject } from '../src/durable-object.ts';
import { durableStore, type StoreObjects } from '../src/durable-store.ts';
import type { Store } from '../src/store.ts';

/** One call of a store. */
export type StoreCall =
  | {
      readonly call: 'read' | 'write' | 'take' | 'acquire' | 'release';
      readonly key: string;
      readonly rest: readonly never[];
    }
  | { readonly call: 'holds'; readonly key: string }
  | { readonly call: 'later'; readonly milliseconds: number };

interface Peek {
  holds(): Promise<readonly string[]>;
}

/** Says what it holds, too. */
export class Peeked extends StoreObject {
  async holds(): Promise<readonly string[]> {
    const { kv } = this.ctx.storage as unknown as { readonly kv: { list(): Iterable<[string, unknown]> } };
    const alarm = await this.ctx.storage.getAlarm();
    return [...Array.from(kv.list(), ([name]) => name), ...(alarm === null ? [] : ['alarm'])];
  }
}

async function run(store: Store, objects: StoreObjects, call: StoreCall): Promise<unknown> {
  if (call.call === 'later') {
    const { now } = Date;
    Date.now = () => now() + call.milliseconds;
    return undefined;
  }
  const { key } = call;
  if (call.call === 'holds') return (objects.get(objects.idFromName(key)) as unknown as Peek).holds();
  const { rest } = call;
  if (call.call === 'acquire' || call.call === 'release')
    return store.lease(key)[call.call](...(rest as never as [never, never]));
  return store[call.call](key, ...(rest as never as [never, never]));
}

export default {
  async fetch(request: Request, env: { readonly STORE: StoreObjects }): Promise<Response> {
    const answer = await run(durableStore(env.STORE), env.STORE, (await request.json()) as StoreCall);
    return Response.json({ answer });
  },
};
