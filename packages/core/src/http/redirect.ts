import { HttpError } from '../errors.ts';
import type { Answered, CookieJar, Platform } from '../platform.ts';
import type { RequestSigner, SignableRequest } from '../request-signer.ts';

export interface FollowRequest {
  readonly url: string;
  readonly method: string;
  /** By name in lower case. */
  readonly headers: { readonly [name: string]: string };
  readonly body?: string | FormData | undefined;
  readonly signal: AbortSignal;
  readonly credentials?: RequestCredentials | undefined;
  /** `refuse`: for calls of a wiki, whose body may hold a password. `follow`: for pages; cookies and Authorization stay behind. */
  readonly otherOrigin: 'refuse' | 'follow';
  /** Signs anew where a redirect stays at the origin. */
  readonly signer?: RequestSigner | undefined;
}

export interface Followed {
  readonly response: Answered;
  /** Where it came from, redirects included. */
  readonly url: string;
  /** The `Cookie` header of the last hop. */
  readonly cookies: string;
}

type Unsigned = Pick<FollowRequest, 'method' | 'url' | 'headers' | 'body'>;

/** What of a request a signer is to see. */
export function signable({ method, url, headers, body }: Unsigned): SignableRequest {
  const isForm = headers['content-type'] === 'application/x-www-form-urlencoded';
  return { method, url, form: isForm && typeof body === 'string' ? body : undefined };
}

/** One way to send a request. @throws HttpError for a redirect that is not followed */
export type Follow = (platform: Platform, jar: CookieJar | undefined, request: FollowRequest) => Promise<Followed>;

/** Sends one request, and leaves a redirect to the runtime where it hides that (a browser); one that is seen is refused. */
export const leaveToRuntime: Follow = async (platform, _jar, request) => {
  const { url } = request;
  const response = await fetchOnce(platform, request);
  // a browser shows nothing of a redirect but that there is one
  if (response.type === 'opaqueredirect') return followedByRuntime(platform, request);
  const location = redirectOf(response);
  if (location !== null) throw redirectedElsewhere(new URL(location, url));
  return { response, url, cookies: '' };
};

/** One hop. */
export function fetchOnce(platform: Platform, request: FollowRequest): Promise<Answered> {
  const { url, method, headers, body, signal } = request;
  const init: RequestInit = { method, headers, signal, redirect: 'manual' };
  if (body !== undefined) init.body = body;
  return platform.fetch(url, request.credentials ? { ...init, ...inPage(request) } : init);
}

/** What a browser alone is told; workerd refuses to be given any. */
function inPage({ credentials }: FollowRequest): RequestInit {
  if (!credentials) return {};
  // REST answers that a browser has kept of nobody's calls allow none with cookies, which it would fail by them for minutes
  return credentials === 'include' ? { credentials, cache: 'no-store' } : { credentials };
}

/** Where a redirect leads, as it says; null for any other answer. */
export const redirectOf = ({ status, headers }: Answered): string | null =>
  [301, 302, 303, 307, 308].includes(status) ? headers.get('location') : null;

/**
 * A browser follows with its own cookies. A body is not left to it: that may hold a password, and would go where it leads; nor is a
 * signature, which is good for this URL alone.
 */
async function followedByRuntime(platform: Platform, request: FollowRequest): Promise<Followed> {
  const { url, method, headers, signal } = request;
  if (method !== 'GET' || request.signer) throw redirectedUnseen(url);
  const response = await platform.fetch(url, { method, headers, signal, ...inPage(request) });
  const end = new URL(response.url || url);
  if (request.otherOrigin === 'refuse' && end.origin !== new URL(url).origin) throw redirectedElsewhere(end);
  return { response, url: end.href, cookies: '' };
}

function redirectedUnseen(url: string): HttpError {
  return new HttpError(
    'redirected-elsewhere',
    `${new URL(url).host} redirects the request, and a browser does not tell where to.`,
  );
}

export function redirectedElsewhere(to: URL): HttpError {
  return new HttpError('redirected-elsewhere', `The wiki redirects to ${to.origin}${to.pathname}.`);
}
