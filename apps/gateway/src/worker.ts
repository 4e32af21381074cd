import { createGateway, type Gateway } from './gateway.ts';
import { analytics, type AnalyticsEngine } from './analytics.ts';
import { checkConfig } from './check-config.ts';
import { clientSecrets } from './client-secrets.ts';
import { durableStore, type StoreObjects } from './durable-store.ts';

export { StoreObject } from './durable-object.ts';

/** The bindings of the Worker; secrets of OAuth consumers besides, as `CLIENT_SECRET_NAME`. */
export interface WorkerEnv {
  /** The configuration, as JSON or as text of it. */
  readonly CONFIG: unknown;
  /** The Durable Objects of class `StoreObject`. */
  readonly STORE: StoreObjects;
  /** A data set of Analytics Engine, if requests are to be counted. */
  readonly METRICS?: AnalyticsEngine | undefined;
}

/** What of the bindings does not change while an isolate lives. */
const gateways = new WeakMap<WorkerEnv, Gateway>();

function gatewayOf(env: WorkerEnv): Gateway {
  const known = gateways.get(env);
  if (known) return known;
  if (!env.STORE) throw new TypeError('There is no binding STORE, to the Durable Objects of class StoreObject.');
  const config = checkConfig(typeof env.CONFIG === 'string' ? JSON.parse(env.CONFIG) : env.CONFIG);
  const gateway = createGateway({
    config,
    secrets: clientSecrets(config, { ...env }),
    store: durableStore(env.STORE),
    log: (entry) => console.log(JSON.stringify(entry)),
    metrics: env.METRICS && analytics(env.METRICS),
    address: (request) => request.headers.get('cf-connecting-ip') ?? '',
  });
  gateways.set(env, gateway);
  return gateway;
}

export default {
  async fetch(request: Request, env: WorkerEnv, context: Parameters<Gateway['fetch']>[1]): Promise<Response> {
    let gateway: Gateway;
    try {
      gateway = gatewayOf(env);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      return new Response('This gateway is not set up: its log says what is wrong.\n', { status: 500 });
    }
    return gateway.fetch(request, context);
  },
};
