import {
  type AuditEntry,
  createGateway,
  type GatewayConfig,
  memoryStore,
  type Sample,
  type Store,
} from '@mwkit/gateway';
import { createTestWiki, type TestWiki, type TestWikiOptions } from '@mwkit/testwiki';
import { Browser } from './page.ts';

export const origin = 'https://gateway.example';
export const app = 'https://app.example';
export const api = `${origin}/test/api.php`;

export interface Opened {
  readonly testwiki: TestWiki;
  readonly browser: Browser;
  readonly store: Store;
  readonly log: AuditEntry[];
  readonly samples: Sample[];
  /** A request as it comes to one of the gateways. */
  readonly ask: (request: Request) => Promise<Response>;
  /** Signs Alice in, and comes back to the app. */
  readonly signIn: (parameters?: string, choice?: string) => Promise<URL>;
}

/** Two gateways over one store, which answer in turn; a wiki behind them, and a browser before them. */
export function open(
  options: TestWikiOptions = {},
  changes: Partial<Omit<GatewayConfig, 'wikis'>> & {
    readonly wiki?: object;
    readonly store?: Store;
    readonly secret?: string | undefined;
  } = {},
): Opened {
  const grants = ['basic', 'highvolume', 'editpage', 'createeditmovepage', 'uploadfile'];
  const oauthConsumers = { web: { secret: 'web-secret', callbackUrl: `${origin}/test/callback`, grants } };
  const testwiki = createTestWiki({ version: '1.45', origin: 'https://wiki.example', oauthConsumers, ...options });
  const { wiki, store = memoryStore(), secret, ...rest } = { secret: 'web-secret', ...changes };
  const config: GatewayConfig = {
    origin,
    apps: [app, 'https://other.example'],
    wikis: { test: { api: testwiki.api, signIn: { by: 'oauth', clientId: 'web' }, ...wiki } },
    ...rest,
  };
  const log: AuditEntry[] = [];
  const samples: Sample[] = [];
  const make = () =>
    createGateway({
      config,
      store,
      secrets: { test: secret },
      log: (entry) => log.push(entry),
      metrics: { observe: (sample) => samples.push(sample) },
      fetch: testwiki.fetch,
      address: (request) => request.headers.get('x-address') ?? '192.0.2.1',
    });
  const gateways = [make(), make()];
  let turn = 0;
  const ask = (request: Request): Promise<Response> => (gateways[turn++ % 2] as (typeof gateways)[0]).fetch(request);
  // whoever goes through with an authorization is said in its URL
  let chosen = 'user=Alice';
  const atWiki = (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    if (url.pathname.endsWith('/authorize')) return testwiki.fetch(`${url.href}&${chosen}`);
    return testwiki.fetch(request);
  };
  const browser = new Browser({ [origin]: ask, 'https://wiki.example': atWiki });
  const signIn = async (parameters = '', choice = 'user=Alice'): Promise<URL> => {
    chosen = choice;
    const back = encodeURIComponent(`${app}/page?x=1`);
    return (await browser.open(`${origin}/test/sign-in?return=${back}${parameters}`)).url;
  };
  return { testwiki, browser, store, log, samples, ask, signIn };
}
