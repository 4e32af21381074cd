import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { build as viteBuild } from 'vite';
import { type Bundle, parts } from './bundles.ts';
import { project } from './packages.ts';

const page = `import { createWiki } from '@mwkit/browser';
const wiki = createWiki('/w/api.php', { userAgent: 'packaging/1.0 (me@wiki.example)' });
wiki.clientLogin().submit({ username: 'A', password: 'B' }).then(() => wiki.post('edit', { title: 'A', text: 'B' }));
`;

/** Bytes of gzip that sign-in and calls may cost a page: the code alone, and with the checks of what decides a sign-in. */
const limits = { code: 16_000, whole: 24_000 };

const isValidator = /generated\/validators\//;

/** Validators that let everything pass, to see what the code weighs alone. */
async function stub(file: string): Promise<string> {
  const names = Object.keys((await import(pathToFileURL(file).href)) as object);
  return names.map((name) => `export const ${name} = () => true;`).join('\n');
}

/** The files of a page: those that it loads at once, and those that it loads when it first calls what is in them. */
interface Files {
  readonly atOnce: readonly Uint8Array[];
  readonly onDemand: readonly Uint8Array[];
  readonly parts?: Bundle['parts'];
}

/** What a page with sign-in and calls weighs, by esbuild and by Vite, with and without validators. */
export async function pageSizes(folder: string, npmrc: string): Promise<Bundle[]> {
  await project(folder, npmrc, ['@mwkit/browser']);
  await writeFile(path.join(folder, 'page.js'), page);
  await writeFile(path.join(folder, 'index.html'), '<!DOCTYPE html><script type="module" src="/page.js"></script>');
  const sizes: Bundle[] = [];
  for (const [bundler, bundled] of Object.entries({ esbuild: byEsbuild, Vite: byVite })) {
    const of = (what: string) => `page with sign-in and calls, ${what}, by ${bundler}`;
    sizes.push({ ...sum(of('code alone'), await bundled(folder, false)), limit: limits.code });
    sizes.push({ ...sum(of('with the validators of sign-in'), await bundled(folder, true)), limit: limits.whole });
  }
  return sizes;
}

function sum(name: string, files: Files): Bundle {
  const gzip = (codes: Files['atOnce']) =>
    codes.reduce((total, code) => total + gzipSync(code, { level: 9 }).byteLength, 0);
  return {
    name,
    bytes: files.atOnce.reduce((total, code) => total + code.byteLength, 0),
    gzip: gzip(files.atOnce),
    onDemand: gzip(files.onDemand),
    ...(files.parts && { parts: files.parts }),
  };
}

async function byEsbuild(folder: string, validators: boolean): Promise<Files> {
  const { metafile, outputFiles } = await build({
    entryPoints: ['page.js'],
    absWorkingDir: folder,
    outdir: 'out',
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    write: false,
    metafile: true,
    plugins: validators
      ? []
      : [
          {
            name: 'without validators',
            setup(builder) {
              builder.onLoad({ filter: isValidator }, async ({ path: file }) => ({ contents: await stub(file) }));
            },
          },
        ],
  });
  const atOnce = importedBy('out/page.js', metafile.outputs);
  const codes = (wanted: boolean) =>
    outputFiles
      .filter((file) => atOnce.has(path.relative(folder, file.path)) === wanted)
      .map(({ contents }) => contents);
  const loaded = Object.fromEntries(Object.entries(metafile.outputs).filter(([file]) => atOnce.has(file)));
  return { atOnce: codes(true), onDemand: codes(false), parts: parts(loaded) };
}

/** The file, and all that it imports in a way that the browser waits for. */
function importedBy(file: string, outputs: Metafile['outputs'], found: Set<string> = new Set()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const { path: other, kind } of outputs[file]!.imports)
    if (kind === 'import-statement') importedBy(other, outputs, found);
  return found;
}

async function byVite(folder: string, validators: boolean): Promise<Files> {
  const built = await viteBuild({
    root: folder,
    logLevel: 'error',
    configFile: false,
    build: { modulePreload: false, write: false },
    plugins: validators
      ? []
      : [{ name: 'without validators', enforce: 'pre', load: (id) => (isValidator.test(id) ? stub(id) : undefined) }],
  });
  if (!('output' in built)) throw new Error('Vite gave no output');
  const chunks = built.output.filter((one) => one.type === 'chunk');
  const atOnce = new Set(
    chunks.filter(({ isEntry }) => isEntry).flatMap(({ fileName, imports }) => [fileName, ...imports]),
  );
  const codes = (wanted: boolean) =>
    chunks.filter(({ fileName }) => atOnce.has(fileName) === wanted).map(({ code }) => Buffer.from(code));
  return { atOnce: codes(true), onDemand: codes(false) };
}
