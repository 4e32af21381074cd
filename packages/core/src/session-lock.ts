import { UsageError } from './errors.ts';
import { abortable, wait } from './http/wait.ts';
import type { Lock } from './session-store.ts';

/** A lock that runs out by itself, so that a holder who dies blocks nobody for long. Both must be atomic. */
export interface Lease {
  /** Takes it for so many milliseconds. @returns false while another owner has it */
  acquire(owner: string, milliseconds: number): Promise<boolean>;
  /** Gives it back, if this owner still has it. */
  release(owner: string): Promise<unknown>;
}

export interface LeaseOptions {
  /** Milliseconds after which others may take it from a holder who does not give it back. Default 30000: a slow sign-in. */
  readonly expires?: number | undefined;
  /** Milliseconds to wait for others at most. Default 60000. */
  readonly maxWait?: number | undefined;
}

/** A lock out of a lease: those who do not get it ask again, at uneven times. @throws UsageError `session-locked` */
export function leaseLock(lease: Lease, { expires = 30_000, maxWait = 60_000 }: LeaseOptions = {}): Lock {
  return async (work) => {
    const owner = crypto.randomUUID();
    await take(lease, owner, expires, maxWait);
    try {
      return await work();
    } finally {
      // where that fails it runs out by itself, and what was done is done
      await abortable(lease.release(owner), AbortSignal.timeout(expires)).catch(() => {});
    }
  };
}

async function take(lease: Lease, owner: string, expires: number, maxWait: number): Promise<void> {
  const limit = AbortSignal.timeout(maxWait);
  try {
    for (let tries = 0; !(await abortable(lease.acquire(owner, expires), limit)); tries++) {
      await wait((0.5 + Math.random()) * Math.min(200, 20 * 2 ** tries), limit);
    }
  } catch (error) {
    throw limit.aborted ? locked(maxWait) : error;
  }
}

function locked(milliseconds: number): UsageError {
  return new UsageError(
    'session-locked',
    `The lock of the shared session was not to be had in ${Math.round(milliseconds / 1000)} seconds.`,
  );
}
