import type { Limit } from './options.ts';

/** Counts attempts by key in windows of time, as MediaWiki's Throttler does. */
export interface Throttle {
  /** Counts one more attempt; true if it is over the limit (and then it is not counted). */
  exceeded(key: string, limit: Limit | false | undefined): boolean;
  /** Whether one more attempt would be over the limit; it is not counted. */
  isReached(key: string, limit: Limit): boolean;
  clear(key: string): void;
}

export function createThrottle(clock: () => number): Throttle {
  const windows = new Map<string, { count: number; until: number }>();
  return {
    exceeded(key, limit) {
      if (!limit) return false;
      let window = windows.get(key);
      if (!window || window.until <= clock()) {
        windows.set(key, (window = { count: 0, until: clock() + limit.seconds * 1000 }));
      }
      if (window.count >= limit.count) return true;
      window.count += 1;
      return false;
    },
    isReached(key, { count }) {
      const window = windows.get(key);
      return window !== undefined && window.until > clock() && window.count >= count;
    },
    clear: (key) => void windows.delete(key),
  };
}
