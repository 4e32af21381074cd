import { spawn, type SpawnOptions } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';

/** How to start a program: the program, then its first arguments. */
export type Command = readonly [program: string, ...args: string[]];

interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
}

/**
 * Runs a program to its end and gives what it printed.
 * @throws Error with the last lines of its error output, if it ends with another code than 0; AbortError on the signal
 */
export async function run(command: Command, { cwd, env, signal }: RunOptions = {}): Promise<string> {
  const [program, ...args] = command;
  const options: SpawnOptions = { stdio: ['ignore', 'pipe', 'pipe'], ...(cwd && { cwd }), ...(env && { env }) };
  const child = spawn(program, args, signal ? { ...options, signal } : options);
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  const [out, errors, code] = await Promise.all([text(child.stdout!), text(child.stderr!), ended]);
  if (code === 0) return out;
  const last = (errors.trim() || out.trim()).split('\n').slice(-8).join('\n');
  throw new Error(`${program} ended with code ${code}:\n${last}`);
}

/** Where a program lies on PATH, or undefined. */
export async function which(program: string): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean)) {
    const file = path.join(folder, program);
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  return undefined;
}
