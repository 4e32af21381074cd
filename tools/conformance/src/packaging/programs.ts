import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Installer, project, run } from './packages.ts';

/** A program of somebody who has installed the package: signs in and edits, on a wiki in memory. */
const program = (name: string) => `
const begun = performance.now();
const { createWiki } = await import('@mwkit/${name}');
const imported = performance.now() - begun;
const { createTestWiki } = await import('@mwkit/testwiki');
const { validators } = await import('@mwkit/${name}/validators');
const memory = createTestWiki();
const wiki = createWiki(memory.api, { userAgent: 'packaging/1.0 (me@wiki.example)', fetch: memory.fetch, validators });
await wiki.login({ username: 'Robot@lab', password: 'b'.repeat(32) });
await wiki.post('edit', { title: 'A', text: 'Hello' });
if (memory.text('A') !== 'Hello') throw new Error('the edit did not arrive');
console.log('@@' + imported);
`;

/** A runtime that installs a package and runs a program. */
export interface Installing {
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
  readonly installer?: Installer;
}

/** Installs the package of a runtime, and runs a program with it five times. @returns the median of the times of its import, in ms */
export async function installAndRun(
  folder: string,
  npmrc: string,
  { name, command, installer }: Installing,
): Promise<number> {
  await project(
    folder,
    npmrc,
    [`@mwkit/${name}`, '@mwkit/testwiki'].map((one) => (name === 'deno' ? `npm:${one}` : one)),
    installer,
  );
  await writeFile(path.join(folder, 'program.js'), program(name));
  const [file, ...args] = command;
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const out = await run(file, [...args, 'program.js'], folder);
    times.push(Number(/@@([\d.]+)/.exec(out)?.[1]));
  }
  return times.toSorted((a, b) => a - b)[2]!;
}
