import { HttpError } from '../errors.ts';
import type { CookieJar, Platform } from '../platform.ts';

const maxRedirects = 20;
const redirects = new Set([301, 302, 303, 307, 308]);
/** Headers that describe a body, and go when the body goes (Fetch standard, HTTP-redirect fetch). */
const bodyHeaders = ['content-type', 'content-length', 'content-encoding', 'content-language', 'content-location'];

export interface FollowRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body?: string;
  readonly signal: AbortSignal;
  readonly credentials?: RequestCredentials | undefined;
  /** `refuse`: for calls of a wiki, whose body may hold a password. `follow`: for pages; cookies and Authorization stay behind. */
  readonly otherOrigin: 'refuse' | 'follow';
}

export interface Followed {
  readonly response: Response;
  /** The `Cookie` header of the last hop. */
  readonly cookies: string;
}

/**
 * One request and the redirects it meets, with the cookies that are set on the way kept and sent on.
 * No runtime but a browser does this: fetch loses the Set-Cookie of every hop it follows.
 * Never sends a cookie or Authorization to another origin, nor anything from https to http.
 */
export async function follow(
  platform: Platform,
  jar: CookieJar | undefined,
  request: FollowRequest,
): Promise<Followed> {
  const headers = new Headers(request.headers);
  let { url, method, body } = request;
  for (let hops = 0; ; hops++) {
    const cookies = (await jar?.getCookieString(url)) ?? '';
    if (cookies) headers.set('cookie', cookies);
    else headers.delete('cookie');
    const { signal } = request;
    const response = await platform.fetch(url, {
      method,
      headers,
      signal,
      redirect: 'manual',
      ...inPage(request),
      ...(body === undefined ? {} : { body }),
    });
    // a browser shows nothing of a redirect but that there is one
    if (response.type === 'opaqueredirect') return { response: await followedByRuntime(platform, request), cookies };
    for (const line of response.headers.getSetCookie()) await jar?.setCookie(line, url);

    const location = redirects.has(response.status) ? response.headers.get('location') : null;
    if (location === null) return { response: located(response, url), cookies };
    await discard(response);
    if (hops >= maxRedirects) throw redirectLoop();
    const next = target(location, url);
    if (next.origin !== new URL(url).origin) {
      if (request.otherOrigin === 'refuse') throw redirectedElsewhere(next);
      headers.delete('authorization');
      headers.delete('proxy-authorization');
    }
    if ((response.status === 303 && method !== 'HEAD') || (response.status < 303 && method === 'POST')) {
      method = 'GET';
      body = undefined;
      for (const name of bodyHeaders) headers.delete(name);
    }
    url = next.href;
  }
}

/** A browser follows with its own cookies. A body is not left to it: that may hold a password, and would go where it leads. */
async function followedByRuntime(platform: Platform, request: FollowRequest): Promise<Response> {
  const { url, method, headers, signal } = request;
  if (method !== 'GET') throw redirectedUnseen(url);
  const response = await platform.fetch(url, { method, headers, signal, ...inPage(request) });
  const end = new URL(response.url || url);
  if (request.otherOrigin === 'refuse' && end.origin !== new URL(url).origin) throw redirectedElsewhere(end);
  return response;
}

/** What a browser alone is told; workerd refuses to be given any. */
function inPage({ credentials }: FollowRequest): RequestInit {
  if (!credentials) return {};
  // REST answers that a browser has kept of nobody's calls allow none with cookies, which it would fail by them for minutes
  return credentials === 'include' ? { credentials, cache: 'no-store' } : { credentials };
}

/** `url` of a response is where it came from, hops included; a manual redirect leaves the first hop's there. */
function located(response: Response, url: string): Response {
  if (response.url !== url) Object.defineProperty(response, 'url', { value: url });
  return response;
}

function target(location: string, from: string): URL {
  const next = new URL(location, from);
  if (!/^https?:$/.test(next.protocol) || (from.startsWith('https:') && next.protocol === 'http:')) {
    throw new HttpError(
      'insecure-redirect',
      `${new URL(from).origin} redirects to ${next.protocol}//${next.host}.`,
      'Nothing is sent from https to anything else: ask the wiki to mend its redirect.',
    );
  }
  return next;
}

/** Reads a small body, so that the connection can serve the next hop; gives up on a large one. */
async function discard(response: Response): Promise<void> {
  const reader = response.body?.getReader();
  let length = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.byteLength;
    if (length > 65_536) return reader?.cancel();
  }
}

function redirectLoop(): HttpError {
  return new HttpError('redirect-loop', `More than ${maxRedirects} redirects.`, 'Check the URL of the wiki.');
}

function redirectedUnseen(url: string): HttpError {
  return new HttpError(
    'redirected-elsewhere',
    `${new URL(url).host} redirects the request, and a browser does not tell where to.`,
    'Nothing was sent there. If you trust that place, give its URL instead.',
  );
}

function redirectedElsewhere(to: URL): HttpError {
  return new HttpError(
    'redirected-elsewhere',
    `The wiki redirects to ${to.origin}${to.pathname}.`,
    'Nothing was sent there. If you trust that place, give its URL instead.',
  );
}
