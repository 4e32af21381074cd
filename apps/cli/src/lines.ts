import { once } from 'node:events';
import { interrupted } from './interrupt.ts';

/** Writes a value as one line of JSON, no faster than it is read. */
export async function writeLine(value: unknown): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(value)}\n`)) {
    await once(process.stdout, 'drain', { signal: interrupted }).catch(() => interrupted.throwIfAborted());
  }
}
