import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { UploadState } from '@mwkit/node';
import { configFolder } from './config.ts';

/** An upload that was not finished, kept so that the next run goes on with it. Good for its owner's session only. */
export interface SavedUpload {
  /** Where the last run stopped, if the file is still the same. */
  readonly state: UploadState | undefined;
  readonly save: (state: UploadState) => void;
  readonly remove: () => void;
}

/** What is known of the upload of this file to this wiki. */
export async function savedUpload(api: string, path: string): Promise<SavedUpload> {
  const full = resolve(path);
  const { size, mtimeMs } = await stat(full);
  const folder = join(configFolder(), 'uploads');
  const file = join(folder, `${createHash('sha256').update(`${api}\n${full}`).digest('hex')}.json`);
  const saved = await readState(file);
  return {
    state: saved?.size === size && saved.mtimeMs === mtimeMs ? saved.state : undefined,
    // at once and in order: the next moment may be the last
    save(state) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const next = `${file}.${randomUUID()}`;
      writeFileSync(next, `${JSON.stringify({ api, path: full, size, mtimeMs, state })}\n`, {
        flag: 'wx',
        mode: 0o600,
      });
      renameSync(next, file);
    },
    remove: () => rmSync(file, { force: true }),
  };
}

interface Saved {
  readonly size: number;
  readonly mtimeMs: number;
  readonly state: UploadState;
}

/** A file that cannot be read is no reason not to upload. */
async function readState(file: string): Promise<Saved | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Saved;
  } catch {
    return undefined;
  }
}
