import { serve as listen, type ServerRequest } from 'srvx';

export interface Running {
  /** Where it listens. */
  readonly url: string;
  /** Takes no new calls, and lets those under way end: for so many milliseconds at most. */
  close(milliseconds: number): Promise<void>;
}

/** Serves over HTTP, in Node, Deno or Bun. TLS is the work of the proxy before it. */
export async function serve(
  answer: (request: ServerRequest) => Promise<Response>,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<Running> {
  let closing = false;
  const server = listen({
    port,
    hostname: host,
    silent: true,
    gracefulShutdown: false,
    // Bun cuts a connection on which nothing was said for 10 seconds, and a wiki may think for longer
    bun: { idleTimeout: 255 },
    async fetch(request) {
      const response = await answer(request);
      // Node goes on to serve those who keep a connection, and to wait for the rest of a body that came too slowly
      if (closing || response.status === 408) response.headers.set('connection', 'close');
      return response;
    },
  });
  await server.ready();
  return {
    url: new URL(server.url ?? '').origin,
    async close(milliseconds) {
      closing = true;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise((resolve) => {
        timer = setTimeout(resolve, milliseconds);
      });
      await Promise.race([server.close(), late]);
      clearTimeout(timer);
    },
  };
}
