import { execFile } from 'node:child_process';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import type { ClientName } from './clients.ts';

/** What Node reads to load a client. */
export interface Loaded {
  readonly files: number;
  readonly bytes: number;
}

const here = new URL('.', import.meta.url).href;
const program = `import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
let files = 0;
let bytes = 0;
registerHooks({
  load(url, context, next) {
    // what is here is no part of it
    if (url.startsWith('file:') && !url.startsWith(process.argv[1])) {
      files++;
      bytes += readFileSync(new URL(url)).length;
    }
    return next(url, context);
  },
});
await import(process.argv[2]);
console.log(JSON.stringify({ files, bytes }));
process.exit();
`;

/** Counts in a process of its own, where nothing is timed. @returns undefined for a client that cannot be loaded */
export async function countLoaded(name: ClientName): Promise<Loaded | undefined> {
  const client = new URL(`clients/${name}${extname(import.meta.url)}`, here).href;
  const args = ['--input-type=module', '--eval', program, here, client];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 15_000 });
    return JSON.parse(stdout) as Loaded;
  } catch {
    // the rounds that are timed say why
    return undefined;
  }
}
