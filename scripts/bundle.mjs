// The JavaScript of a published package, in its folder: `node ../../scripts/bundle.mjs`, after `tsc -b`, which writes the declarations.
// Node takes longer to find a file than to read it, so that a package has few: one for all that its `.` reaches, one for what every
// other entry adds, one for each that loads on demand. No module is in two of them.
import { globSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';

const { exports, bin = {}, dependencies = {} } = JSON.parse(readFileSync('package.json', 'utf8'));
const built = [...Object.values(exports).map((entry) => entry.default), ...Object.values(bin)].filter(Boolean);
const entries = built.map((file) => file.replace('./dist/', '').replace(/\.js$/, ''));

const bundle = await rolldown({
  input: Object.fromEntries(entries.map((entry) => [entry, `src/${entry}.ts`])),
  external: (id) => /^\w+:/.test(id) || Object.keys(dependencies).some((name) => `${id}/`.startsWith(`${name}/`)),
  platform: 'neutral',
  tsconfig: 'tsconfig.json',
  transform: { target: 'es2022' },
  // `sideEffects` of package.json is about dist
  treeshake: { moduleSideEffects: true },
  onLog(level, { message }) {
    if (level === 'warn') throw new Error(message);
  },
});
const { output } = await bundle.write({
  dir: 'dist',
  sourcemap: true,
  chunkFileNames: '[name].js',
  minifyInternalExports: false,
  codeSplitting: {
    groups: [
      // apart from the code, so that it can be seen what either weighs
      { name: 'generated/validators/own', test: /[\\/]generated[\\/]validators[\\/](core|sign-in)\.ts$/, priority: 1 },
      { name: basename(process.cwd()), test: /[\\/]src[\\/]index\.ts$/ },
    ],
  },
});

// those of an earlier build would be published too
const written = new Set(output.map(({ fileName }) => join('dist', fileName)));
for (const file of globSync('dist/**/*.{js,js.map}')) if (!written.has(file)) rmSync(file);
