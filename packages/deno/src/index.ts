import {
  type AnyWiki,
  findApi as findApiWith,
  type Platform,
  Wiki,
  type WikiOptions,
  type WikiTypes,
} from '@mwkit/core';
import { server } from '@mwkit/core/server';

export * from '@mwkit/core';
export { sessionFile, type SessionFile } from './session-file.ts';
export { kvSession, type Kv } from './kv-session.ts';

/** Deno's side of the seam: its fetch, and what that leaves to its caller. */
const deno: Platform = {
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

/**
 * A wiki to sign in to and call.
 * @typeParam W What it has, as `mwkit types` writes it. Without it, what the spec knows is typed, and the rest loosely.
 * @param url The URL of its api.php; `findApi` finds it from any page of the wiki.
 * @throws UsageError `user-agent-required`, `bad-api-url`, `bad-option`, `session-damaged`, `session-of-other-wiki`, `session-too-new`
 */
export function createWiki<W extends WikiTypes = AnyWiki>(url: string | URL, options: WikiOptions): Wiki<W> {
  return new Wiki(deno, url, options);
}

/**
 * The api.php of a wiki from the URL of any of its pages (one request), or from that of api.php itself (none).
 * @throws HttpError `not-mediawiki`, NetworkError, UsageError
 */
export function findApi(
  url: string | URL,
  options: { readonly userAgent: string; readonly signal?: AbortSignal; readonly timeout?: number },
): Promise<string> {
  return findApiWith(deno, url, options);
}
