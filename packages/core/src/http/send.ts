import { laterIfReached } from '../load-later.ts';
import type { Bytes } from '../base64url.ts';
import type { CorsPlan, CorsRule } from '../cors.ts';
import { HttpError, UsageError } from '../errors.ts';
import type { Answered, CookieJar, Platform } from '../platform.ts';
import type { RequestSigner } from '../request-signer.ts';
import { networkError } from './failure.ts';
import { leaveToRuntime } from './redirect.ts';
import { type Redact, redactor } from './redact.ts';
import { inTime } from './wait.ts';

/** One HTTP request of a call. `url` holds no secret; `headers` and `body` may. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  /** A FormData goes as multipart/form-data; the runtime names the boundary. */
  readonly body?: string | FormData | undefined;
  /** Whether the wiki changes something when it carries this out. */
  readonly write: boolean;
  /** By whom `authorization` of `headers` is good for this request alone. */
  readonly signer?: RequestSigner | undefined;
  /** Values in headers or body that must appear in no error: password, token, Authorization. */
  readonly secrets: readonly string[];
  /** What the request is for, e.g. `action=edit`; for `onExchange`. */
  readonly purpose: string;
  readonly otherOrigin?: 'refuse' | 'follow';
  /** How a page may send this. */
  readonly cors?: CorsPlan;
}

export interface HttpResponse {
  readonly status: number;
  /** Where it came from, redirects included. */
  readonly url: string;
  readonly headers: Pick<Headers, 'get'>;
  /** The body as it came. */
  readonly bytes: Bytes;
  /** The body as UTF-8. */
  readonly text: string;
  /** Takes this request's secrets out of a text. */
  readonly redact: Redact;
}

/** One HTTP request as it goes over the wire, for logs and displays. Holds no secret. */
export interface ExchangeRequest {
  /** A number of its own in this program: the same before and after it. */
  readonly id: number;
  readonly method: string;
  readonly url: string;
  /** What it is for, e.g. `action=edit` or `GET /v1/page/{title}`. */
  readonly purpose: string;
  /** The rule for calls from web pages that it goes by. */
  readonly rule: CorsRule;
  /** The body that is sent, without its secrets; `undefined` where there is none. */
  readonly sent: string | undefined;
}

/** The same when it has ended. */
export interface Exchange extends ExchangeRequest {
  /** The HTTP status; `undefined` where no answer came. */
  readonly status: number | undefined;
  readonly milliseconds: number;
  /** The codes of `MediaWiki-API-Error`, where the wiki sent that header. */
  readonly apiError: string | undefined;
  /** The text of the answer, without secrets and tokens; `undefined` where no answer came, or no text. */
  readonly received: string | undefined;
}

/** What every request of one wiki has in common. */
export interface Sender {
  readonly platform: Platform;
  readonly jar: CookieJar | undefined;
  /** Milliseconds for one HTTP request, redirects and body included. */
  readonly timeout: number;
  /** Bytes of body that are read at most. */
  readonly maxResponseBytes: number;
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
  readonly onRequest?: ((request: ExchangeRequest) => void) | undefined;
}

/**
 * Sends one request and reads its answer whole.
 * @throws HttpError, NetworkError; an abort rejects with the signal's reason.
 */
export async function send(sender: Sender, request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse> {
  // pages that display nothing need none of it; where it cannot be loaded nothing is told
  const display = sender.onRequest || sender.onExchange ? await laterIfReached() : undefined;
  signal?.throwIfAborted();
  const started = Date.now();
  const shown = display?.forDisplay(request);
  if (shown) sender.onRequest?.(shown);
  let response: Answered | undefined;
  let received: string | undefined;
  const exchange = async (aborted: AbortSignal): Promise<HttpResponse> => {
    const followed = await (sender.platform.server?.follow ?? leaveToRuntime)(sender.platform, sender.jar, {
      url: request.url,
      method: request.method,
      headers: request.headers,
      body: request.body,
      signal: aborted,
      credentials: request.cors?.credentials,
      otherOrigin: request.otherOrigin ?? 'refuse',
      signer: request.signer,
    });
    response = followed.response;
    const { status, headers } = response;
    const { url } = followed;
    const bytes = await readBytes(response, sender.maxResponseBytes, request);
    decoder ??= new TextDecoder();
    const text = decoder.decode(bytes);
    const redact = redactor(() => [...request.secrets, ...cookieSecrets(followed.cookies)]);
    if (display && /text|json/.test(headers.get('content-type') ?? '')) received = display.maskTokens(redact(text));
    return { status, url, headers, bytes, text, redact };
  };
  try {
    return await inTime(sender.timeout, signal, exchange);
  } catch (thrown) {
    if (signal?.aborted) throw signal.reason;
    // a fetch that the caller brought may be one that cannot send this
    if (thrown instanceof HttpError || thrown instanceof UsageError) throw thrown;
    // a runtime's error may quote a header that it refused
    const cookies = (await sender.jar?.getCookieString(request.url)) ?? '';
    const redact = redactor(() => [...request.secrets, ...cookieSecrets(cookies)]);
    const { failure } = sender.platform.server ?? {};
    throw networkError(thrown, { ...request, answered: response !== undefined }, redact, failure);
  } finally {
    if (shown)
      sender.onExchange?.({
        ...shown,
        status: response?.status,
        milliseconds: Date.now() - started,
        apiError: response?.headers.get('mediawiki-api-error') ?? undefined,
        received,
      });
  }
}

/** Made with the first answer. */
let decoder: TextDecoder | undefined;

/** Values of cookies that open the session. The user's name and number are none, and stand in many a message. */
function cookieSecrets(cookies: string): string[] {
  return cookies
    .split('; ')
    .filter((pair) => !/^\w*User(Name|ID)=/.test(pair))
    .map((pair) => pair.slice(pair.indexOf('=') + 1))
    .filter((value) => value.length >= 12);
}

async function readBytes(response: Answered, maxBytes: number, request: HttpRequest): Promise<Bytes> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // not `for await`: older Safari cannot iterate over a stream
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.byteLength;
    if (length > maxBytes) {
      await reader?.cancel();
      throw tooLarge(response, maxBytes, request);
    }
    chunks.push(part.value);
  }
  if (chunks.length === 1) return chunks[0] as Bytes;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

function tooLarge(response: Answered, maxBytes: number, request: HttpRequest): HttpError {
  return new HttpError(
    'too-large',
    `${request.purpose} was answered with more than ${Math.round(maxBytes / 1_048_576)} MiB.`,
    undefined,
    { status: response.status, outcomeUnknown: request.write },
  );
}
