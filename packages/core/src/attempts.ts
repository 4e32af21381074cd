import { laterIfReached } from './load-later.ts';
import { MwkitError } from './errors.ts';
import type { Client } from './client.ts';
import type { CallOptions } from './options.ts';
import { wait } from './http/wait.ts';
import type { Recovery } from './retry.ts';
import type { Pause } from './turns.ts';

/** What one attempt saw of the session, so that a failure can be told from one that another call has already mended. */
export interface Attempt {
  generation: number;
  /** The access token that calls were made with when the attempt began. */
  bearer?: string | undefined;
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
  let budget = options.maxWait ?? client.options.maxWait ?? 120_000;
  let refetched = false;
  let renewed = false;
  let refreshed = false;
  let pause: Pause | undefined;
  const waited = async (asked: number, code: string): Promise<boolean> => {
    const milliseconds = Math.min(asked, budget);
    if (milliseconds <= 0) return false;
    budget -= milliseconds;
    client.options.onWait?.({ milliseconds, code, purpose });
    await wait(milliseconds, signal);
    return true;
  };
  for (let failures = 1; ; failures++) {
    const turn = client.turns.enter(write, purpose, signal, waited, pause);
    if (turn) await turn;
    const attempt: Attempt = { generation: client.session.generation };
    let error: unknown;
    let next: Recovery | undefined;
    let code = 'unknown';
    let begun = false;
    try {
      if (client.options.bearer !== undefined) attempt.bearer = await client.bearer(signal);
      begun = true;
      return await once(attempt);
    } catch (thrown) {
      signal?.throwIfAborted();
      error = thrown;
      if (thrown instanceof MwkitError) code = thrown.code;
      // pages that are never refused anything need none of it; where it cannot be loaded the failure stands.
      // A write that has got no access token yet has not begun
      next = (await laterIfReached())?.recovery(thrown, write && begun, failures);
      // before anybody else has his turn
      if (next?.do === 'wait' && next.shared !== undefined)
        pause = client.turns.hold(next.shared === 'same' ? purpose : next.shared, next.milliseconds, code);
    } finally {
      client.turns.leave(write);
    }
    if (next?.do === 'wait') {
      // a guess is cut to what is left, and then tried once more
      if (budget <= 0 || (next.asked && next.milliseconds > budget)) throw error;
      await waited(next.milliseconds, code);
    } else if (next?.do === 'refetch-token' && !refetched && attempt.token) {
      // a token that the caller gave is the caller's to renew
      refetched = true;
      client.session.tokens.reject(attempt.token.type, attempt.token.text);
    } else if (next?.do === 'refresh-bearer' && !refreshed) {
      refreshed = true;
      if (!(await client.refreshBearer(attempt.bearer, signal))) throw error;
    } else if (next?.do === 'renew-session' && !renewed) {
      const renewal = await client.renew(attempt.generation, signal);
      if (!renewal) throw error;
      // the session of another process may have ended as well: then a sign-in of our own is still to be tried
      renewed = renewal === 'own';
    } else {
      throw error;
    }
    client.options.onRetry?.({ attempt: failures + 1, after: next.do, code, purpose });
  }
}
