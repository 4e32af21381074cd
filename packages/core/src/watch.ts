import { call } from './action/call.ts';
import type { Client } from './client.ts';
import type { JsonObject } from './json.ts';
import { wait } from './http/wait.ts';
import type { CallOptions } from './options.ts';
import { isLost } from './page/lost.ts';

export interface WatchOptions extends CallOptions {
  /** Takes the pages off the watchlist. */
  readonly unwatch?: boolean | undefined;
  /** For how long: a time in ISO 8601, or as `1 week` (MediaWiki 1.35, where the wiki allows it). */
  readonly expiry?: string | undefined;
}

/** One page that was put on the watchlist, or taken off it. */
export interface WatchResult {
  readonly title: string;
  readonly ns?: number;
  readonly watched?: boolean;
  readonly unwatched?: boolean;
  readonly expiry?: string;
  readonly missing?: boolean;
  readonly invalid?: boolean;
}

/** Titles that a request may hold for everybody. */
const few = 50;

/** How often they are sent where each answer is cut off. */
const mostCuts = 4;

/** Puts pages on the watchlist (API:Watch). */
export async function watch(client: Client, titles: readonly string[], options: WatchOptions): Promise<WatchResult[]> {
  const { signal, maxWait, unwatch, expiry } = options;
  const results: WatchResult[] = [];
  for (let at = 0; at < titles.length; at += few) {
    const parameters = { titles: titles.slice(at, at + few), unwatch, expiry };
    results.push(...(await send(client, parameters, { signal, maxWait })));
  }
  return results;
}

/** Sent again where the answer was lost: a page that is watched twice is watched as if once. */
async function send(client: Client, parameters: object, options: CallOptions): Promise<WatchResult[]> {
  for (let cuts = 1; ; cuts++) {
    try {
      const answer: JsonObject = await call(client, 'watch', parameters, { ...options, method: 'POST' });
      return answer['watch'] as WatchResult[];
    } catch (error) {
      if (!isLost(error) || cuts === mostCuts) throw error;
      await wait(100 * 2 ** cuts, options.signal);
    }
  }
}
