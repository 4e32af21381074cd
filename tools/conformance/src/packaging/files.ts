import { glob, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from './packages.ts';

/** To read a file takes Node longer than to run what is in it: many would make the import slow. */
const limit = 10;

const program = `import { registerHooks } from 'node:module';
let files = 0;
registerHooks({
  load(url, context, next) {
    if (url.startsWith('file:')) files++;
    return next(url, context);
  },
});
await import('@mwkit/node');
console.log('@@' + files);
`;

/** Of a project where all packages are installed: how many files `@mwkit/node` consists of when it is imported. @throws Error if too many */
export async function importedFiles(folder: string): Promise<string> {
  await writeFile(path.join(folder, 'imported.js'), program);
  const files = Number(/@@(\d+)/.exec(await run(process.execPath, ['imported.js'], folder))?.[1]);
  if (!(files <= limit)) throw new Error(`${files} files, more than ${limit}`);
  return `${files} files`;
}

/**
 * Looks into the files of every package for the names of the modules they are made of, which the bundler writes above each.
 * @throws Error if one is in two of them (it would have its state twice, and its classes), or is another package's
 */
export async function modulesOnce(folder: string): Promise<string> {
  const counts: string[] = [];
  const scope = path.join(folder, 'node_modules/@mwkit');
  for (const name of ['core', 'node', 'deno', 'bun', 'workers', 'browser', 'testwiki']) {
    const seen = new Set<string>();
    for await (const file of glob('dist/**/*.js', { cwd: path.join(scope, name) })) {
      const code = await readFile(path.join(scope, name, file), 'utf8');
      // all but helpers of the bundler, whose names begin with a backslash
      for (const [, module = ''] of code.matchAll(/^\/\/ ([^\\\s]\S*\.[jt]s)$/gm)) {
        if (!module.startsWith('src/')) throw new Error(`${module} is in ${name}/${file}`);
        if (seen.has(module)) throw new Error(`${module} of ${name} is in ${file} and in another file`);
        seen.add(module);
      }
    }
    if (seen.size === 0) throw new Error(`no modules are named in the files of ${name}`);
    counts.push(`${name} ${seen.size}`);
  }
  return counts.join(', ');
}
