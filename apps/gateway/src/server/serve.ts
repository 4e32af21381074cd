import { serve as listen, type ServerRequest } from 'srvx';

export interface Running {
  /** Where it listens. */
  readonly url: string;
  /** Takes no new calls, and lets those under way end: for so many milliseconds at most. */
  close(milliseconds: number): Promise<void>;
}

/** What answers a request. */
type Answer = (
  request: ServerRequest,
  /** Has the server end no sooner than this work does. */
  context: { waitUntil(work: Promise<unknown>): void },
) => Promise<Response>;

/** Serves over HTTP, in Node, Deno or Bun. TLS is the work of the proxy before it. */
export async function serve(
  answer: Answer,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<Running> {
  let closing = false;
  // srvx would wait for what there is when it begins to close, and not for what the last calls add
  const works = new Set<Promise<unknown>>();
  const waitUntil = (work: Promise<unknown>) => {
    const done = work.catch(() => {}).finally(() => works.delete(done));
    works.add(done);
  };
  const server = listen({
    port,
    hostname: host,
    silent: true,
    gracefulShutdown: false,
    // Bun cuts a connection on which nothing was said for 10 seconds, and a wiki may think for longer
    bun: { idleTimeout: 255 },
    async fetch(request) {
      const response = await answer(request, { waitUntil });
      // Node goes on to serve those who keep a connection, and to wait for the rest of a body that came too slowly
      if (closing || response.status === 408) response.headers.set('connection', 'close');
      return response;
    },
  });
  await server.ready();
  const close = async () => {
    closing = true;
    await server.close();
    await Promise.all(works);
  };
  return {
    url: new URL(server.url ?? '').origin,
    async close(milliseconds) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise((resolve) => {
        timer = setTimeout(resolve, milliseconds);
      });
      await Promise.race([close(), late]);
      clearTimeout(timer);
    },
  };
}
