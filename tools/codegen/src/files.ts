/** Generated files: written, or compared with those on disk. */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Path inside the folder -> content. */
export type Files = Map<string, string>;

const present = (folder: string): string[] =>
  globSync('**/*.*', { cwd: folder }).map((name) => name.split(path.sep).join('/'));

function content(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Makes the folder hold exactly these files; leaves alone what is already so. */
export function write(folder: string, files: Files): void {
  for (const name of present(folder)) if (!files.has(name)) rmSync(path.join(folder, name));
  for (const [name, text] of files) {
    const file = path.join(folder, name);
    if (content(file) === text) continue;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** What differs, a line for each file. */
export function compare(folder: string, files: Files): string[] {
  const stray = present(folder).filter((name) => !files.has(name));
  const where = (name: string): string => path.relative(process.cwd(), path.join(folder, name));
  return [
    ...[...files].flatMap(([name, text]) => {
      const now = content(path.join(folder, name));
      if (now === text) return [];
      return [`${where(name)} is ${now === undefined ? 'missing' : 'not what spec/ says'}`];
    }),
    ...stray.map((name) => `${where(name)} is not generated any more`),
  ];
}
