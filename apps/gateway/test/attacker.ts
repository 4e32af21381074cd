import { connect } from 'node:net';
import { inspect } from 'node:util';
import { expect, vi } from 'vitest';
import { serve } from '../src/server/serve.ts';

/** A gateway that listens, for who writes requests byte by byte. */
export interface Target extends AsyncDisposable {
  readonly url: string;
  /** Sends bytes as they are, and reads until the other end closes. @returns what came, as it came */
  raw(...parts: readonly (string | Uint8Array)[]): Promise<string>;
  /** A connection that is kept open, to which more may be written. */
  open(): Promise<Connection>;
}

export interface Connection extends Disposable {
  write(part: string | Uint8Array): void;
  /** What has come so far, as soon as it matches. */
  until(pattern: RegExp): Promise<string>;
  /** All that came, when the other end has closed. */
  readonly ended: Promise<string>;
}

/** Serves over HTTP, as `mwkit-gateway` does in Node. */
export async function listen(ask: (request: Request) => Promise<Response>): Promise<Target> {
  const server = await serve(ask, { port: 0, host: '127.0.0.1' });
  const port = Number(new URL(server.url).port);
  const open = () => connection(port);
  return {
    url: server.url,
    open,
    raw: (...parts) => sendRaw(port, ...parts),
    [Symbol.asyncDispose]: () => server.close(0),
  };
}

/** Sends bytes to any server of this machine, and reads until it closes. */
export async function sendRaw(port: number, ...parts: readonly (string | Uint8Array)[]): Promise<string> {
  using socket = await connection(port);
  for (const part of parts) socket.write(part);
  return await socket.ended;
}

async function connection(port: number): Promise<Connection> {
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let come = '';
  const waiting = new Set<() => void>();
  socket.setEncoding('latin1').on('data', (text: string) => {
    come += text;
    for (const look of waiting) look();
  });
  // who closes on an attacker may do it roughly
  socket.on('error', () => {});
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(come)));
  return {
    write: (part) => void socket.write(part),
    ended,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(come)) return;
          waiting.delete(look);
          resolve(come);
        };
        waiting.add(look);
        look();
        void ended.then(() => reject(new Error(`closed after ${come}`)));
      }),
    [Symbol.dispose]: () => socket.destroy(),
  };
}

/** A request as text. `Connection: close`, so that its answer has an end. */
export function written(line: string, headers: readonly string[] = [], body = ''): string {
  return [`${line} HTTP/1.1`, ...headers, 'connection: close', '', body].join('\r\n');
}

/** Status, and the code of a refusal where it is one. */
export function outcome(answer: string): string {
  const [, status = 'nothing'] = /^HTTP\/1\.1 (\d{3})/.exec(answer) ?? [];
  return `${status} ${/gateway-[a-z-]+/.exec(answer)?.[0] ?? ''}`.trim();
}

/** All that this process writes from now on, beside the log. */
export function watchConsole(): string[] {
  const said: string[] = [];
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation(
      (...args) => void said.push(args.map((value: unknown) => inspect(value, { depth: 9 })).join(' ')),
    );
  return said;
}

/** That nothing secret was written down. */
export function expectNoSecrets(written: unknown, secrets: Iterable<string | undefined>): void {
  const text = JSON.stringify(written);
  for (const secret of secrets) {
    expect(secret).toMatch(/.{6}/);
    expect(text).not.toContain(secret);
  }
}
