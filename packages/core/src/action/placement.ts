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
 * With a file among them they go as multipart/form-data (RFC 7578).
 */
export function place(
  api: string,
  method: 'GET' | 'POST',
  parameters: ReadonlyMap<string, EncodedValue>,
  actionIn: 'body' | 'url',
): Placed {
  const isForm = [...parameters.values()].some((value) => typeof value !== 'string');
  if (method === 'GET' && !isForm) {
    const all = new URLSearchParams();
    // to make it of them costs twice as much
    parameters.forEach((value, name) => all.append(name, value as string));
    const url = `${api}?${all}`;
    if (url.length <= longestUrl) return { method, url };
  }
  const query = new URLSearchParams();
  const body = isForm ? new FormData() : new URLSearchParams();
  for (const [name, value] of parameters) {
    const inUrl = urlOnly.has(name) || (name === 'action' && actionIn === 'url');
    if (typeof value === 'string') (inUrl ? query : body).append(name, value);
    else (body as FormData).append(name, value, fileName(value));
  }
  return {
    method: 'POST',
    url: `${api}?${query}`.replace(/\?$/, ''),
    // to ask whether it is a FormData would load Node's fetch for it
    body: isForm ? (body as FormData) : (body as URLSearchParams).toString(),
  };
}

/** By its having one PHP knows a part for a file; Bun gives a Blob an empty one, where others write `blob`. */
function fileName(value: Blob): string {
  return ('name' in value && typeof value.name === 'string' && value.name) || 'blob';
}
