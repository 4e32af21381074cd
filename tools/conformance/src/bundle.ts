import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build as bundleFiles, type BuildOptions, type Plugin } from 'esbuild';

const suite = path.join(import.meta.dirname, '../suite');

/** The suite is a file of its own, which the entries of all runtimes import as it is. */
const shared: Plugin = {
  name: 'shared-suite',
  setup(build) {
    build.onResolve({ filter: /^\.\.\/main\.ts$/ }, () => ({ path: './suite.js', external: true }));
  },
};

/** Bundles the suite once, and a small entry for each runtime, into `folder`. */
export async function bundle(folder: string): Promise<void> {
  const common: BuildOptions = {
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import', 'module'],
    target: 'es2022',
    external: ['node:*', 'bun:*'],
    logLevel: 'warning',
  };
  const entries = ['node', 'deno', 'bun', 'workerd', 'page'].map((name) => path.join(suite, 'entries', `${name}.ts`));
  await Promise.all([
    bundleFiles({ ...common, entryPoints: [path.join(suite, 'main.ts')], outfile: path.join(folder, 'suite.js') }),
    bundleFiles({ ...common, entryPoints: entries, outdir: folder, plugins: [shared] }),
    writeFile(
      path.join(folder, 'page.html'),
      '<!DOCTYPE html><meta charset="utf-8"><title>conformance</title><script type="module" src="page.js"></script>',
    ),
    // the bundles are modules to every runtime, wherever the folder lies
    writeFile(path.join(folder, 'package.json'), '{"type":"module"}'),
  ]);
}
