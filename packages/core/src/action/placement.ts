import { areTexts, multipart } from './multipart.ts';
import type { EncodedValue } from './parameters.ts';

/** Parameters that a wiki or an edge reads from the URL only, whatever the method (CORS preflights have no body). */
const urlOnly: ReadonlySet<string> = new Set(['origin', 'crossorigin', 'centralauthtoken']);

/** Above this many characters a read goes out as POST: servers refuse longer URLs, some from 8 kB on. */
const longestUrl = 6000;

export interface Placed {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** A text is `application/x-www-form-urlencoded`, a FormData is `multipart/form-data`; absent for GET. */
  readonly body?: string | FormData;
}

/**
 * Puts each parameter into the URL or the body. Tokens and passwords are only ever in calls that are POSTed, and so in the body;
 * `action` goes where the wiki wants it (some redirect a POST that has `action=edit` in its URL, some log by the URL).
 */
export function place(
  api: string,
  method: 'GET' | 'POST',
  parameters: ReadonlyMap<string, EncodedValue>,
  actionIn: 'body' | 'url',
): Placed {
  const all = [...parameters];
  if (method === 'GET') {
    const url = areTexts(all) && `${api}?${new URLSearchParams(all)}`;
    return url && url.length <= longestUrl ? { method, url } : place(api, 'POST', parameters, actionIn);
  }
  const inUrl = (name: string) => urlOnly.has(name) || (name === 'action' && actionIn === 'url');
  const query = all.filter(([name]) => inUrl(name));
  const rest = all.filter(([name]) => !inUrl(name));
  return {
    method,
    url: query.length > 0 && areTexts(query) ? `${api}?${new URLSearchParams(query)}` : api,
    body: areTexts(rest) ? new URLSearchParams(rest).toString() : multipart(rest),
  };
}
