import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestWiki } from '@mwkit/testwiki';
import { serve as serveWiki } from '@mwkit/testwiki/serve';
import { serve } from 'srvx';
import { createGateway, memoryStore, type GatewayConfig, type WikiConfig } from '../../src/index.ts';
import { startWorkerd } from '../workerd.ts';
import { startWrangler } from '../wrangler.ts';
import type { Sites } from './sites.ts';

/** A gateway behind `gateway.wiki.test`. */
export interface Behind extends AsyncDisposable {
  /** Of the wiki at the gateway, e.g. `https://gateway.wiki.test:12345/wiki`. */
  readonly url: string;
}

/** One whose sessions can be made to end. */
export interface BehindInNode extends Behind {
  /** Moves the clock of its store. */
  pass(seconds: number): void;
}

const secret = 'the-secret-of-the-consumer';

function configOf(sites: Sites, wiki: WikiConfig): GatewayConfig {
  return {
    origin: sites.origin('gateway.wiki.test'),
    apps: [sites.origin('app.wiki.test'), sites.origin('other.test')],
    wikis: { wiki },
    // all visitors come from one address here
    limits: { address: 10_000 },
  };
}

/** A secret that belongs to nothing is refused. */
const secretsOf = ({ signIn }: WikiConfig) => (signIn.by === 'oauth' ? { CLIENT_SECRET_WIKI: secret } : {});

/** In Node, with all that it keeps in memory. */
export async function startInNode(sites: Sites, wiki: WikiConfig): Promise<BehindInNode> {
  let ahead = 0;
  const app = createGateway({
    config: configOf(sites, wiki),
    store: memoryStore(() => Date.now() + ahead),
    secrets: { wiki: secret },
    log: () => {},
    address: () => '127.0.0.1',
  });
  const server = serve({ port: 0, hostname: '127.0.0.1', silent: true, fetch: (request) => app.fetch(request) });
  await server.ready();
  sites.behind = new URL(server.url!).origin;
  return {
    url: `${sites.origin('gateway.wiki.test')}/wiki`,
    pass: (seconds) => void (ahead += seconds * 1000),
    [Symbol.asyncDispose]: () => server.close(true),
  };
}

/** In workerd, with Durable Objects. */
export async function startInWorkerd(sites: Sites, wiki: WikiConfig): Promise<Behind> {
  const env = { CONFIG: configOf(sites, wiki), ...secretsOf(wiki) };
  const worker = await startWorkerd(new URL('../../src/worker.ts', import.meta.url), { objects: 'StoreObject', env });
  sites.behind = worker.url;
  return {
    url: `${sites.origin('gateway.wiki.test')}/wiki`,
    [Symbol.asyncDispose]: () => worker[Symbol.asyncDispose](),
  };
}

/** The same as `wrangler dev` runs it locally. */
export async function startInWrangler(sites: Sites, wiki: WikiConfig): Promise<Behind> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mwkit-gateway-'));
  const vars = { CONFIG: JSON.stringify(configOf(sites, wiki)), ...secretsOf(wiki) };
  const worker = await startWrangler(vars, path.join(folder, 'wrangler'));
  sites.behind = worker.url;
  return {
    url: `${sites.origin('gateway.wiki.test')}/wiki`,
    async [Symbol.asyncDispose]() {
      await worker[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

export interface StartedWiki extends AsyncDisposable {
  readonly config: WikiConfig;
  /** Who made the last revision of a page; `undefined` where there is none. */
  author(title: string): Promise<string | undefined>;
}

/** A wiki with Extension:OAuth, where the gateway is registered. */
export async function startOAuthWiki(sites: Sites): Promise<StartedWiki> {
  const callbackUrl = `${sites.origin('gateway.wiki.test')}/wiki/callback`;
  const wiki = createTestWiki({ oauthConsumers: { app: { secret, callbackUrl } } });
  const served = await serveWiki(wiki);
  return {
    config: { api: served.api, signIn: { by: 'oauth', clientId: 'app' } },
    async author(titles) {
      const query = { action: 'query', prop: 'revisions', rvprop: 'user', titles, format: 'json', formatversion: '2' };
      const answer = await wiki.fetch(`${wiki.api}?${new URLSearchParams(query)}`);
      return (await answer.json()).query.pages[0].revisions?.[0].user;
    },
    [Symbol.asyncDispose]: () => served.close(),
  };
}
