import { handleAction } from './action/api.ts';
import { identityProvider } from './identity-provider.ts';
import { imageFile } from './image-file.ts';
import { notFound, viewPage } from './index-php.ts';
import type { TestWikiOptions } from './options.ts';
import { latest } from './pages.ts';
import type { Mail } from './auth/mails.ts';
import { actionOf, withoutSecrets, type RecordedRequest } from './requests.ts';
import { handleRest } from './rest/rest.ts';
import { approvalPage } from './oauth/approve.ts';
import { createOAuth, type TestWikiOAuth } from './oauth/test-hooks.ts';
import { createState } from './create-state.ts';
import type { State } from './state.ts';
import { parseTitle } from './title.ts';

/** Answers instead of the wiki, or leaves it to the wiki by answering nothing. */
export type Interceptor = (
  request: Request,
  call: { readonly action?: string },
) => Response | undefined | Promise<Response | undefined>;

/** A MediaWiki in memory. */
export interface TestWiki {
  readonly origin: string;
  /** URL of api.php. */
  readonly api: string;
  /** URL of rest.php. */
  readonly rest: string;
  /**
   * Answers a request, as `fetch` would. Cookies are read from the header `Cookie`; redirects are not followed.
   * @throws the signal's reason, if the request was aborted
   */
  readonly fetch: (request: Request | string | URL, init?: RequestInit) => Promise<Response>;
  /** All requests so far, in order. */
  readonly requests: readonly RecordedRequest[];
  /** What the wiki has mailed, oldest first. */
  readonly mails: readonly Mail[];
  /** The wikitext of a page; undefined if there is none. */
  readonly text: (title: string) => string | undefined;
  /** Read-only mode, with its reason; null ends it. */
  readonly setReadOnly: (reason: string | null) => void;
  /** The database is so many seconds behind: calls with a smaller `maxlag` are refused. */
  readonly setMaxlag: (seconds: number | null) => void;
  /** The next so many edits are refused as `ratelimited`. */
  readonly setRateLimited: (edits: number | null) => void;
  /** All sessions are lost, as when the server's cache is restarted. `Token` cookies still sign in. */
  readonly endSessions: () => void;
  /** Tokens of Extension:OAuth, for tests. */
  readonly oauth: TestWikiOAuth;
  /** For faults: the handler sees each request before the wiki. The answer takes it out again. */
  readonly intercept: (handler: Interceptor) => () => void;
}

async function route(state: State, request: Request, url: URL): Promise<Response> {
  const { pathname } = url;
  const script = state.scriptPath;
  const external = identityProvider(state, url) ?? approvalPage(state, url);
  if (external) return external;
  if (pathname === `${script}/api.php`) return handleAction(state, request, url);
  if (pathname.startsWith(`${script}/api.php/`)) {
    const text =
      'This endpoint does not support "path info", i.e. extra text between "api.php" and the "?". Remove any such text and try again.';
    const Location = `${state.origin}${script}/api.php${url.search}`;
    return new Response(text, { status: 301, headers: { Location, 'Content-Type': 'text/html; charset=UTF-8' } });
  }
  const hasRest = state.version !== '1.16' && state.version !== '1.27';
  if (hasRest && (pathname === `${script}/rest.php` || pathname.startsWith(`${script}/rest.php/`)))
    return handleRest(state, request, url);
  if (pathname === `${script}/index.php` || pathname === '/' || /^\/wiki(\/|$)/u.test(pathname))
    return viewPage(state, request, url);
  return imageFile(state, url) ?? notFound();
}

/** A wiki in memory, new and on its own. Without options it has the accounts and the page of `defaults`. */
export function createTestWiki(options: TestWikiOptions = {}): TestWiki {
  const state = createState(options);
  const { origin } = state;
  const requests: RecordedRequest[] = [];
  const interceptors = new Set<Interceptor>();
  const answer = async (request: Request, url: URL, call: { action?: string }): Promise<Response> => {
    for (const intercept of interceptors) {
      const response = await intercept(request.clone(), call);
      if (response) return response;
    }
    const response = await route(state, request, url);
    if (request.method !== 'HEAD') return response;
    return new Response(null, { status: response.status, headers: response.headers });
  };
  return {
    origin,
    api: `${origin}${state.scriptPath}/api.php`,
    rest: `${origin}${state.scriptPath}/rest.php`,
    async fetch(input, init) {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      const url = new URL(request.url);
      if (options.origin === undefined) state.origin = url.origin;
      const action = url.pathname.endsWith('/api.php') ? await actionOf(request, url) : undefined;
      const call = action === undefined ? {} : { action };
      const response = await answer(request, url, call);
      requests.push({ method: request.method, url: withoutSecrets(url), ...call, status: response.status });
      request.signal.throwIfAborted();
      return Object.defineProperty(response, 'url', { value: request.url, configurable: true });
    },
    requests,
    mails: state.mails,
    text(title) {
      const page = state.pages.byTitle(parseTitle(title)?.text ?? title);
      return page && latest(page).text;
    },
    setReadOnly: (reason) => void (state.readOnly = reason),
    setMaxlag: (seconds) => void (state.maxlag = seconds),
    setRateLimited: (edits) => void (state.rateLimited = edits ?? 0),
    endSessions: () => state.sessions.clear(),
    oauth: createOAuth(state),
    intercept(handler) {
      interceptors.add(handler);
      return () => void interceptors.delete(handler);
    },
  };
}
