import { type AnyWiki, findApi as findApiWith, Wiki, type WikiOptions, type WikiTypes } from '@mwkit/core';
import { node } from './platform.ts';

export * from '@mwkit/core';
export { sessionFile, type SessionFile } from './session-file.ts';

/**
 * A wiki to sign in to and call.
 * @typeParam W What it has, as `mwkit types` writes it. Without it, what the spec knows is typed, and the rest loosely.
 * @param url The URL of its api.php; `findApi` finds it from any page of the wiki.
 * @throws UsageError `user-agent-required`, `bad-api-url`, `bad-option`, `session-damaged`, `session-of-other-wiki`, `session-too-new`
 */
export function createWiki<W extends WikiTypes = AnyWiki>(url: string | URL, options: WikiOptions): Wiki<W> {
  return new Wiki(node, url, options);
}

/**
 * The api.php of a wiki from the URL of any of its pages (one request), or from that of api.php itself (none).
 * @throws HttpError `not-mediawiki`, NetworkError, UsageError
 */
export function findApi(
  url: string | URL,
  options: { readonly userAgent: string; readonly signal?: AbortSignal; readonly timeout?: number },
): Promise<string> {
  return findApiWith(node, url, options);
}
