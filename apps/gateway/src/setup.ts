import type { OAuth } from '@mwkit/workers/oauth';
import { oauth } from '@mwkit/workers/oauth';
import type { AuditEntry, Metrics } from './audit.ts';
import { boundedStore } from './bounded-store.ts';
import { checkConfig, defaultLimits } from './check-config.ts';
import type { GatewayConfig, Limits, WikiConfig } from './config.ts';
import type { Store } from './store.ts';

export interface GatewayOptions {
  readonly config: GatewayConfig;
  readonly store: Store;
  /** The client secrets of confidential OAuth consumers, by the wiki's name. */
  readonly secrets?: { readonly [wiki: string]: string | undefined } | undefined;
  /** Told of what is to be written down. Must not throw. */
  readonly log: (entry: AuditEntry) => void;
  readonly metrics?: Metrics | undefined;
  /** Sends what goes to the wikis. Default: the runtime's own. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** The IP address that a request comes from, as far as it can be trusted. */
  readonly address: (request: Request) => string;
}

/** One wiki of the configuration. */
export interface GatewayWiki extends WikiConfig {
  readonly name: string;
  /** The URL that REST routes are appended to. */
  readonly rest: string;
  /**
   * A client for one request; `undefined` where sign-in is by clientlogin. It sends its writes one after another: of one that outlived
   * its request, visitors would wait for each other's tokens, and in a Worker the runtime would end them as hung.
   */
  readonly oauth: (() => OAuth) | undefined;
  readonly isPublicClient: boolean;
}

/** All that requests have in common. Holds nothing that changes. */
export interface Setup extends Pick<GatewayOptions, 'store' | 'log' | 'metrics' | 'address'> {
  readonly origin: string;
  readonly apps: ReadonlySet<string>;
  readonly wikis: ReadonlyMap<string, GatewayWiki>;
  readonly limits: Limits;
  readonly userAgent: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/** Milliseconds for a request to the token endpoint. Less than others wait for the one who refreshes. */
const tokenTime = 20_000;

/** @throws TypeError that says what is wrong with the configuration */
export function setUp(options: GatewayOptions): Setup {
  const config = checkConfig(options.config);
  const { secrets = {}, store, log, metrics, address } = options;
  const send = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const userAgent = `mwkit-gateway (${config.origin})`;
  const wikiOf = (name: string, wiki: WikiConfig): GatewayWiki => {
    const clientSecret = secrets[name];
    const { api, signIn } = wiki;
    const redirectUri = `${config.origin}/${name}/callback`;
    return {
      ...wiki,
      name,
      rest: api.replace(/[^/]*$/, 'rest.php'),
      isPublicClient: clientSecret === undefined,
      oauth:
        signIn.by === 'oauth'
          ? () =>
              oauth(api, {
                userAgent,
                clientId: signIn.clientId,
                clientSecret,
                redirectUri,
                fetch: send,
                timeout: tokenTime,
              })
          : undefined,
    };
  };
  return {
    origin: config.origin,
    apps: new Set(config.apps),
    wikis: new Map(Object.entries(config.wikis).map(([name, wiki]) => [name, wikiOf(name, wiki)])),
    limits: { ...defaultLimits, ...config.limits },
    userAgent,
    store: boundedStore(store),
    log,
    metrics,
    address,
    fetch: send,
  };
}
