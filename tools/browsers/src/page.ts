import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from './browser.ts';

/** For what waits in a page, in milliseconds. */
export const patience: number = 15_000;

/** What of a page is the same in both drivers, once they run an expression. */
export function common(
  run: (expression: string) => Promise<unknown>,
  appears: (selector: string) => Promise<unknown>,
): Pick<Page, 'evaluate' | 'waitFor'> {
  return {
    evaluate: (async (fn: (...args: unknown[]) => unknown, ...args: unknown[]) =>
      run(call(fn, args))) as Page['evaluate'],
    async waitFor(wanted: string | ((...args: never[]) => unknown), ...args: unknown[]): Promise<void> {
      if (typeof wanted === 'string') return void (await appears(wanted));
      for (const deadline = Date.now() + patience; Date.now() < deadline; await sleep(20))
        if (await run(call(wanted, args))) return;
      throw new Error(`In ${patience / 1000} seconds it did not become true: ${String(wanted)}`);
    },
  };
}

const call = (fn: (...args: never[]) => unknown, args: readonly unknown[]): string =>
  `(${String(fn)})(...${JSON.stringify(args)})`;
