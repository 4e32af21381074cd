import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { start } from '../runtimes/process.ts';

export const root: string = path.join(import.meta.dirname, '../../../..');

/** A published package as it would go to the registry. */
export interface Packed {
  readonly name: string;
  /** Its tarball. */
  readonly file: string;
  readonly manifest: { readonly version: string };
}

/** Packs every published package of the scope. */
export async function pack(folder: string): Promise<Packed[]> {
  const list = pathToFileURL(path.join(root, 'scripts/packages.mjs')).href;
  const { published } = (await import(list)) as { published: readonly { name: string; dir: string }[] };
  const packed: Packed[] = [];
  for (const { name, dir } of published.filter((one) => one.name.startsWith('@'))) {
    const into = path.join(folder, path.basename(dir));
    await mkdir(into, { recursive: true });
    await run('pnpm', ['pack', '--pack-destination', into], path.join(root, dir));
    const [tarball = ''] = await readdir(into);
    // pnpm writes the versions of the workspace into it
    const manifest = await run('tar', ['-xzOf', path.join(into, tarball), 'package/package.json'], into);
    packed.push({ name, file: path.join(into, tarball), manifest: JSON.parse(manifest) as Packed['manifest'] });
  }
  return packed;
}

/** How a project installs its packages. */
export type Installer = readonly [program: string, ...args: string[]];

const npm: Installer = [
  'npm',
  'install',
  '--no-audit',
  '--no-fund',
  '--ignore-scripts',
  '--prefer-offline',
  '--loglevel=error',
];

/** An empty project with these packages installed. */
export async function project(
  folder: string,
  npmrc: string,
  wanted: readonly string[],
  [program, ...args]: Installer = npm,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await writeFile(path.join(folder, '.npmrc'), npmrc);
  await run(program, [...args, ...wanted], folder);
}

/** Runs a program in a folder. @throws Error with what it said, if it ends with another code than 0 */
export async function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  // versions are those of this checkout, and stay the same: nothing of them may come from a cache
  const caches = {
    BUN_INSTALL_CACHE_DIR: path.join(cwd, '.cache/bun'),
    DENO_DIR: path.join(cwd, '.cache/deno'),
    // those that npm trusts here, too
    DENO_TLS_CA_STORE: 'mozilla,system',
  };
  const { code, out, errors } = await start(program, args, { ...caches, ...env }, cwd);
  if (code === 0) return out;
  const said = `${out}\n${errors}`.trim().split('\n').slice(-15).join('\n');
  throw new Error(`${path.basename(program)} ${args.join(' ')} ended with code ${code}:\n${said}`);
}
