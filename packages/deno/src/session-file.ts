import { type SessionStore, textStore } from '@mwkit/core';

/** A saved session in a file that only its owner can read (mode 0600). */
export interface SessionFile extends SessionStore {
  readonly path: string;
}

/**
 * A session kept in the file `path`, of which it needs to read and write that one file only
 * (`--allow-read=<path> --allow-write=<path>`). Missing folders are made, for which Deno asks. Readers and writers of the file
 * wait for each other.
 */
export function sessionFile(path: string): SessionFile {
  const store = textStore({
    name: path,
    // empty: one that another process has just made, and not written yet
    get: async () => (await locked(path, { read: true }, () => Deno.readTextFile(path))) || undefined,
    set: (text) => write(path, `${text}\n`),
    remove: () => Deno.remove(path).catch(unlessNotFound),
  });
  return { path, ...store };
}

async function write(path: string, text: string): Promise<void> {
  const options = { write: true, create: true, mode: 0o600 };
  const replace = async (file: File) => {
    // Windows has no modes: there the folder must be the owner's
    if (Deno.build.os !== 'windows') await Deno.chmod(path, 0o600); // where it was there before, for more eyes
    const bytes = new TextEncoder().encode(text);
    await file.truncate();
    for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
    await file.syncData();
    return true;
  };
  if (await locked(path, options, replace)) return;
  const folder = path.replace(/[/\\][^/\\]*$/, '');
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  await locked(path, options, replace);
}

/** Opens and locks the file for `work`. @returns `undefined` where there is no such file or folder */
async function locked<T>(path: string, options: OpenOptions, work: (file: File) => Promise<T>): Promise<T | undefined> {
  const file = await Deno.open(path, options).catch(unlessNotFound);
  if (!file) return undefined;
  try {
    await file.lock(options.write ?? false);
    return await work(file);
  } finally {
    file.close(); // and unlocks
  }
}

function unlessNotFound(error: unknown): undefined {
  if (error instanceof Deno.errors.NotFound) return undefined;
  throw error;
}

interface OpenOptions {
  readonly read?: boolean;
  readonly write?: boolean;
  readonly create?: boolean;
  readonly mode?: number;
}

interface File {
  lock(exclusive: boolean): Promise<void>;
  truncate(): Promise<void>;
  write(bytes: Uint8Array): Promise<number>;
  syncData(): Promise<void>;
  close(): void;
}

/** What is used of Deno here; its own types are not needed to read ours. */
declare const Deno: {
  open(path: string, options: OpenOptions): Promise<File>;
  readTextFile(path: string): Promise<string>;
  chmod(path: string, mode: number): Promise<void>;
  mkdir(path: string, options: { recursive: boolean; mode: number }): Promise<void>;
  remove(path: string): Promise<void>;
  readonly build: { readonly os: string };
  readonly errors: { readonly NotFound: new () => Error };
};
