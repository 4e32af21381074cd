import { HttpError, NetworkError } from '../errors.ts';
import type { CallOptions } from '../options.ts';

/** An answer that was lost: what it was to a write may have been carried out, or may still be. */
export type Lost = HttpError | NetworkError;

export function isLost(error: unknown): error is Lost {
  return (error instanceof NetworkError || error instanceof HttpError) && error.outcomeUnknown;
}

/**
 * Asks the wiki what became of a write.
 * @throws the error of the lost answer where it cannot be asked; the signal's reason
 */
export async function lookFor<T>(lost: Lost, { signal }: CallOptions, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch {
    signal?.throwIfAborted();
    // what is to be known is that it may be there
    throw lost;
  }
}
