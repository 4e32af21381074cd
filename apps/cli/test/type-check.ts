import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outcome } from './cli.ts';

const root = join(import.meta.dirname, '../../..');

/** The program `tsc`. */
export const compiler: string = join(root, 'node_modules/.bin/tsc');

export interface Checked {
  /** The errors, a line each; empty if there is none. */
  readonly errors: readonly string[];
  readonly milliseconds: number;
}

/** A folder with a file of types, `wiki.ts`, and what the compiler says of programs beside it. */
export async function typeChecker(): Promise<
  AsyncDisposable & { folder: string; check(program: string): Promise<Checked> }
> {
  const folder = await mkdtemp(join(tmpdir(), 'mwkit-types-'));
  const compilerOptions = {
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    // as in what `tsc --init` writes; the file of types is no declaration file
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    types: [],
    paths: { '@mwkit/node': [join(root, 'packages/node/dist/index.d.ts')] },
  };
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.ts'] }));
  return {
    folder,
    async check(program) {
      await writeFile(join(folder, 'program.ts'), program);
      const started = performance.now();
      const { stdout } = await outcome(spawn(compiler, ['-p', folder, '--pretty', 'false'], { cwd: folder }));
      const milliseconds = Math.round(performance.now() - started);
      return { errors: stdout.split('\n').filter(Boolean), milliseconds };
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
