import type { Budget, ReadResult, Store } from './store.ts';

/** A store in this process: for trying out and for tests. What it holds is lost when the process ends. */
export function memoryStore(now: () => number = Date.now): Store {
  const values = new Map<string, { readonly text: string; readonly ends: number }>();
  const counts = new Map<string, { uses: number; readonly ends: number }>();
  const leases = new Map<string, { readonly owner: string; readonly ends: number }>();

  const valueOf = (key: string): string | undefined => {
    const value = values.get(key);
    if (value && value.ends <= now()) values.delete(key);
    return value && value.ends > now() ? value.text : undefined;
  };

  const overdrawn = (key: string, { perMinute }: Budget): number | undefined => {
    const running = counts.get(key);
    const count = running && running.ends > now() ? running : { uses: 0, ends: now() + 60_000 };
    count.uses++;
    counts.set(key, count);
    return count.uses > perMinute ? count.ends - now() : undefined;
  };

  return {
    async read(key, budget): Promise<ReadResult> {
      const wait = budget && overdrawn(key, budget);
      return { text: valueOf(key), ...(wait !== undefined && { wait }) };
    },
    async write(key, text, seconds) {
      values.set(key, { text, ends: now() + seconds * 1000 });
    },
    async take(key) {
      const text = valueOf(key);
      values.delete(key);
      return text;
    },
    lease: (key) => ({
      async acquire(owner, milliseconds) {
        const held = leases.get(key);
        if (held && held.owner !== owner && held.ends > now()) return false;
        leases.set(key, { owner, ends: now() + milliseconds });
        return true;
      },
      async release(owner) {
        if (leases.get(key)?.owner === owner) leases.delete(key);
      },
    }),
  };
}
