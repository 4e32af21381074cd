import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collect } from './collect.ts';

/**
 * What becomes of an edit: `pass`; `cut`: carried out, and the answer lost; `half`: and half of it lost; `late`: the connection
 * is lost at once, and the edit carried out a while after; `never`: lost before it reached the wiki.
 */
export type Fate = 'pass' | 'cut' | 'half' | 'late' | 'never';

export interface CuttingProxy extends AsyncDisposable {
  /** The URL of the wiki's api.php, by way of the proxy. */
  readonly api: string;
  /** How many edits had each fate. */
  readonly fates: { readonly [fate in Fate]: number };
}

/**
 * A proxy before a wiki that loses the answers of edits, in the order of `fates`, over and over.
 * @param edit what the body of a request has that counts as an edit
 */
export async function cuttingProxy(
  api: string,
  fates: readonly Fate[],
  edit: RegExp = /(^|&)action=edit(&|$)/,
): Promise<CuttingProxy> {
  const wiki = new URL(api);
  const counted = { pass: 0, cut: 0, half: 0, late: 0, never: 0 };
  let edits = 0;
  const late: Promise<unknown>[] = [];
  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing));

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = Buffer.concat(await collect(incoming as AsyncIterable<Buffer>));
    const isEdit = incoming.method === 'POST' && edit.test(body.toString('latin1'));
    const fate = isEdit ? (fates[edits++ % fates.length] ?? 'pass') : 'pass';
    if (isEdit) counted[fate]++;
    if (fate === 'never') return void outgoing.socket?.destroy();
    if (fate === 'late') {
      outgoing.socket?.destroy();
      late.push(new Promise((resolve) => setTimeout(resolve, 100)).then(() => forward(incoming, body)));
      return;
    }
    const { message, bytes } = await forward(incoming, body);
    if (fate === 'cut') return void outgoing.socket?.destroy();
    const { 'transfer-encoding': _, ...headers } = message.headers;
    outgoing.writeHead(message.statusCode ?? 500, { ...headers, 'content-length': bytes.length });
    if (fate === 'pass') return void outgoing.end(bytes);
    outgoing.write(bytes.subarray(0, bytes.length / 2), () => outgoing.socket?.destroy());
  }

  function forward(incoming: IncomingMessage, body: Buffer): Promise<{ message: IncomingMessage; bytes: Buffer }> {
    return new Promise((resolve, reject) => {
      const { host: _, connection: __, ...headers } = incoming.headers;
      const { hostname, port } = wiki;
      const target = { hostname, port, path: incoming.url, method: incoming.method, headers, agent: false } as const;
      const sent = request(target, (message) => {
        collect(message as AsyncIterable<Buffer>).then(
          (parts) => resolve({ message, bytes: Buffer.concat(parts) }),
          reject,
        );
      });
      sent.once('error', reject).end(body);
    });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    api: `http://127.0.0.1:${port}${wiki.pathname}`,
    fates: counted,
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(late);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
