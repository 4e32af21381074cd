import { HttpError } from '../errors.ts';
import type { Answered, CookieJar, Platform } from '../platform.ts';
import { fetchOnce, type Followed, type FollowRequest, redirectedElsewhere, redirectOf, signable } from './redirect.ts';

const maxRedirects = 20;
/** Headers that describe a body, and go when the body goes (Fetch standard, HTTP-redirect fetch). */
const bodyHeaders = ['content-type', 'content-length', 'content-encoding', 'content-language', 'content-location'];

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
  const headers = { ...request.headers };
  let { url, method, body } = request;
  for (let hops = 0; ; hops++) {
    const found = jar?.getCookieString(url) ?? '';
    const cookies = typeof found === 'string' ? found : await found;
    if (cookies) headers['cookie'] = cookies;
    else if ('cookie' in headers) delete headers['cookie'];
    const { signal, credentials, otherOrigin } = request;
    const response = await fetchOnce(platform, { url, method, headers, body, signal, credentials, otherOrigin });
    for (const line of response.headers.getSetCookie()) await jar?.setCookie(line, url);

    const location = redirectOf(response);
    if (location === null) return { response, url, cookies };
    await discard(response);
    if (hops >= maxRedirects) throw redirectLoop();
    const next = target(location, url);
    if (next.origin !== new URL(url).origin) {
      if (request.otherOrigin === 'refuse') throw redirectedElsewhere(next);
      delete headers['authorization'];
      delete headers['proxy-authorization'];
    }
    if ((response.status === 303 && method !== 'HEAD') || (response.status < 303 && method === 'POST')) {
      method = 'GET';
      body = undefined;
      for (const name of bodyHeaders) delete headers[name];
    }
    url = next.href;
    if (request.signer && headers['authorization'])
      headers['authorization'] = (await request.signer.sign(signable({ method, url, headers, body }))).authorization;
  }
}

function target(location: string, from: string): URL {
  const next = new URL(location, from);
  if (!/^https?:$/.test(next.protocol) || (from.startsWith('https:') && next.protocol === 'http:')) {
    throw new HttpError('insecure-redirect', `${new URL(from).origin} redirects to ${next.protocol}//${next.host}.`);
  }
  return next;
}

/** Reads a small body, so that the connection can serve the next hop; gives up on a large one. */
async function discard(response: Answered): Promise<void> {
  const reader = response.body?.getReader();
  let length = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.byteLength;
    if (length > 65_536) return reader?.cancel();
  }
}

function redirectLoop(): HttpError {
  return new HttpError('redirect-loop', `More than ${maxRedirects} redirects.`);
}
