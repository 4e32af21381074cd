import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { project, root, run } from './packages.ts';

/** The configuration of wrangler that the docs show. */
async function documented(): Promise<string> {
  const docs = await readFile(path.join(root, 'docs/gateway.md'), 'utf8');
  const [, config] = /```jsonc\n([^]+?)```/u.exec(docs) ?? [];
  if (config === undefined) throw new Error('docs/gateway.md shows no wrangler.jsonc');
  return config;
}

/**
 * The gateway as users deploy it: `wrangler deploy --dry-run` of the installed package as the docs show it, and of the checkout; the
 * program of the server starts.
 * @returns bytes of the Worker, compressed
 */
export async function checkGateway(folder: string, npmrc: string, wrangler: string): Promise<number> {
  await project(folder, npmrc, ['@mwkit/gateway']);
  const help = await run(path.join(folder, 'node_modules/.bin/mwkit-gateway'), ['--help'], folder);
  if (!help.startsWith('Usage: mwkit-gateway')) throw new Error(`mwkit-gateway --help says: ${help}`);
  await writeFile(path.join(folder, 'wrangler.jsonc'), await documented());
  const env = { WRANGLER_SEND_METRICS: 'false', CI: '1' };
  await run(wrangler, ['deploy', '--dry-run', '--minify', '--outdir', 'out'], folder, env);
  const checkout = path.join(folder, 'checkout');
  await run(wrangler, ['deploy', '--dry-run', '--outdir', checkout], path.join(root, 'apps/gateway'), env);
  await stat(path.join(checkout, 'worker.js'));
  return gzipSync(await readFile(path.join(folder, 'out/worker.js'))).byteLength;
}
