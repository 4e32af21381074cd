import type { Platform } from '@mwkit/core';
import { server } from '@mwkit/core/server';
import { fetch } from './fetch.ts';

/** Node's side of the seam: its fetch, and what that leaves to its caller. */
export const node: Platform = { fetch, server };
