import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Metafile, type Plugin } from 'esbuild';
import { build as viteBuild } from 'vite';
import { project } from './packages.ts';

const page = `import { createWiki } from '@mwkit/browser';
const wiki = createWiki('/w/api.php', { userAgent: 'packaging/1.0 (me@wiki.example)' });
wiki.clientLogin().submit({ username: 'A', password: 'B' }).then(() => wiki.post('edit', { title: 'A', text: 'B' }));
`;

/** A bundle, minified. */
export interface Bundle {
  readonly name: string;
  readonly bytes: number;
  readonly gzip: number;
  /** The largest parts of it: package or folder, and its bytes. */
  readonly parts?: readonly (readonly [string, number])[];
  /** Bytes of gzip that it may have. */
  readonly limit?: number;
}

/** Bytes of gzip that sign-in and calls may cost a page: the code alone, and with the checks of what decides a sign-in. */
const limits = { code: 16_000, page: 24_000 };

/** Validators that let everything pass, to see what the code weighs alone. */
const withoutValidators: Plugin = {
  name: 'without validators',
  setup(builder) {
    builder.onLoad({ filter: /generated\/validators\// }, async ({ path: file }) => {
      const names = (await readFile(file, 'utf8')).matchAll(/^export const (\w+)/gm);
      return { contents: [...names].map(([declared]) => `${declared} = () => true;`).join('\n') };
    });
  },
};

const measured = (name: string, code: Uint8Array): Bundle => ({
  name,
  bytes: code.byteLength,
  gzip: gzipSync(code, { level: 9 }).byteLength,
});

/** A page with sign-in and calls, bundled by esbuild and by Vite; and the whole of each package by esbuild. */
export async function bundles(folder: string, npmrc: string): Promise<Bundle[]> {
  const names = ['browser', 'node', 'deno', 'bun', 'workers'];
  await project(
    folder,
    npmrc,
    names.map((name) => `@mwkit/${name}`),
  );
  await writeFile(path.join(folder, 'page.js'), page);
  await writeFile(path.join(folder, 'index.html'), '<!DOCTYPE html><script type="module" src="/page.js"></script>');
  const common = {
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    metafile: true,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    external: ['node:*', 'bun:*'],
    absWorkingDir: folder,
  } as const;
  const options = { ...common, mainFields: [...common.mainFields], external: [...common.external] };
  const ofPage = await build({ ...options, entryPoints: ['page.js'] });
  const ofCode = await build({ ...options, entryPoints: ['page.js'], plugins: [withoutValidators] });
  const out: Bundle[] = [
    {
      ...measured('page with sign-in and calls, code alone, by esbuild', ofCode.outputFiles[0]!.contents),
      parts: parts(ofCode.metafile),
      limit: limits.code,
    },
    {
      ...measured('page with sign-in and calls, by esbuild', ofPage.outputFiles[0]!.contents),
      parts: parts(ofPage.metafile),
      limit: limits.page,
    },
  ];
  await viteBuild({ root: folder, logLevel: 'error', configFile: false, build: { modulePreload: false } });
  const assets = path.join(folder, 'dist/assets');
  for (const file of await readdir(assets))
    out.push({
      ...measured('page with sign-in and calls, by Vite', await readFile(path.join(assets, file))),
      limit: limits.page,
    });
  for (const name of names) {
    const contents = `export * from '@mwkit/${name}';`;
    const { outputFiles } = await build({ ...options, stdin: { contents, resolveDir: folder } });
    out.push(measured(`@mwkit/${name}, all of it`, outputFiles[0]!.contents));
  }
  return out;
}

/** Bytes in the output by package, and by folder of core. */
function parts({ outputs }: Metafile): [string, number][] {
  const sums = new Map<string, number>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const part = /node_modules\/((?:@[^/]+\/)?[^/]+(?:\/dist\/(?:generated\/)?\w+(?=\/))?)/.exec(file)?.[1] ?? file;
      sums.set(part, (sums.get(part) ?? 0) + bytesInOutput);
    }
  }
  return [...sums].toSorted(([, a], [, b]) => b - a).slice(0, 8);
}
