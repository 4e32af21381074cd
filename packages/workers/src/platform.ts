import type { Platform } from '@mwkit/core';
import { server } from '@mwkit/core/server';

/** The side of Workers of the seam: their fetch, and what that leaves to its caller. */
export const workers: Platform = { fetch: (url, init) => globalThis.fetch(url, init), server };
