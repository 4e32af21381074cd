import type { TestWiki } from '@mwkit/testwiki';
import type { ServedWiki } from '@mwkit/testwiki/serve';
import type { Wiki } from '@mwkit/node';
import type { GatewayConfig } from '../src/index.ts';
import { Browser } from './page.ts';

/** Where the gateways of these tests say that they lie. They listen elsewhere, as behind a proxy. */
const origin = 'https://gateway.example';
const app = 'https://app.example';

/** The OAuth consumer of the gateways, which call their wiki `w`. */
export const oauthConsumers = {
  web: { secret: 'secret-of-the-consumer', callbackUrl: `${origin}/w/callback` },
} as const;

/** What gateways are started with. */
export const configFor = ({ api }: ServedWiki): GatewayConfig => ({
  origin,
  apps: [app],
  wikis: { w: { api, signIn: { by: 'oauth', clientId: 'web' } } },
  // the tests are in a hurry
  limits: { visitor: 100_000, address: 100_000 },
});

/** A browser with one visitor, whose gateway is at first one process, and then another. */
export class Visitor {
  /** `http://127.0.0.1:PORT` of the process that answers for the gateway. */
  base: string;
  readonly #browser: Browser;
  readonly #user: string;

  constructor(base: string, user: string, wiki: TestWiki, served: ServedWiki) {
    this.base = base;
    this.#user = user;
    this.#browser = new Browser({
      [origin]: async (request) => fetch(await this.#moved(request)),
      [new URL(served.api).origin]: (request) => this.#atWiki(wiki, request),
      [wiki.origin]: (request) => this.#atWiki(wiki, request),
    });
  }

  /** Signs in by OAuth. @returns where the browser is in the end: at the app, by the wiki's and the gateway's leave */
  async signIn(): Promise<string> {
    const back = encodeURIComponent(`${app}/page`);
    const { url, response } = await this.#browser.open(`${origin}/w/sign-in?return=${back}`);
    if (response) throw new Error(`${url.origin}${url.pathname} shows ${response.status} ${await response.text()}`);
    return url.href;
  }

  /** A call of the app's page. */
  call(path: string, init: RequestInit = {}): Promise<Response> {
    return this.#browser.fetchFrom(app)(origin + path, { credentials: 'include', ...init });
  }

  /** Who is signed in. */
  async user(): Promise<string | null> {
    return ((await (await this.call('/w/session')).json()) as { user: string | null }).user;
  }

  /** The wiki, as the page calls it through the gateway. */
  get wiki(): Wiki {
    return this.#browser.wikiIn(app, `${origin}/w/api.php`, { as: 'user', maxWait: 0 });
  }

  /** What nobody else may see. */
  get secrets(): readonly string[] {
    return [...(this.#browser.cookies.get(new URL(origin).host)?.values() ?? [])];
  }

  /** The request, to the process. */
  async #moved(request: Request): Promise<Request> {
    const { pathname, search } = new URL(request.url);
    const { method, headers } = request;
    const body = request.body && (await request.arrayBuffer());
    return new Request(this.base + pathname + search, { method, headers, body, redirect: 'manual' });
  }

  #atWiki(wiki: TestWiki, { url }: Request): Promise<Response> {
    const { pathname, search } = new URL(url);
    const choice = pathname.endsWith('/authorize') ? `&user=${this.#user}` : '';
    return wiki.fetch(wiki.origin + pathname + search + choice);
  }
}
