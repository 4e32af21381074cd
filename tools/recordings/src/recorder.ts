import { CookieJar } from './cookie-jar.ts';
import { textAt, type Exchange, type Header, type Json } from './exchange.ts';

/** How a request reaches a wiki: over the network, or by a call into a wiki in memory. */
export type Fetch = (request: Request) => Promise<Response>;

/** Parameters of api.php. `format=json&formatversion=2` is added; `null` leaves one of these out. */
export type Parameters = Record<string, string | null>;

export interface Sent {
  method: string;
  /** From the root of the wiki's host, e.g. `/w/api.php`. */
  path: string;
  query?: Parameters;
  headers?: Record<string, string>;
  /** A form, a text, or the fields of a multipart form. */
  body?: URLSearchParams | string | { multipart: Record<string, string> };
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
  /** Hosts (`name:port`) and what each is called in recordings, besides the wiki's own: `wiki.example`. */
  aliases?: Record<string, string>;
}

const userAgent = 'mwkit-recorder/1.0';

/** Runs requests through any fetch and keeps the exchanges that are given a name. */
export class Recorder {
  readonly exchanges: Exchange[] = [];
  readonly #options: RecorderOptions;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** Sends a request with the cookies of a jar, and keeps those that come back. Kept as an exchange if it has a name. */
  async send(name: string | undefined, jar: CookieJar | undefined, sent: Sent): Promise<Exchange> {
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
    const exchange: Exchange = {
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

  /** Takes hosts out, also where they are percent-encoded. */
  #blank(text: string): string {
    const hosts = { [new URL(this.#options.origin).host]: 'wiki.example', ...this.#options.aliases };
    return Object.entries(hosts).reduce(
      (blanked, [host, alias]) => blanked.replaceAll(host, alias).replaceAll(encodeURIComponent(host), alias),
      text,
    );
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
  for (const [key, value] of Object.entries(body.multipart)) multipart.append(key, value);
  return multipart;
}

function recordedBody(body: Sent['body'], blank: (text: string) => string): Exchange['request']['body'] {
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

/** One browser: its cookies, and the requests that scenarios are made of. Without a name, a request is not kept. */
export class Browser {
  readonly cookies = new CookieJar();
  readonly #recorder: Recorder;
  readonly #jar: CookieJar | undefined;

  /** @param withCookies whether it keeps and sends any */
  constructor(recorder: Recorder, { withCookies = true }: { withCookies?: boolean } = {}) {
    this.#recorder = recorder;
    this.#jar = withCookies ? this.cookies : undefined;
  }

  send(name: string | undefined, sent: Sent): Promise<Exchange> {
    return this.#recorder.send(name, this.#jar, sent);
  }

  /** GET api.php; the parsed answer. */
  async get(name: string | undefined, parameters: Parameters, more: Partial<Sent> = {}): Promise<Json> {
    const query = { ...defaults, ...parameters };
    return (await this.send(name, { method: 'GET', path: '/w/api.php', query, ...more })).response.body;
  }

  /** POST api.php with all parameters in the body; the parsed answer. */
  async post(name: string | undefined, parameters: Parameters, more: Partial<Sent> = {}): Promise<Json> {
    const body = form({ ...defaults, ...parameters });
    return (await this.send(name, { method: 'POST', path: '/w/api.php', body, ...more })).response.body;
  }

  /** A REST route from `/v1` on, with a JSON body if there is one. */
  rest(name: string, method: string, route: string, more: Partial<Sent> & { json?: Json } = {}): Promise<Exchange> {
    const { json, ...sent } = more;
    const body = json === undefined ? sent.body : JSON.stringify(json);
    const headers = { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...sent.headers };
    return this.send(name, { method, path: `/w/rest.php${route}`, ...sent, ...(body !== undefined && { body }), headers });
  }

  async token(type = 'csrf', more: Partial<Sent> = {}): Promise<string> {
    const answer = await this.get(undefined, { action: 'query', meta: 'tokens', type }, more);
    return textAt(answer, 'query', 'tokens', `${type}token`);
  }

  /** action=login, kept under the name; parameters are added or replaced. */
  async login(name: string | undefined, account: Account, parameters: Parameters = {}): Promise<Json> {
    const lgtoken = await this.token('login');
    const credentials = { lgname: account.name, lgpassword: account.password, lgtoken };
    return this.post(name, { action: 'login', ...credentials, ...parameters });
  }

  /** Signs in for what follows. */
  async signIn(account: Account): Promise<void> {
    const answer = await this.login(undefined, account);
    if (textAt(answer, 'login', 'result') !== 'Success') throw new Error(`no sign-in: ${JSON.stringify(answer)}`);
  }
}

/** Name and password of an account, or of a bot password. */
export interface Account {
  name: string;
  password: string;
}

const defaults = { format: 'json', formatversion: '2' };
