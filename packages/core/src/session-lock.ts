import { UsageError } from './errors.ts';
import { wait } from './http/wait.ts';
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
    const until = Date.now() + maxWait;
    for (let tries = 0; !(await lease.acquire(owner, expires)); tries++) {
      const left = until - Date.now();
      if (left <= 0) throw locked(maxWait);
      await wait(Math.min(left, (0.5 + Math.random()) * Math.min(200, 20 * 2 ** tries)));
    }
    try {
      return await work();
    } finally {
      await lease.release(owner);
    }
  };
}

function locked(milliseconds: number): UsageError {
  return new UsageError(
    'session-locked',
    `Others who share the session have been renewing it for ${Math.round(milliseconds / 1000)} seconds.`,
    'Try again. If that stays so, look why their sign-in hangs.',
  );
}
