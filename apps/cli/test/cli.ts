import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionSnapshot } from '@mwkit/node';

export const userAgent = 'mwkit-tests/1.0 (tests@wiki.example)';
export const program: string = join(import.meta.dirname, '../dist/main.js');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as JSON. */
  readonly json: Record<string, unknown>;
}

/** The built program with a settings folder of its own. */
export interface Cli extends AsyncDisposable {
  readonly folder: string;
  readonly env: Record<string, string>;
  /** Runs it to its end; stdin is no terminal. */
  run(args: readonly string[], more?: { readonly env?: Record<string, string>; readonly input?: string }): Promise<Ran>;
  /** The saved sessions. */
  sessions(): Promise<SessionSnapshot[]>;
  /** Everything that it has printed so far. */
  printed(): string;
}

export async function newCli(env: Record<string, string> = { MWKIT_USER_AGENT: userAgent }): Promise<Cli> {
  const parent = await mkdtemp(join(tmpdir(), 'mwkit-cli-'));
  const folder = join(parent, 'made', 'by', 'the', 'program');
  const browser = join(parent, 'browser');
  await writeFile(
    browser,
    `#!/bin/sh\nexec '${process.execPath}' '${join(import.meta.dirname, 'browser.ts')}' "$@"\n`,
    { mode: 0o700 },
  );
  const own = { BROWSER: browser, PATH: process.env['PATH'] ?? '', HOME: parent, MWKIT_CONFIG_DIR: folder, ...env };
  let printed = '';
  return {
    folder,
    env: own,
    async run(args, more = {}) {
      const child = spawn(process.execPath, [program, ...args], { env: { ...own, ...more.env } });
      child.stdin.end(more.input ?? '');
      const ended = await outcome(child);
      printed += ended.stdout + ended.stderr;
      return ended;
    },
    async sessions() {
      const names = await readdir(join(folder, 'sessions')).catch(() => []);
      const texts = await Promise.all(names.map((name) => readFile(join(folder, 'sessions', name), 'utf8')));
      return texts.map((text) => JSON.parse(text) as SessionSnapshot);
    },
    printed: () => printed,
    [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }),
  };
}

/** What a process printed, and how it ended. */
export async function outcome(child: ChildProcess): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return {
    code,
    stdout,
    stderr,
    get json() {
      return JSON.parse(stdout) as Record<string, unknown>;
    },
  };
}
