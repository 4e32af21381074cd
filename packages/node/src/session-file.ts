import * as fs from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileSession, type SessionFile } from '@mwkit/core/file-session';

export type { SessionFile };

/** A session kept in the file `path`, readable by its owner only (mode 0600). Missing folders are made. */
export function sessionFile(path: string): SessionFile {
  return fileSession({ ...fs, dirname }, path);
}
