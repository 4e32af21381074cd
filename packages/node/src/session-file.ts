import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type SessionSnapshot, UsageError } from '@mwkit/core';

/** A saved session in a file that only its owner can read (mode 0600). */
export interface SessionFile {
  readonly path: string;
  /** @returns `undefined` where there is no such file. @throws UsageError `session-damaged` where it is not JSON */
  read(): Promise<SessionSnapshot | undefined>;
  /** Replaces the file in one step: a reader sees the old session or the new one, and a crash leaves one of them. */
  write(session: SessionSnapshot): Promise<void>;
  remove(): Promise<void>;
}

/** A session kept in the file `path`. Missing folders are made, for the owner only. */
export function sessionFile(path: string): SessionFile {
  return {
    path,
    async read() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      return text === undefined ? undefined : parse(text, path);
    },
    async write(session) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const next = `${path}.${randomUUID()}`;
      try {
        // wx: never through a link that somebody else has put there
        const file = await open(next, 'wx', 0o600);
        try {
          await file.writeFile(`${JSON.stringify(session, undefined, 1)}\n`);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(next, path);
      } catch (error) {
        await rm(next, { force: true });
        throw error;
      }
    },
    remove: () => rm(path, { force: true }),
  };
}

/** What it says is checked when a wiki resumes it. */
function parse(text: string, path: string): SessionSnapshot {
  try {
    return JSON.parse(text) as SessionSnapshot;
  } catch {
    throw new UsageError('session-damaged', `The session file ${path} is not JSON.`, 'Remove it and sign in again.');
  }
}
