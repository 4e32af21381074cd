/** Parameters that a wiki or an edge reads from the URL only, whatever the method (CORS preflights have no body). */
const urlOnly: ReadonlySet<string> = new Set(['origin', 'crossorigin', 'centralauthtoken']);

/** Above this many characters a read goes out as POST: servers refuse longer URLs, some from 8 kB on. */
const longestUrl = 6000;

export interface Placed {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** `application/x-www-form-urlencoded`; absent for GET. */
  readonly body?: string;
}

/**
 * Puts each parameter into the URL or the body. Tokens and passwords are only ever in calls that are POSTed, and so in the body;
 * `action` goes where the wiki wants it (some redirect a POST that has `action=edit` in its URL, some log by the URL).
 */
export function place(
  api: string,
  method: 'GET' | 'POST',
  parameters: ReadonlyMap<string, string>,
  actionIn: 'body' | 'url',
): Placed {
  if (method === 'GET') {
    const url = `${api}?${new URLSearchParams([...parameters])}`;
    return url.length <= longestUrl ? { method, url } : place(api, 'POST', parameters, actionIn);
  }
  const inUrl = (name: string) => urlOnly.has(name) || (name === 'action' && actionIn === 'url');
  const query = new URLSearchParams([...parameters].filter(([name]) => inUrl(name))).toString();
  const body = new URLSearchParams([...parameters].filter(([name]) => !inUrl(name))).toString();
  return { method, url: query ? `${api}?${query}` : api, body };
}
