import { Refusal } from './refusal.ts';
import type { Visit } from './visit.ts';
import { Waits } from './waits.ts';

/** What goes to the wiki. */
export interface WikiRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | Blob | undefined;
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

/** A request whose answer begins in time, and whose parts follow each other as fast; ended when the visitor leaves. */
async function fetchInTime(visit: Visit, url: URL, { method, headers, body }: WikiRequest): Promise<Response> {
  const { setup, request } = visit;
  const waits = new Waits(request.signal, setup.limits.wikiTime);
  try {
    const init: RequestInit = { method, headers, redirect: 'manual', signal: waits.signal };
    const response = await waits.for(setup.fetch(url.href, body === undefined ? init : { ...init, body }));
    const parts = bodiless.includes(response.status) ? undefined : response.body?.getReader();
    if (!parts) waits.end();
    return parts ? new Response(streamOf(parts, waits), response) : response;
  } catch {
    waits.end();
    throw new Refusal(waits.late ? 'wiki-slow' : 'wiki-unreachable');
  }
}

/** No Response may be made of these with a body (Fetch standard, null body status). */
const bodiless = [204, 205, 304];

/** The parts as they come: nothing is collected here. */
function streamOf(parts: ReadableStreamDefaultReader<Uint8Array>, waits: Waits): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await waits.for(parts.read());
        if (!done) return controller.enqueue(value);
        waits.end();
        controller.close();
      } catch (error) {
        waits.end();
        controller.error(error);
      }
    },
    async cancel(reason) {
      waits.end();
      await parts.cancel(reason);
    },
  });
}
