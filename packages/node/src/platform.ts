import type { Platform } from '@mwkit/core';
import { server } from '@mwkit/core/server';

/** Node's side of the seam: its fetch, and what that leaves to its caller. */
export const node: Platform = { fetch: (url, init) => globalThis.fetch(url, init), server };
