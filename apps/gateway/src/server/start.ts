import type { ServerRequest } from 'srvx';
import { createGateway } from '../gateway.ts';
import { checkConfig } from '../check-config.ts';
import { clientSecrets } from '../client-secrets.ts';
import type { GatewayConfig } from '../config.ts';
import { memoryStore } from '../memory-store.ts';
import { redisStore } from '../redis-store.ts';
import { clientAddress } from './address.ts';
import { messageOf, readConfig, type ServerOptions, StartError } from './options.ts';
import { prometheus } from './prometheus.ts';
import { connectRedis } from './redis.ts';
import { type Running, serve } from './serve.ts';

/** Starts a server that keeps its sessions in Redis; its audit log is standard output, a line of JSON each. @throws StartError */
export async function start(
  options: ServerOptions,
  env: { readonly [name: string]: string | undefined },
): Promise<Running> {
  const [config, secrets] = check(await readConfig(options.config), env);
  const redis = options.redis === undefined ? undefined : await connectRedis(options.redis);
  const gateway = createGateway({
    config,
    secrets,
    store: redis ? redisStore(redis) : memoryStore(),
    log: (entry) => console.log(JSON.stringify(entry)),
    metrics: prometheus(),
    address: (request) =>
      clientAddress(
        (request as ServerRequest).ip ?? '',
        request.headers.get('x-forwarded-for'),
        options.trustedProxies,
      ),
  });
  const server = await serve((request, context) => gateway.fetch(request, context), options).catch((error: unknown) => {
    redis?.disconnect();
    throw new StartError(`It cannot listen on ${options.host}, port ${options.port}: ${messageOf(error)}`);
  });
  return {
    url: server.url,
    async close(milliseconds) {
      await server.close(milliseconds);
      redis?.disconnect();
    },
  };
}

function check(
  given: unknown,
  env: { readonly [name: string]: string | undefined },
): [config: GatewayConfig, secrets: { readonly [wiki: string]: string }] {
  try {
    const config = checkConfig(given);
    return [config, clientSecrets(config, env)];
  } catch (error) {
    throw new StartError(messageOf(error));
  }
}
