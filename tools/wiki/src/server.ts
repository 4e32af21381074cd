import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { openSync, closeSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from './command.ts';
import { phpFolder, sharedOpcache } from './template.ts';

/** PHP's built-in server with its workers, as a process group of its own. */
export interface Server {
  /** The id of the process group. */
  group: number;
  /** Ends every process of the group and deletes the wiki's folder; settles when they are gone. */
  stop(): Promise<void>;
}

interface ServerOptions {
  php: Command;
  /** The folder that holds `w/`. */
  mediawiki: string;
  template: string;
  /** The wiki's own folder; deleted at the end. */
  folder: string;
  port: number;
  workers: number;
  env: NodeJS.ProcessEnv;
  flags: readonly string[];
}

/** The port was taken by another process between finding and using it. */
export class PortTaken extends Error {
  override name = 'PortTaken';
}

/** A port of 127.0.0.1 that is free at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

// A pipe from this process is what the server lives by: it closes at stop(), and by itself when this process ends in
// whatever way. SIGINT goes to the whole group: PHP's workers outlive a master that alone is told to end; together, the
// master waits for them, and no process is left for init to reap (many containers have none that does). A shell lets
// what it starts with "&" ignore SIGINT, hence env.
const guard = `
trap '' INT
folder=$1; shift
env --default-signal=INT "$@" 3<&- & server=$!
(read -r _ <&3; kill -INT 0) & watch=$!
wait $server
rm -rf -- "$folder"
kill -KILL $watch 2>/dev/null
wait $watch 2>/dev/null`;

/**
 * Starts a server and waits until it answers.
 * @throws PortTaken; Error with the last lines of PHP's output if it does not start; AbortError on the signal
 */
export async function startServer(options: ServerOptions, signal?: AbortSignal): Promise<Server> {
  signal?.throwIfAborted();
  const { folder, port } = options;
  const nonce = randomUUID();
  const log = path.join(folder, 'server.log');
  const output = openSync(log, 'a');
  const child = spawn('sh', ['-c', guard, 'guard', folder, ...phpCommand(options)], {
    detached: true, // a process group of its own
    stdio: ['ignore', output, output, 'pipe'],
    env: { ...process.env, ...options.env, MWKIT_NONCE: nonce, PHP_CLI_SERVER_WORKERS: String(options.workers) },
  });
  closeSync(output);
  const lifeline = child.stdio[3]!;
  lifeline.on('error', () => {});
  let running = true;
  const ended = new Promise<void>((resolve, reject) => child.once('error', reject).once('close', () => resolve()));
  ended.catch(() => {}).finally(() => (running = false));
  const stop = async () => {
    child.ref();
    lifeline.destroy();
    const late = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), 2000);
    await ended;
    clearTimeout(late);
    await rm(folder, { recursive: true, force: true }); // a request in flight may have written late
  };
  try {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(10)) {
      signal?.throwIfAborted();
      if (!running) throw (await whyItEnded(log)) ?? new Error('PHP ended at once');
      if (await answers(port, nonce, signal)) {
        unref(child);
        return { group: child.pid!, stop };
      }
    }
    throw new Error(`PHP did not answer within 30 seconds:\n${await readFile(log, 'utf8')}`);
  } catch (error) {
    await stop();
    throw error;
  }
}

function phpCommand({ php, mediawiki, template, folder, port, flags }: ServerOptions): string[] {
  const ini: Record<string, string | number> = {
    'opcache.enable_cli': 1,
    'opcache.memory_consumption': 160,
    'opcache.max_accelerated_files': 16_000,
    'opcache.interned_strings_buffer': 16,
    'opcache.validate_timestamps': 0,
    'apc.enable_cli': 1,
    'apc.shm_size': '64M',
    memory_limit: '256M',
    display_errors: 0,
    log_errors: 1,
    error_log: path.join(folder, 'php.log'),
    post_max_size: '16M',
    expose_php: 0,
  };
  const settings = Object.entries(ini).flatMap(([name, value]) => ['-d', `${name}=${value}`]);
  const serve = ['-S', `127.0.0.1:${port}`, '-t', mediawiki, path.join(phpFolder, 'router.php')];
  return [...php, ...settings, ...sharedOpcache(template), ...flags, ...serve];
}

/**
 * Whether it is OUR server that answers, MediaWiki included: with the port taken, another one would.
 * @throws Error with what MediaWiki said, if it fails: its settings are wrong
 */
async function answers(port: number, nonce: string, signal?: AbortSignal): Promise<boolean> {
  const get = async (target: string) => {
    const limit = AbortSignal.timeout(30_000);
    const response = await fetch(`http://127.0.0.1:${port}${target}`, {
      signal: signal ? AbortSignal.any([limit, signal]) : limit,
    });
    return { ok: response.ok, text: await response.text() };
  };
  const said = await get('/__nonce').catch(() => undefined); // not listening yet
  if (said?.text !== nonce) return false;
  // tokens: what also a private wiki tells everyone
  const wiki = await get('/w/api.php?action=query&meta=tokens&format=json');
  if (!wiki.ok || !wiki.text.startsWith('{"'))
    throw new Error(`MediaWiki does not start:\n${wiki.text.slice(0, 1000)}`);
  return true;
}

async function whyItEnded(log: string): Promise<Error | undefined> {
  const said = await readFile(log, 'utf8').catch(() => '');
  if (said.includes('Failed to listen')) return new PortTaken(said.trim());
  return said ? new Error(`PHP did not start:\n${said.trim().split('\n').slice(-8).join('\n')}`) : undefined;
}

/** A wiki left running does not keep this process from ending; its end ends the wiki. */
function unref(child: ReturnType<typeof spawn>): void {
  child.unref();
  const lifeline = child.stdio[3] as unknown as { unref?: () => void } | null;
  lifeline?.unref?.();
}
