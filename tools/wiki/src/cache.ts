import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** The folder that keeps what was fetched and built: `MWKIT_CACHE`, else `$XDG_CACHE_HOME/mwkit`, else `~/.cache/mwkit`. */
export function cacheFolder(): string {
  const { MWKIT_CACHE, XDG_CACHE_HOME } = process.env;
  if (MWKIT_CACHE) return path.resolve(MWKIT_CACHE);
  return path.join(XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'mwkit');
}

/**
 * The folder `name` of the cache, built by `build` if it is not there. `build` fills a scratch folder that gets its name
 * only when done, so a half-made folder is never taken as ready; processes that want the same one wait for the first.
 * @throws what `build` throws (nothing is left behind); AbortError on the signal
 */
export async function cached(
  name: string,
  build: (folder: string) => Promise<void>,
  signal?: AbortSignal,
): Promise<string> {
  const target = path.join(cacheFolder(), name);
  if (await exists(target)) return target;
  await mkdir(cacheFolder(), { recursive: true });
  await using _lock = await lock(`${target}.lock`, signal);
  if (await exists(target)) return target;
  const scratch = `${target}.part`; // the lock's alone: what is there was left by a process that was killed
  await rm(scratch, { recursive: true, force: true, maxRetries: 5 }); // its children may still be writing
  await mkdir(scratch);
  try {
    await build(scratch);
    signal?.throwIfAborted();
    await rename(scratch, target);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return target;
}

/** Holds a lock by a child process: the kernel frees it when that ends, and its standard input ends with this process. */
async function lock(file: string, signal?: AbortSignal): Promise<AsyncDisposable> {
  const holder = spawn('flock', ['--exclusive', file, 'sh', '-c', 'echo locked; read _'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    ...(signal && { signal }),
  });
  holder.stdin.on('error', () => {}); // it may have ended first
  const ended = once(holder, 'close');
  ended.catch(() => {}); // an abort: told by the line below
  const [said] = (await Promise.race([once(holder.stdout, 'data', signal ? { signal } : {}), ended])) as unknown[];
  if (String(said).trim() !== 'locked') throw new Error(`could not lock ${file}`);
  return {
    async [Symbol.asyncDispose]() {
      holder.stdin.end();
      await ended.catch(() => {});
    },
  };
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
