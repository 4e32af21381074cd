import type { TestWiki } from '../src/index.ts';

type Answer = any; // eslint-disable-line -- what a wiki answers is what is tested

/** One browser: keeps the cookies that a wiki sets, and the answer to the last request. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** Names of the cookies that the last answer set; `-name` if it deleted them. */
  set: string[] = [];
  response = new Response();
  readonly wiki: TestWiki;

  constructor(wiki: TestWiki) {
    this.wiki = wiki;
  }

  async send(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0)
      headers.set('Cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    this.response = await this.wiki.fetch(url, { ...init, headers });
    this.set = this.response.headers.getSetCookie().map((line) => this.#keep(line));
    return this.response;
  }

  #keep(line: string): string {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
    if (/Max-Age=0/u.test(line)) {
      this.cookies.delete(name);
      return `-${name}`;
    }
    this.cookies.set(name, value);
    return name;
  }

  async get(parameters: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    const query = new URLSearchParams({ format: 'json', formatversion: '2', ...parameters });
    return (await this.send(`${this.wiki.api}?${query}`, { headers })).json();
  }

  async post(parameters: Record<string, string>, query = '', headers: Record<string, string> = {}): Promise<Answer> {
    const body = new URLSearchParams({ format: 'json', formatversion: '2', ...parameters });
    return (await this.send(this.wiki.api + query, { method: 'POST', body, headers })).json();
  }

  async rest(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const json = body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } };
    const text = await (await this.send(this.wiki.rest + path, { method, headers, ...json })).text();
    return text !== '' && this.response.headers.get('content-type') === 'application/json' ? JSON.parse(text) : text;
  }

  async token(type = 'csrf'): Promise<string> {
    return (await this.get({ action: 'query', meta: 'tokens', type })).query.tokens[`${type}token`];
  }

  async login(lgname: string, lgpassword: string, more: Record<string, string> = {}): Promise<Answer> {
    return (await this.post({ action: 'login', lgname, lgpassword, lgtoken: await this.token('login'), ...more }))
      .login;
  }

  async edit(title: string, text: string, more: Record<string, string> = {}): Promise<Answer> {
    return this.post({ action: 'edit', title, text, token: await this.token(), ...more });
  }

  /** Whom the wiki takes this browser for. */
  async who(): Promise<string> {
    return (await this.get({ action: 'query', meta: 'userinfo' })).query.userinfo.name;
  }
}

export const alice = ['Alice', 'Alice-password-1'] as const;
export const robot = ['Robot@lab', 'b'.repeat(32)] as const;
