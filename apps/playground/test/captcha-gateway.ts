import { createGateway, type Gateway, memoryStore } from '@mwkit/gateway';
import { createTestWiki } from '@mwkit/testwiki';
import { serve } from 'srvx';
import { openPlayground, type Playground } from '../src/server/playground.ts';

/** The page, with a wiki that asks for the word of a picture, behind a gateway where one signs in step by step. */
export async function openWithGateway(): Promise<Playground> {
  // the page must know where the gateway is, and the gateway where the page
  let gateway: Gateway | undefined;
  const server = serve({
    port: 0,
    hostname: '127.0.0.1',
    silent: true,
    fetch: (request) => gateway?.fetch(request) ?? new Response(undefined, { status: 503 }),
  });
  await server.ready();
  const origin = `http://localhost:${new URL(server.url ?? '').port}`;
  const playground = await openPlayground({ own: `${origin}/wiki/api.php` });
  const wiki = createTestWiki({ captcha: { type: 'image', answers: ['heather'] } });
  const modules = ['query', 'checktoken', 'paraminfo', 'clientlogin', 'createaccount', 'logout'];
  gateway = createGateway({
    config: {
      origin,
      apps: [new URL(playground.url).origin],
      wikis: { wiki: { api: wiki.api, signIn: { by: 'clientlogin' }, modules } },
    },
    store: memoryStore(),
    log: () => {},
    address: () => '127.0.0.1',
    fetch: wiki.fetch,
  });
  return {
    ...playground,
    async [Symbol.asyncDispose]() {
      await Promise.all([playground[Symbol.asyncDispose](), server.close(true)]);
    },
  };
}
