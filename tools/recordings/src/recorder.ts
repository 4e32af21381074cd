import type { CookieJar } from './cookie-jar.ts';
import type { Exchange, Json } from './exchange.ts';

/** How a request reaches a wiki: over the network, or by a call into a wiki in memory. */
export type Fetch = (request: Request) => Promise<Response>;

/** Parameters of api.php. `format=json&formatversion=2` is added; `null` leaves one of these out. */
export type Parameters = Record<string, string | null>;

/** A file of a multipart form. */
export type SentFile = {
  /** Its name. */
  file: string;
  base64: string;
};

export interface Sent {
  method: string;
  /** From the root of the wiki's host, e.g. `/w/api.php`. */
  path: string;
  query?: Parameters;
  headers?: Record<string, string>;
  /** A form, a text, or the fields of a multipart form. */
  body?: URLSearchParams | string | { multipart: Record<string, string | SentFile> };
  note?: string;
}

export interface RecorderOptions {
  fetch: Fetch;
  /** Where the wiki is, e.g. `http://127.0.0.1:8080`. */
  origin: string;
  /** MediaWiki's full version. */
  version: string;
  /** The name of the variant. */
  overlay: string;
}

const userAgent = 'mwkit-recorder/1.0';

type Header = [name: string, value: string];

/** An exchange with all that a recording holds. */
export interface FreshExchange extends Exchange {
  wiki: {
    /** MediaWiki's full version, e.g. `1.43.9`. */
    version: string;
    /** The variant of the settings, `plain` for none; several joined by commas. */
    overlay: string;
  };
  /** What the exchange shows, where its name does not say it. */
  note?: string;
  request: {
    method: string;
    /** The wiki's host is `wiki.example`, whatever it was. */
    url: string;
    /** Without Host and Content-Length. */
    headers: Header[];
    /** `{ multipart: fields }` of a multipart form; a file is its name and its bytes in base64. */
    body: Json;
  };
  response: {
    status: number;
    headers: Header[];
    /** JSON parsed, anything else as text; text above 60 000 characters is cut. */
    body: Json;
  };
}

/** Runs requests through any fetch and keeps the exchanges that are given a name. */
export class Recorder {
  readonly exchanges: FreshExchange[] = [];
  readonly #options: RecorderOptions;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** Sends a request with the cookies of a jar, and keeps those that come back. Kept as an exchange if it has a name. */
  async send(name: string | undefined, jar: CookieJar | undefined, sent: Sent): Promise<FreshExchange> {
    const { fetch, origin, version, overlay } = this.#options;
    const query = sent.query ? `?${form(sent.query)}` : '';
    const headers = requestHeaders(sent, jar);
    const request = new Request(`${origin}${sent.path}${query}`, {
      method: sent.method,
      headers,
      redirect: 'manual',
      ...(sent.body !== undefined && { body: requestBody(sent.body) }),
    });
    const contentType = typeof sent.body === 'object' && request.headers.get('Content-Type');
    if (contentType && !headers.some(([key]) => key === 'Content-Type')) headers.push(['Content-Type', contentType]);
    const response = await fetch(request);
    jar?.keep(response.headers.getSetCookie());
    const text = await response.text();
    const exchange: FreshExchange = {
      name: name ?? '',
      wiki: { version, overlay },
      ...(sent.note && { note: sent.note }),
      request: {
        method: sent.method,
        url: this.#blank(request.url),
        headers: headers.map(([key, value]) => [key, this.#blank(value)]),
        body: recordedBody(sent.body, (value) => this.#blank(value)),
      },
      response: {
        status: response.status,
        headers: responseHeaders(response).map(([key, value]) => [key, this.#blank(value)]),
        body: parsed(this.#blank(text)),
      },
    };
    if (name !== undefined) this.exchanges.push(exchange);
    return exchange;
  }

  /** Takes the wiki's host out, also where it is percent-encoded. */
  #blank(text: string): string {
    const { host } = new URL(this.#options.origin);
    return text.replaceAll(host, 'wiki.example').replaceAll(encodeURIComponent(host), 'wiki.example');
  }
}

function requestHeaders({ headers = {}, body }: Sent, jar: CookieJar | undefined): Header[] {
  const all: Record<string, string> = { 'User-Agent': userAgent, Accept: '*/*', ...headers };
  const cookie = jar?.header();
  if (cookie) all['Cookie'] = cookie;
  if (body instanceof URLSearchParams) all['Content-Type'] ??= 'application/x-www-form-urlencoded';
  return Object.entries(all).filter(([, value]) => value !== '');
}

function requestBody(body: NonNullable<Sent['body']>): BodyInit {
  if (typeof body === 'string') return new TextEncoder().encode(body); // a text would be given a Content-Type
  if (body instanceof URLSearchParams) return body.toString();
  const multipart = new FormData();
  for (const [key, value] of Object.entries(body.multipart)) {
    if (typeof value === 'string') multipart.append(key, value);
    else multipart.append(key, new Blob([Buffer.from(value.base64, 'base64')]), value.file);
  }
  return multipart;
}

function recordedBody(body: Sent['body'], blank: (text: string) => string): Json {
  if (body === undefined) return null;
  return typeof body === 'object' && 'multipart' in body ? body : blank(body.toString());
}

// What Title-Case gets wrong of the names that MediaWiki sends; Headers gives all in lower case.
const spelling = new Map(
  ['ETag', 'MediaWiki-API-Error', 'MediaWiki-CORS-Rejection', 'MediaWiki-Login-Suppressed'].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);

function responseHeaders(response: Response): Header[] {
  return [...response.headers]
    .filter(([name]) => name !== 'host') // PHP's own server sends it back
    .map(([name, value]) => [spelling.get(name) ?? name.replace(/(^|-)./g, (start) => start.toUpperCase()), value]);
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text.length > 60_000 ? `${text.slice(0, 4000)}... (${text.length} characters)` : text;
  }
}

export function form(parameters: Parameters): URLSearchParams {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== null);
  return new URLSearchParams(given);
}

/** The path and query of a URL of the wiki, or of a relative one. */
export function pathOf(url: string): string {
  const { pathname, search } = new URL(url, 'http://wiki.example');
  return pathname + search;
}
