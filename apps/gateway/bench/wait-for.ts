import { setTimeout } from 'node:timers/promises';

/** @throws Error where it does not come true within 20 seconds */
export async function waitFor(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > 20_000) throw new Error(`within 20 s not yet: ${what}`);
    await setTimeout(20);
  }
}
