import type { Platform } from '@mwkit/core';
import { server } from '@mwkit/core/server';

/** Bun's side of the seam: its fetch, and what that leaves to its caller. */
export const bun: Platform = { fetch: (url, init) => globalThis.fetch(url, init), server };
