import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const deno = require('deno/install_api.cjs') as { runInstall(): string };

/** The runtimes of servers, and how each is told to run a file: with what it needs, and no more. */
export const runtimes: { readonly [name: string]: readonly string[] } = {
  Node: [process.execPath],
  Deno: [deno.runInstall(), 'run', '--no-prompt', '--allow-net', '--allow-env', '--allow-read', '--allow-sys'],
  Bun: [require.resolve('bun/bin/bun.exe'), 'run'],
};

/** `mwkit-gateway`, in a process of its own. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** What it has written, both to standard output and to standard error. */
  readonly said: readonly string[];
  /** Sends a signal, and waits for the end. @returns the exit code */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

export const program: string = join(import.meta.dirname, '../dist/server/main.js');

/** Starts it on a free port, and waits until it listens. @throws Error with what it said where it ends before */
export async function startServer(
  [command = '', ...args]: readonly string[],
  config: string,
  env: { readonly [name: string]: string },
  ...more: readonly string[]
): Promise<ServerProcess> {
  const child = spawn(command, [...args, program, '--config', config, ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PORT: '0', ...env },
  });
  const said: string[] = [];
  const ended = once(child, 'exit') as Promise<[number | null]>;
  createInterface(child.stdout).on('line', (line) => said.push(line));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stderr).on('line', (line) => {
      said.push(line);
      const found = /listens on (\S+)/.exec(line)?.[1];
      if (found) resolve(found);
    });
    ended.then(() => reject(new Error(`mwkit-gateway does not start:\n${said.join('\n')}`)), reject);
  });
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal);
    return (await ended)[0];
  };
  return {
    url,
    pid: child.pid!,
    said,
    end,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) await end('SIGKILL');
    },
  };
}
