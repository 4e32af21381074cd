import { MwkitError } from './errors.ts';
import type { Client } from './client.ts';
import type { CallOptions } from './options.ts';
import { wait } from './http/wait.ts';
import type { Pause } from './turns.ts';

/** What one attempt saw of the session, so that a failure can be told from one that another call has already mended. */
export interface Attempt {
  generation: number;
  token?: { readonly type: string; readonly text: string };
}

/**
 * Runs a call until it succeeds or nothing more can be done: each attempt in its turn, waits within one budget, a token refetched
 * once, a session renewed once.
 */
export async function attempts<T>(
  client: Client,
  purpose: string,
  write: boolean,
  options: CallOptions,
  once: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  const { signal } = options;
  const { onRetry, onWait } = client.options;
  let budget = options.maxWait ?? client.options.maxWait ?? 120_000;
  let refetched = false;
  let renewed = false;
  let pause: Pause | undefined;
  const waited = async (asked: number, code: string): Promise<boolean> => {
    const milliseconds = Math.min(asked, budget);
    if (milliseconds <= 0) return false;
    budget -= milliseconds;
    onWait?.({ milliseconds, code, purpose });
    await wait(milliseconds, signal);
    return true;
  };
  for (let failures = 1; ; failures++) {
    await client.turns.enter(write, purpose, signal, waited, pause);
    const attempt: Attempt = { generation: client.session.generation };
    let error: unknown;
    try {
      return await once(attempt);
    } catch (thrown) {
      error = thrown;
    } finally {
      client.turns.leave(write);
    }
    signal?.throwIfAborted();
    // pages that are never refused anything need none of it; where it cannot be loaded the failure stands
    const recovery = await import('./later.ts').then(
      (later) => later.recovery,
      () => undefined,
    );
    const next = recovery?.(error, write, failures);
    const code = error instanceof MwkitError ? error.code : 'unknown';
    if (next?.do === 'wait') {
      const { milliseconds, asked, shared } = next;
      pause =
        shared === undefined ? undefined : client.turns.hold(shared === 'same' ? purpose : shared, milliseconds, code);
      // a guess is cut to what is left, and then tried once more
      if (budget <= 0 || (asked && milliseconds > budget)) throw error;
      await waited(milliseconds, code);
    } else if (next?.do === 'refetch-token' && !refetched && attempt.token) {
      // a token that the caller gave is the caller's to renew
      refetched = true;
      client.session.tokens.reject(attempt.token.type, attempt.token.text);
    } else if (next?.do === 'renew-session' && !renewed) {
      const renewal = await client.renew(attempt.generation, signal);
      if (!renewal) throw error;
      // the session of another process may have ended as well: then a sign-in of our own is still to be tried
      renewed = renewal === 'own';
    } else {
      throw error;
    }
    onRetry?.({ attempt: failures + 1, after: next.do, code, purpose });
  }
}
