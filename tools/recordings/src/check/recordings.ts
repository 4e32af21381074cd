/** The recordings in a folder. Anybody may have made them, so nothing about them is taken for granted. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Exchange, Json } from '../exchange.ts';

export interface Recording {
  /** Path inside the folder. */
  readonly file: string;
  readonly exchange?: Exchange;
  /** Why a file that should be an exchange is none. */
  readonly damage?: string;
}

/** The recordings in a folder and the folders in it, and the names of files that are something else. */
export function readRecordings(folder: string): { recordings: Recording[]; others: string[] } {
  const recordings: Recording[] = [];
  const others: string[] = [];
  const files = globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .toSorted();
  for (const file of files) {
    const recording = file.endsWith('.json') ? read(path.join(folder, file)) : undefined;
    if (recording) recordings.push({ file, ...recording });
    else others.push(file);
  }
  return { recordings, others };
}

function read(file: string): Omit<Recording, 'file'> | undefined {
  let data: Json;
  try {
    data = JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch (error) {
    return { damage: `the file is not JSON: ${(error as Error).message}` };
  }
  const { request, response } = object(data);
  if (request === undefined && response === undefined) return undefined;
  const { method, url } = object(request);
  if (typeof method !== 'string' || typeof url !== 'string' || !URL.canParse(url)) {
    return { damage: 'the request has no method or no whole URL' };
  }
  if (typeof object(response)['status'] !== 'number') return { damage: 'the response has no status' };
  return { exchange: data as unknown as Exchange };
}

/** The data if it is an object, else an empty one. */
export const object = (data: Json | undefined): { [key: string]: Json } =>
  typeof data === 'object' && data !== null && !Array.isArray(data) ? data : {};
