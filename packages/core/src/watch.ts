import { call } from './action/call.ts';
import type { Client } from './client.ts';
import type { JsonObject } from './json.ts';
import type { CallOptions } from './options.ts';

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

/** Puts pages on the watchlist (API:Watch). */
export async function watch(client: Client, titles: readonly string[], options: WatchOptions): Promise<WatchResult[]> {
  const { signal, maxWait, unwatch, expiry } = options;
  const results: WatchResult[] = [];
  for (let at = 0; at < titles.length; at += few) {
    const parameters = { titles: titles.slice(at, at + few), unwatch, expiry };
    const answer: JsonObject = await call(client, 'watch', parameters, { signal, maxWait, method: 'POST' });
    results.push(...(answer['watch'] as WatchResult[]));
  }
  return results;
}
