import { Refusal } from './refusal.ts';
import type { Visit } from './visit.ts';

/** What goes to the wiki. */
export interface WikiRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | FormData | Uint8Array<ArrayBuffer> | undefined;
  /** Whether a redirect may lead there. */
  readonly mayFollow: (url: URL) => boolean;
}

/** Headers of the visitor that the wiki gets. Nothing that says who or where the visitor is. */
const passed = ['accept', 'accept-language', 'if-none-match', 'if-modified-since'];

export function wikiHeaders({ request, setup }: Visit): Headers {
  const headers = new Headers();
  for (const name of passed) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const app = request.headers.get('api-user-agent') ?? '';
  if (!/^[\x20-\x7E]{0,200}$/.test(app))
    throw new Refusal('parameter-refused', { info: 'Api-User-Agent is to be up to 200 characters of ASCII.' });
  headers.set('user-agent', `${app} ${setup.userAgent}`.trim());
  return headers;
}

/** Where the wiki's cookies of a visitor are, where sessions are by cookies. */
export interface Cookies {
  header(url: string): Promise<string>;
  keep(lines: readonly string[], url: string): Promise<void>;
}

/**
 * Sends a request, and follows redirects within what may be called.
 * @throws Refusal `wiki-unreachable`, `wiki-slow`, `wiki-redirects`
 */
export async function sendToWiki(visit: Visit, sent: WikiRequest, cookies?: Cookies): Promise<Response> {
  let { url } = sent;
  for (let hops = 0; hops < 5; hops++) {
    const headers = new Headers(sent.headers);
    const cookie = await cookies?.header(url.href);
    if (cookie) headers.set('cookie', cookie);
    const response = await fetchInTime(visit, url, { ...sent, headers });
    await cookies?.keep(response.headers.getSetCookie(), url.href);
    const location = [301, 302, 303, 307, 308].includes(response.status) ? response.headers.get('location') : null;
    if (location === null) return response;
    response.body?.cancel().catch(() => {});
    const isRead = sent.method === 'GET' || sent.method === 'HEAD';
    const next = URL.canParse(location, url) ? new URL(location, url) : undefined;
    // 301 to 303 would make a GET of a write
    if (!next || !sent.mayFollow(next) || !(isRead || response.status > 303)) break;
    url = next;
  }
  throw new Refusal('wiki-redirects');
}

/** A request whose answer begins within `limits.wikiTime`, and whose parts follow each other as fast; ended when the visitor leaves. */
async function fetchInTime(visit: Visit, url: URL, { method, headers, body }: WikiRequest): Promise<Response> {
  const { setup, request } = visit;
  const controller = new AbortController();
  const leave = () => controller.abort();
  request.signal.addEventListener('abort', leave);
  let late = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      late = true;
      controller.abort();
    }, setup.limits.wikiTime);
  };
  const done = () => {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', leave);
  };
  wait();
  try {
    const init: RequestInit = { method, headers, redirect: 'manual', signal: controller.signal };
    const response = await setup.fetch(url.href, body === undefined ? init : { ...init, body });
    if (!response.body) done();
    return response.body ? withBody(response, timed(response.body, wait, done)) : response;
  } catch {
    done();
    throw new Refusal(late ? 'wiki-slow' : 'wiki-unreachable');
  }
}

function withBody(response: Response, body: ReadableStream<Uint8Array>): Response {
  const { status, headers } = response;
  return new Response(body, { status, headers });
}

/** The same stream, of which each part is told. */
function timed(stream: ReadableStream<Uint8Array>, onPart: () => void, onEnd: () => void): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      onPart();
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        onEnd();
        controller.close();
      } catch (error) {
        onEnd();
        controller.error(error);
      }
    },
    async cancel(reason) {
      onEnd();
      await reader.cancel(reason);
    },
  });
}
