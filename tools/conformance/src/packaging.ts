import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBrowser } from '@mwkit/browsers';
import { table } from './matrix.ts';
import { bundles } from './packaging/bundles.ts';
import { checkDeclarations, compilers, prepareConsumers } from './packaging/declarations.ts';
import { checkGateway } from './packaging/gateway.ts';
import { pageSizes } from './packaging/page-size.ts';
import { importedFiles, modulesOnce } from './packaging/files.ts';
import { pack, root, run } from './packaging/packages.ts';
import { installAndRun, type Installing } from './packaging/programs.ts';
import { coldImport, servePage } from './packaging/pages.ts';
import { startRegistry } from './packaging/registry.ts';
import { checkWorker } from './packaging/worker.ts';
import { inPackage, nodeOnPath } from './runtimes/programs.ts';

let passed = 0;
let failed = 0;
const rows: string[][] = [];

/** Runs one check; what it finds out becomes a line. */
async function check(what: string, run: () => Promise<string>): Promise<void> {
  try {
    const found = await run();
    passed++;
    rows.push(['ok', what, found]);
  } catch (error) {
    failed++;
    rows.push(['FAILED', what, '']);
    console.error(`FAILED  ${what}\n${String(error)}`);
  }
}

const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

const folder = await mkdtemp(path.join(tmpdir(), 'mwkit-packaging-'));
try {
  const inside = (name: string) => path.join(folder, name);
  await using registry = await startRegistry(await pack(inside('tarballs')));
  const { npmrc } = registry;
  const deno = (await inPackage('deno', 'bin.cjs')()) ?? 'deno';
  const bun = (await inPackage('bun', 'bin/bun.exe')()) ?? 'bun';
  const wrangler = (await inPackage('wrangler', 'bin/wrangler.js')()) ?? 'wrangler';
  const older = Object.entries({
    22: await inPackage(`node-22-${process.arch}`, 'bin/node')(),
    20: await nodeOnPath('20'),
  }).flatMap(([version, program]): (Installing & { title: string })[] =>
    program === undefined ? [] : [{ title: `Node ${version}`, name: 'node', command: [program] }],
  );
  const installed: readonly (Installing & { title: string })[] = [
    { title: 'Node 24', name: 'node', command: [process.execPath] },
    ...older,
    { title: 'Deno', name: 'deno', command: [deno, 'run', '--no-prompt'], installer: [deno, 'add', '--quiet'] },
    { title: 'Bun', name: 'bun', command: [bun, 'run'], installer: [bun, 'add', '--ignore-scripts'] },
  ];
  for (const { title, ...installing } of installed) {
    await check(`@mwkit/${installing.name}: installed and run by ${title}`, async () => {
      const milliseconds = await installAndRun(inside(title), npmrc, installing);
      return `import ${milliseconds.toFixed(0)} ms`;
    });
  }
  await check('@mwkit/workers: wrangler deploy --dry-run, served by workerd', async () => {
    const { gzip, first } = await checkWorker(inside('worker'), npmrc, wrangler);
    return `${kB(gzip)} gzip, first request ${first.toFixed(0)} ms after the start`;
  });
  await check('@mwkit/gateway: installed, wrangler deploy --dry-run, its server starts', async () => {
    return `${kB(await checkGateway(inside('gateway'), npmrc, wrangler))} gzip`;
  });
  await using page = await servePage(inside('page'), npmrc);
  for (const name of ['chromium', 'firefox'] as const) {
    const what = `@mwkit/browser: bundled by Vite, loaded by ${name}`;
    const found = await openBrowser(name, { onProgress: console.error }).catch(
      (error: unknown) => String(error).split('\n')[0]!,
    );
    if (typeof found === 'string') {
      rows.push(['-', what, `NOT RUN, because it is not here: ${found}`]);
      // on a build server everything must be there
      if (process.env['CI'] === 'true') failed++;
      continue;
    }
    await using browser = found;
    await check(what, async () => {
      return `import ${(await coldImport(browser, page.url)).toFixed(0)} ms after the navigation began`;
    });
  }
  await prepareConsumers(inside('types'), npmrc);
  await check('@mwkit/node: imported from few files', () => importedFiles(inside('types')));
  await check('modules: each in one file', () => modulesOnce(inside('types')));
  for (const [version, compiler] of compilers)
    await check(`declarations with TypeScript ${version}`, () => checkDeclarations(inside('types'), version, compiler));
  await check('JSR dry run', async () => {
    await run('node', ['scripts/jsr.mjs'], root);
    return 'no slow types';
  });
  const sizes = [...(await pageSizes(inside('page-size'), npmrc)), ...(await bundles(inside('bundles'), npmrc))];
  for (const { name, bytes, gzip, parts, onDemand = 0, limit = Infinity } of sizes) {
    await check(`bundle: ${name}`, async () => {
      const largest = parts?.map(([part, size]) => `${part} ${kB(size)}`).join(', ');
      const later = onDemand > 0 ? ` and ${kB(onDemand)} on demand` : '';
      const weighs = `${kB(bytes)}, ${kB(gzip)} gzip${later}${largest ? `: ${largest}` : ''}`;
      if (gzip > limit) throw new Error(`more than ${kB(limit)} gzip: ${weighs}`);
      return weighs;
    });
  }
  console.log(table(rows));
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(`\npackaging: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
