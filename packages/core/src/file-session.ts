import { type SessionStore, textStore } from './session-store.ts';

/** The functions of `node:fs/promises` and `node:path` that a session file needs. Node and Bun have both. */
export interface FileSystem {
  readFile(path: string, encoding: 'utf8'): Promise<string>;
  mkdir(path: string, options: { recursive: true; mode: number }): Promise<unknown>;
  open(
    path: string,
    flags: 'wx',
    mode: number,
  ): Promise<{ writeFile(text: string): Promise<unknown>; sync(): Promise<unknown>; close(): Promise<unknown> }>;
  rename(from: string, to: string): Promise<unknown>;
  rm(path: string, options: { force: true }): Promise<unknown>;
  dirname(path: string): string;
}

/** A saved session in a file that only its owner can read (mode 0600). */
export interface SessionFile extends SessionStore {
  readonly path: string;
}

/**
 * A session kept in the file `path`. Missing folders are made, for the owner only. A write replaces the file in one step: a
 * reader sees the old session or the new one, and a crash leaves one of them.
 */
export function fileSession(fs: FileSystem, path: string): SessionFile {
  const store = textStore({
    name: path,
    get: () =>
      fs.readFile(path, 'utf8').catch((error: { readonly code?: unknown }) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      }),
    set: (text) => replace(fs, path, `${text}\n`),
    remove: () => fs.rm(path, { force: true }),
  });
  return { path, ...store };
}

async function replace(fs: FileSystem, path: string, text: string): Promise<void> {
  await fs.mkdir(fs.dirname(path), { recursive: true, mode: 0o700 });
  const next = `${path}.${crypto.randomUUID()}`;
  try {
    // wx: never through a link that somebody else has put there
    const file = await fs.open(next, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await fs.rename(next, path);
  } catch (error) {
    await fs.rm(next, { force: true });
    throw error;
  }
}
