import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { openArchive } from './archive.ts';
import { cached } from './cache.ts';
import { run, which, type Command } from './command.ts';

/** A redis-server of this process alone; reached by a socket file, so that it takes no port. */
export interface RedisServer extends AsyncDisposable {
  /** The socket file. */
  readonly path: string;
  /** Ends it at once, without a chance to tidy up. */
  kill(): Promise<void>;
  /** Starts it again, with all that it had written to disk: nothing, unless it is `durable`. */
  restart(): Promise<void>;
}

export interface RedisOptions {
  /** Whether each write is on disk before it is answered. Default: nothing is written to disk. */
  readonly durable?: boolean;
}

// The machine's own: the C library must fit its loader.
const machines = /^(libc6|libgcc-s1|libstdc\+\+6)$/;

/**
 * Starts the redis-server on PATH, else Debian's, which is fetched into the cache folder like PHP is (nothing installed, no root).
 * @throws Error where `unavailable` gives a reason, or it does not start
 */
export async function startRedis({ durable = false }: RedisOptions = {}): Promise<RedisServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mwkit-redis-'));
  const socket = path.join(folder, 'redis.sock');
  const disk = durable ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--appendonly', 'no'];
  const options = ['--port', '0', '--unixsocket', socket, '--save', '', ...disk, '--dir', folder];
  const command = await redisServer();
  let running: (() => Promise<void>) | undefined;
  const kill = async (): Promise<void> => {
    const end = running;
    running = undefined;
    await end?.();
  };
  const restart = async (): Promise<void> => {
    await kill();
    running = await launch([...command, ...options]);
  };
  const dispose = async (): Promise<void> => {
    await kill();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await restart();
  } catch (error) {
    await dispose();
    throw error;
  }
  return { path: socket, kill, restart, [Symbol.asyncDispose]: dispose };
}

/** Starts a server, and waits until it can be used. @returns what kills it */
async function launch([program = '', ...options]: readonly string[]): Promise<() => Promise<void>> {
  // in a group of its own: `env` and what it starts end together
  const child = spawn(program, options, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const ended = once(child, 'close').catch(() => {});
  const stop = () => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // it has ended
    }
  };
  process.once('exit', stop);
  const kill = async () => {
    process.off('exit', stop);
    stop();
    await ended;
  };
  const said: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    said.push(line);
    if (line.includes('ready to accept connections')) return kill;
  }
  await kill();
  throw new Error(`redis-server does not start:\n${said.slice(-8).join('\n')}`);
}

async function redisServer(): Promise<Command> {
  const own = await which('redis-server');
  if (own) return [own];
  const folder = await cached('redis-7', fetchRedis);
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const libraries = [path.join(folder, 'usr/lib', triplet), path.join(folder, 'lib', triplet)].join(':');
  return ['env', `LD_LIBRARY_PATH=${libraries}`, path.join(folder, 'usr/bin/redis-server')];
}

async function fetchRedis(folder: string): Promise<void> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'mwkit-apt-redis-'));
  try {
    const archive = await openArchive('bookworm', scratch);
    const wanted = (await archive.withDependencies(['redis-server'])).filter(
      (name) => /^(redis|lib|lua)/.test(name) && !machines.test(name),
    );
    const debs = await mkdtemp(path.join(folder, 'debs-'));
    await archive.download(wanted, debs);
    for (const deb of await readdir(debs)) await run(['dpkg-deb', '-x', path.join(debs, deb), folder]);
    await rm(debs, { recursive: true });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
