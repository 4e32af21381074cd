/** Waits, and ends at once with the signal's reason when it is aborted. */
export function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** Waits for work that others share: an abort ends this wait, not the work. */
export function abortable<T>(shared: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return shared;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    // also where nobody waits any more: a failure that nobody takes ends a Node process
    shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/**
 * Does work that must end in time: rejects with a TimeoutError when the time is over, and with the signal's reason when it is aborted.
 * The work is told by a signal of its own, but need not look at it.
 */
export function inTime<T>(
  milliseconds: number,
  signal: AbortSignal | undefined,
  work: (aborted: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    // AbortSignal.timeout and AbortSignal.any do the same, and cost more than all else in a call
    const controller = new AbortController();
    const ending =
      <A>(settle: (how: A) => void) =>
      (how: A) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
        settle(how);
      };
    const fail = ending(reject);
    const end = (reason: unknown) => {
      fail(reason);
      controller.abort(reason);
    };
    const stop = () => end(signal?.reason);
    const timer = setTimeout(() => end(new DOMException('no answer in time', 'TimeoutError')), milliseconds);
    signal?.addEventListener('abort', stop);
    work(controller.signal).then(ending(resolve), fail);
  });
}
