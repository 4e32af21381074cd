import type { Platform } from '@mwkit/core';
import { server } from '@mwkit/core/server';

/** Deno's side of the seam: its fetch, and what that leaves to its caller. */
export const deno: Platform = {
  fetch(url, init) {
    const once = { ...init, ...(unpooled && init.method !== 'GET' && { client: unpooled }) };
    return globalThis.fetch(url, once);
  },
  server,
};

/**
 * Deno sends a request again, a POST too, when a connection that it had kept open closes with no answer
 * (the case "a write whose connection closed with no answer" of tools/conformance). One that keeps none open sends it once.
 * Made on import and kept: as a part of a test it would count as a leak.
 */
const unpooled: object | undefined =
  typeof Deno === 'undefined' ? undefined : Deno.createHttpClient({ poolMaxIdlePerHost: 0 });

/** What is used of Deno here; absent where the package is only compiled or tested. */
declare const Deno: { createHttpClient(options: { poolMaxIdlePerHost: number }): object } | undefined;
