import { request as send } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { makeCertificate } from '@mwkit/browsers';
import { build } from 'esbuild';

/** Hosts of one site, and one of another. Those of evil are no apps of the gateway's. */
export const hosts = ['app.wiki.test', 'gateway.wiki.test', 'other.test', 'evil.wiki.test', 'evil.test'] as const;
type Host = (typeof hosts)[number];

/** Pages by https, and a gateway that lies behind. One server for all: browsers tell them by their names. */
export interface Sites extends AsyncDisposable {
  origin(host: Host): string;
  /** What `/example` calls its gateway's wiki. */
  exampleGateway: string;
  /** Where `gateway.wiki.test` is passed on to, e.g. `http://127.0.0.1:12345`. */
  behind: string | undefined;
}

export async function startSites(): Promise<Sites> {
  const [certificate, script, example] = await Promise.all([
    makeCertificate(hosts),
    bundle('page.ts'),
    bundle('example.ts'),
  ]);
  const server = createServer(certificate, (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'https://any.test');
    const { method, headers } = request;
    if (headers.host?.startsWith('gateway.')) {
      const passed = send(`${sites.behind}${request.url}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(response);
      });
      passed.on('error', () => response.writeHead(502).end('no gateway'));
      request.pipe(passed);
    } else if (pathname.endsWith('.js')) {
      const code =
        pathname === '/page.js' ? script : example.replaceAll('https://gateway.example/mywiki', sites.exampleGateway);
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(code);
    } else if (headers.host?.startsWith('evil.') || pathname === '/blank') {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><body>');
    } else {
      const html = pathname === '/example' ? exampleHtml : '<body><script type="module" src="/page.js"></script>';
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>An app</title>${html}`);
    }
  });
  await new Promise<void>((ready, failed) => server.once('error', failed).listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const sites: Sites = {
    origin: (host) => `https://${host}:${port}`,
    exampleGateway: '',
    behind: undefined,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return sites;
}

const exampleHtml = `<body>
<button>Sign in</button><button>Greet</button><button>Sign out</button><output></output>
<script type="module" src="/example.js"></script>`;

/** A script, as a user's bundler makes it. */
async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, name)],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]!.text;
}
