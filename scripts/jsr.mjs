// What JSR would get of @mwkit/core and @mwkit/deno, checked as JSR checks it (no slow types): `node scripts/jsr.mjs`, and with
// --publish sent there. JSR takes sources, and wants a file of its own for each package: it is made from package.json here.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const names = ['core', 'deno'];
const folder = mkdtempSync(join(tmpdir(), 'mwkit-jsr-'));
const write = (path, data) => writeFileSync(join(folder, path), JSON.stringify(data, undefined, 2));

try {
  for (const name of names) {
    const from = join('packages', name);
    mkdirSync(join(folder, name));
    cpSync(join(from, 'src'), join(folder, name, 'src'), { recursive: true });
    for (const file of [join(from, 'README.md'), 'LICENSE']) cpSync(file, join(folder, name, file.split('/').at(-1)));
    const { version, license, exports, dependencies } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
    const sources = Object.entries(exports).flatMap(([entry, { default: built }]) =>
      built ? [[entry, built.replace('./dist/', './src/').replace(/\.js$/, '.ts')]] : [],
    );
    const imports = Object.keys(dependencies ?? {}).flatMap((dependency) =>
      dependency.startsWith('@mwkit/') ? [] : [[dependency, `npm:${dependency}@${installed(from, dependency)}`]],
    );
    write(join(name, 'deno.json'), {
      name: `@mwkit/${name}`,
      version,
      license,
      exports: Object.fromEntries(sources),
      imports: Object.fromEntries(imports),
    });
  }
  const { dependencies } = JSON.parse(readFileSync('packages/core/package.json', 'utf8'));
  const ofCore = Object.keys(dependencies).map((dependency) => [dependency, installed('packages/core', dependency)]);
  // the dependencies that are installed here; nothing is fetched
  write('package.json', { dependencies: Object.fromEntries(ofCore) });
  write('deno.json', { workspace: names, nodeModulesDir: 'manual' });
  symlinkSync(join(process.cwd(), 'packages/core/node_modules'), join(folder, 'node_modules'));
  const args = ['publish', '--allow-dirty', '--quiet', ...(process.argv.includes('--publish') ? [] : ['--dry-run'])];
  const deno = join(process.cwd(), 'packages/deno/node_modules/.bin/deno');
  process.exitCode = spawnSync(deno, args, { cwd: folder, stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}

function installed(from, dependency) {
  return JSON.parse(readFileSync(join(from, 'node_modules', dependency, 'package.json'), 'utf8')).version;
}
