import type { Lease } from '@mwkit/workers';

/**
 * Where a gateway keeps everything that outlives a request: nothing is kept in the process, so that any number of processes serve
 * the same visitors. What is stored is sealed with a key that only the visitor has; its key is a hash of that.
 */
export interface Store {
  /** What is stored under `key`, in the same round trip as the count of this use. */
  read(key: string, budget?: Budget): Promise<ReadResult>;
  /** Forgets it after `seconds`. */
  write(key: string, text: string, seconds: number): Promise<void>;
  /** The value once more, and then never again: of two who take it at once, one gets nothing. */
  take(key: string): Promise<string | undefined>;
  /** By this those who would change the same value exclude each other (`leaseLock`). */
  lease(key: string): Lease;
}

/** So many uses of a key in a window of a minute. */
export interface Budget {
  readonly perMinute: number;
}

export interface ReadResult {
  readonly text: string | undefined;
  /** Milliseconds until the next use is allowed, where there have been too many. */
  readonly wait?: number;
}
