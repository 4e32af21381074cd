import { createGateway, type Gateway, memoryStore } from '@mwkit/gateway';
import { createTestWiki, type TestWikiOptions } from '@mwkit/testwiki';
import { serve as serveWiki } from '@mwkit/testwiki/serve';
import { serve } from 'srvx';

/** A wiki that knows OAuth, and the gateway that its visitors come through. */
export interface BehindGateway {
  /** The wiki's URL at the gateway. */
  readonly url: string;
  close(): Promise<void>;
}

/** Which consumer the gateway is at the wiki. In earnest the secret comes from the environment. */
const clientId = 'playground-gateway';
const secret = 'the-secret-of-the-playground';

/** Starts both on ports of their own. @param page its origin, the one app that the gateway lists */
export async function serveBehindGateway(page: string, options: TestWikiOptions): Promise<BehindGateway> {
  // the wiki must know where the gateway is, and the gateway where the wiki
  let gateway: Gateway | undefined;
  const server = serve({
    port: 0,
    hostname: '127.0.0.1',
    silent: true,
    gracefulShutdown: false,
    fetch: (request) => gateway?.fetch(request) ?? new Response(undefined, { status: 503 }),
  });
  await server.ready();
  const origin = `http://localhost:${new URL(server.url ?? '').port}`;
  const callbackUrl = `${origin}/playground/callback`;
  const wiki = await serveWiki(createTestWiki({ ...options, oauthConsumers: { [clientId]: { secret, callbackUrl } } }));
  gateway = createGateway({
    config: {
      origin,
      apps: [page],
      wikis: { playground: { api: wiki.api, signIn: { by: 'oauth', clientId } } },
    },
    store: memoryStore(),
    secrets: { playground: secret },
    log: () => {},
    address: () => '127.0.0.1',
  });
  return {
    url: `${origin}/playground`,
    close: async () => void (await Promise.all([server.close(true), wiki.close()])),
  };
}
