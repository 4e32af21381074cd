import { Wiki } from '@mwkit/node';

type Answer = (request: Request) => Promise<Response>;

const simpleHeaders = ['accept', 'accept-language', 'content-language', 'content-type'];
const simpleTypes = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)/;

/** As much of a browser as a gateway meets: cookies of hosts, CORS, redirects of what it opens. */
export class Browser {
  /** By host: name to value. */
  readonly cookies: Map<string, Map<string, string>> = new Map();
  readonly #hosts: { readonly [origin: string]: Answer };
  readonly #send: Answer;
  readonly log: { method: string; url: string; status: number }[] = [];

  /** @param hosts who answers, by origin */
  constructor(hosts: { readonly [origin: string]: Answer }) {
    this.#hosts = hosts;
    this.#send = async (request) => {
      const answer = hosts[new URL(request.url).origin];
      if (!answer) throw new TypeError(`nobody is at ${request.url}`);
      const response = await answer(request);
      this.log.push({ method: request.method, url: request.url, status: response.status });
      for (const line of response.headers.getSetCookie()) this.#keep(new URL(request.url).host, line);
      return response;
    };
  }

  /** Follows a navigation until a host that nobody is at: the app. @returns where it is; or what was shown on the way */
  async open(url: string): Promise<{ url: URL; response?: Response }> {
    let here = new URL(url);
    for (;;) {
      if (!this.#hosts[here.origin]) return { url: here };
      const response = await this.step(here);
      const location = response.headers.get('location');
      if (location === null) return { url: here, response };
      here = new URL(location, here);
    }
  }

  /** One request of a navigation. */
  step(url: URL | string): Promise<Response> {
    const here = new URL(url);
    const headers = { ...this.#cookieHeader(here), 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'cross-site' };
    return this.#send(new Request(here, { headers, redirect: 'manual' }));
  }

  /** `fetch` of a page of this origin. */
  fetchFrom(page: string): (url: string, init?: RequestInit) => Promise<Response> {
    return async (url, init = {}) => {
      const headers = new Headers(init.headers);
      const names = [...headers.keys()].filter((name) => !simpleHeaders.includes(name));
      if (headers.has('content-type') && !simpleTypes.test(headers.get('content-type') ?? ''))
        names.push('content-type');
      const method = init.method ?? 'GET';
      headers.set('origin', page);
      if (names.length > 0 || !['GET', 'HEAD', 'POST'].includes(method)) await this.#ask(page, url, method, names);
      if (init.credentials === 'include')
        for (const [name, value] of Object.entries(this.#cookieHeader(new URL(url)))) headers.set(name, value);
      const response = await this.#send(new Request(url, { ...init, headers, redirect: 'manual' }));
      if (response.headers.get('access-control-allow-origin') !== page) throw new TypeError('Failed to fetch: CORS');
      return response;
    };
  }

  /** A wiki object in a page of this origin. */
  wikiIn(page: string, api: string, options: Partial<ConstructorParameters<typeof Wiki>[2]> = {}): Wiki {
    const fetch = this.fetchFrom(page);
    const userAgent = 'mwkit-tests/1.0 (https://example.org; me@example.org)';
    return new Wiki({ fetch, origin: () => page }, api, { userAgent, ...options });
  }

  async #ask(page: string, url: string, method: string, names: readonly string[]): Promise<void> {
    const headers = {
      origin: page,
      'access-control-request-method': method,
      'access-control-request-headers': names.join(','),
    };
    const { ok, headers: told } = await this.#send(new Request(url, { method: 'OPTIONS', headers }));
    const allowed = (told.get('access-control-allow-headers') ?? '').toLowerCase().split(/, */);
    const fits =
      ok && told.get('access-control-allow-origin') === page && names.every((name) => allowed.includes(name));
    if (!fits || !(told.get('access-control-allow-methods') ?? '').split(/, */).includes(method))
      throw new TypeError('Failed to fetch: preflight');
  }

  #cookieHeader({ host }: URL): { cookie?: string } {
    const cookies = [...(this.cookies.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
    return cookies === '' ? {} : { cookie: cookies };
  }

  #keep(host: string, line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    const jar = this.cookies.get(host) ?? new Map<string, string>();
    this.cookies.set(host, jar);
    if (/max-age=0(;|$)/i.test(line)) jar.delete(name);
    else jar.set(name, value);
  }
}
