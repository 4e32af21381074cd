import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** One request, as a fault may see and change it. */
export interface Faulty {
  readonly response: ServerResponse;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Sends it to the wiki. */
  forward(): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>;
}

type Act = (faulty: Faulty) => Promise<void>;

const json = { 'content-type': 'application/json; charset=utf-8' };
const refuse =
  (code: string, headers = {}): Act =>
  async ({ response }) =>
    void response.writeHead(200, { ...json, ...headers }).end(JSON.stringify({ errors: [{ code, text: 'Not now.' }] }));
const busy =
  (status: number): Act =>
  async ({ response }) =>
    void response.writeHead(status, { 'retry-after': '0', 'content-type': 'text/plain' }).end('not now');

/** What may happen to a request. Where the wiki is not named in the comment, it has carried the request out. */
export const faults: { readonly [name: string]: Act } = {
  'connection reset': async (faulty) => {
    await faulty.forward();
    faulty.response.socket?.resetAndDestroy();
  },
  // no answer at all
  timeout: async (faulty) => void (await faulty.forward()),
  'truncated JSON': async (faulty) => {
    const { body } = await faulty.forward();
    faulty.response.writeHead(200, json).end(body.subarray(0, body.length / 2));
  },
  'HTML error page': async (faulty) => {
    await faulty.forward();
    faulty.response.writeHead(200, { 'content-type': 'text/html' }).end('<html><title>Oops</title>Try again.</html>');
  },
  // these never reach the wiki
  'HTTP 429': busy(429),
  'HTTP 503': busy(503),
  maxlag: refuse('maxlag', { 'retry-after': '0' }),
  readonly: refuse('readonly'),
  ratelimited: refuse('ratelimited'),
  // refused by the wiki itself
  badtoken: async (faulty) => {
    const spoil = (text: string) => text.replace(/(token(?:=|"\r\n\r\n))[\da-f]{20,}/, '$1deadbeef');
    faulty.body = Buffer.from(spoil(faulty.body.toString('latin1')), 'latin1');
    await pass(faulty);
  },
  'session lost': async (faulty) => {
    const { cookie: _, ...headers } = faulty.headers;
    faulty.headers = headers;
    await pass(faulty);
  },
  'slow body': async (faulty) => {
    const { status, headers, body } = await faulty.forward();
    faulty.response.writeHead(status, headers);
    const part = Math.ceil(body.length / 4);
    for (let at = 0; at < body.length; at += part) {
      faulty.response.write(body.subarray(at, at + part));
      await sleep(20);
    }
    faulty.response.end();
  },
  'wrong charset': async (faulty) => {
    const { status, headers, body } = await faulty.forward();
    const type = 'application/json; charset=iso-8859-1';
    faulty.response.writeHead(status, { ...headers, 'content-type': type }).end(body);
  },
};

async function pass(faulty: Faulty): Promise<void> {
  const { status, headers, body } = await faulty.forward();
  faulty.response.writeHead(status, headers).end(body);
}

/** What one client is to meet: once, at the first request whose URL or body matches. */
export interface Trap {
  readonly fault: string;
  readonly at: RegExp;
  /** How many matching requests have come, and how many of them the wiki got. */
  came: number;
  forwarded: number;
}

export interface FaultProxy extends AsyncDisposable {
  readonly api: string;
  /** By what the User-Agent of the client holds. */
  readonly traps: Map<string, Trap>;
}

/** A proxy before a wiki, on a free port of 127.0.0.1. */
export async function startProxy(wiki: string): Promise<FaultProxy> {
  const traps = new Map<string, Trap>();
  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((error: unknown) => response.destroy(error as Error));
  });
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = 'GET', url = '', headers } = incoming;
    const body = Buffer.concat(chunks);
    const trap = traps.get(/cell-[^;)]+/.exec(headers['user-agent'] ?? '')?.[0] ?? '');
    const hit = trap?.at.test(`${url} ${body.toString('latin1')}`) ? trap : undefined;
    const faulty: Faulty = {
      response,
      headers,
      body,
      forward() {
        if (hit) hit.forwarded++;
        return send(new URL(url, wiki), method, faulty);
      },
    };
    if (hit && hit.came++ === 0) await faults[hit.fault]!(faulty);
    else await pass(faulty);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    api: `http://127.0.0.1:${(server.address() as AddressInfo).port}${new URL(wiki).pathname}`,
    traps,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(url: URL, method: string, { headers, body }: Faulty): ReturnType<Faulty['forward']> {
  return new Promise((resolve, reject) => {
    const length = body.length > 0 ? { 'content-length': String(body.length) } : {};
    const outgoing = { ...headers, ...length, host: url.host, 'accept-encoding': 'identity', connection: 'close' };
    const read = async (answer: IncomingMessage) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      const { connection: _, 'transfer-encoding': _t, 'content-length': _l, ...kept } = answer.headers;
      return { status: answer.statusCode ?? 0, headers: kept, body: Buffer.concat(chunks) };
    };
    const asked = request(url, { method, headers: outgoing, agent: false });
    asked.once('response', (answer) => void read(answer).then(resolve, reject));
    asked.once('error', reject).end(body);
  });
}
