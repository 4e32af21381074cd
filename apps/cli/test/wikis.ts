import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createTestWiki, recordedWiki, type TestWiki } from '@mwkit/testwiki';
import { startWiki, unavailable } from '@mwkit/wiki';

/** A wiki on loopback: in memory, or real. All have the accounts of `@mwkit/wiki`. */
export interface TestedWiki extends AsyncDisposable {
  readonly origin: string;
  readonly api: string;
}

export interface ServedTestWiki extends TestedWiki {
  /** The User-Agent of each request so far. */
  userAgents(): readonly (string | undefined)[];
}

const why = await unavailable();
// CI must run everything: there a missing wiki fails
const skipped = why !== undefined && process.env['CI'] !== 'true';
if (skipped) console.warn(`\nSKIPPED: tests against real MediaWikis. ${why}\n`);

export type WikiKind = 'testwiki' | '1.39' | '1.43';

/** For `describe.for(wikis)`: each kind of wiki, and whether it cannot be run here. */
export const wikis: readonly { readonly kind: WikiKind; readonly skip: boolean }[] = [
  { kind: 'testwiki', skip: false },
  { kind: '1.39', skip: skipped },
  { kind: '1.43', skip: skipped },
];

export function start(kind: 'testwiki'): Promise<ServedTestWiki>;
export function start(kind: WikiKind): Promise<TestedWiki>;
export async function start(kind: WikiKind): Promise<TestedWiki> {
  if (kind === 'testwiki') return serveTestWiki();
  const { origin, api, stop } = await startWiki({ version: kind });
  return { origin, api, [Symbol.asyncDispose]: stop };
}

async function serveTestWiki(): Promise<ServedTestWiki> {
  const userAgents: (string | undefined)[] = [];
  let wiki: TestWiki | undefined;
  const server = createServer(async (request, response) => {
    userAgents.push(request.headers['user-agent']);
    const { method = 'GET', url = '/', rawHeaders } = request;
    const headers = new Headers();
    for (let i = 0; i < rawHeaders.length; i += 2) headers.append(rawHeaders[i]!, rawHeaders[i + 1]!);
    const body = method === 'GET' || method === 'HEAD' ? undefined : await buffer(request);
    const answer = await wiki!.fetch(
      new Request(new URL(url, wiki!.origin), { method, headers, ...(body && { body }) }),
    );
    response.writeHead(answer.status, [...answer.headers].flat());
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  wiki = createTestWiki({ ...recordedWiki, origin });
  return {
    origin,
    api: wiki.api,
    userAgents: () => userAgents,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
