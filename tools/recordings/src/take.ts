/** Copies the recordings of modules that the spec knows. */
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { readRecordings } from './check/recordings.ts';
import { release } from './check/release.ts';
import { identify } from './check/identify.ts';
import { parameters } from './check/parameters.ts';
import type { Spec } from './check/spec.ts';

/** Into one folder per version; returns how many. */
export async function take(from: string, to: string, spec: Spec): Promise<number> {
  let taken = 0;
  for (const { file, exchange } of readRecordings(from).recordings) {
    if (!exchange || typeof identify(exchange, await parameters(exchange), spec) === 'string') continue;
    const folder = path.join(to, release(exchange) ?? 'unknown');
    mkdirSync(folder, { recursive: true });
    copyFileSync(path.join(from, file), path.join(folder, path.basename(file)));
    taken++;
  }
  return taken;
}
