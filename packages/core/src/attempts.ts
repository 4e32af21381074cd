import { recovery } from './retry.ts';
import { MwkitError } from './errors.ts';
import type { Client } from './client.ts';
import type { CallOptions } from './options.ts';
import { wait } from './http/wait.ts';

/** What one attempt saw of the session, so that a failure can be told from one that another call has already mended. */
export interface Attempt {
  generation: number;
  /** The access token that calls were made with when the attempt began. */
  bearer?: string | undefined;
  token?: { readonly type: string; readonly text: string };
}

/**
 * Runs a call until it succeeds or nothing more can be done: waits within one budget, refetches a token once,
 * renews a session once.
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
  for (let failures = 1; ; failures++) {
    const attempt: Attempt = { generation: client.session.generation };
    try {
      attempt.bearer = await client.bearer(signal);
      return await once(attempt);
    } catch (error) {
      signal?.throwIfAborted();
      const next = recovery(error, write, failures);
      if (next.do === 'wait') {
        const pause = next.asked ? next.milliseconds : Math.min(next.milliseconds, budget);
        if (pause > budget || budget <= 0) throw error;
        budget -= pause;
        client.options.onWait?.({ milliseconds: pause, code: codeOf(error), purpose });
        await wait(pause, signal);
      } else if (next.do === 'refetch-token' && !refetched && attempt.token) {
        // a token that the caller gave is the caller's to renew
        refetched = true;
        client.session.tokens.reject(attempt.token.type, attempt.token.text);
      } else if (next.do === 'refresh-bearer' && !refreshed) {
        refreshed = true;
        if (!(await client.refreshBearer(attempt.bearer, signal))) throw error;
      } else if (next.do === 'renew-session' && !renewed) {
        const renewal = await client.renew(attempt.generation, signal);
        if (!renewal) throw error;
        // the session of another process may have ended as well: then a sign-in of our own is still to be tried
        renewed = renewal === 'own';
      } else {
        throw error;
      }
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof MwkitError ? error.code : 'unknown';
}
