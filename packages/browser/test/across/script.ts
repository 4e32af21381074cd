import path from 'node:path';
import { build } from 'esbuild';

let built: Promise<string> | undefined;

/** The script of every page: `page.ts` with mwkit, bundled as a user's bundler does. Made once. */
export function script(): Promise<string> {
  built ??= build({
    entryPoints: [path.join(import.meta.dirname, 'page.ts')],
    bundle: true,
    format: 'iife',
    write: false,
  }).then(({ outputFiles }) => outputFiles[0]!.text);
  return built;
}
