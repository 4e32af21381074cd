import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { project } from './packages.ts';

/** A bundle, minified. */
export interface Bundle {
  readonly name: string;
  readonly bytes: number;
  readonly gzip: number;
  /** The largest parts of it: package or folder, and its bytes. */
  readonly parts?: readonly (readonly [string, number])[];
  /** Bytes of gzip that it may have. */
  readonly limit?: number;
  /** Bytes of gzip that are loaded when they are first needed, and not counted before. */
  readonly onDemand?: number;
}

const measured = (name: string, code: Uint8Array): Bundle => ({
  name,
  bytes: code.byteLength,
  gzip: gzipSync(code, { level: 9 }).byteLength,
});

/** The whole of each package, by esbuild. */
export async function bundles(folder: string, npmrc: string): Promise<Bundle[]> {
  const names = ['browser', 'node', 'deno', 'bun', 'workers'];
  await project(
    folder,
    npmrc,
    names.map((name) => `@mwkit/${name}`),
  );
  const out: Bundle[] = [];
  for (const name of names) {
    const { outputFiles } = await build({
      stdin: { contents: `export * from '@mwkit/${name}';`, resolveDir: folder },
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      external: ['node:*', 'bun:*'],
      absWorkingDir: folder,
    });
    out.push(measured(`@mwkit/${name}, all of it`, outputFiles[0]!.contents));
  }
  return out;
}

/** Bytes in the output by package, and by folder of core. */
export function parts(outputs: Metafile['outputs']): [string, number][] {
  const sums = new Map<string, number>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const part = /node_modules\/((?:@[^/]+\/)?[^/]+(?:\/dist\/(?:generated\/)?\w+(?=\/))?)/.exec(file)?.[1] ?? file;
      sums.set(part, (sums.get(part) ?? 0) + bytesInOutput);
    }
  }
  return [...sums].toSorted(([, a], [, b]) => b - a).slice(0, 8);
}
