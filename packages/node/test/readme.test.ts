import { execFile } from 'node:child_process';
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTestWiki, recordedWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { expect, test } from 'vitest';

const run = promisify(execFile);

test('the code of the README compiles, runs, and resumes its session the second time', async () => {
  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
  const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  expect(code.trim().split('\n').length).toBeLessThanOrEqual(15);

  const wiki = createTestWiki({ botPasswords: { 'Robot@lab': { password: 'b'.repeat(32) } } });
  const server = await serve(wiki);
  // inside the package, so that its imports are found
  const folder = await mkdtemp(new URL('.readme-', import.meta.url).pathname);
  try {
    await writeFile(join(folder, 'example.ts'), code.replace('https://wiki.example/w/api.php', server.api));
    const config = { extends: '../../../../tsconfig.test.json', files: ['example.ts'], include: [] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    await run('tsc', ['-p', folder]);

    const env = { ...process.env, WIKI_PASSWORD: 'b'.repeat(32) };
    const first = await run(process.execPath, ['example.ts'], { cwd: folder, env });
    expect(first.stdout).toMatch(/^Success [\s\S]*\* Hello \d+\n$/);
    const { mode } = await stat(join(folder, '.sessions/wiki.example.json'));
    expect(mode & 0o777).toBe(0o600);

    const before = wiki.requests.length;
    const { WIKI_PASSWORD: _, ...withoutPassword } = env;
    const second = await run(process.execPath, ['example.ts'], { cwd: folder, env: withoutPassword });
    expect(second.stdout.match(/\* Hello/g)).toHaveLength(2);
    expect(wiki.requests.slice(before).map(({ action }) => action)).toEqual(['edit', undefined, 'query']);
  } finally {
    await server.close();
    await run('rm', ['-rf', folder]);
  }
});

test('the code of docs/rest.md compiles and runs', async () => {
  const docs = await readFile(new URL('../../../docs/rest.md', import.meta.url), 'utf8');
  const code = /```ts\n([\s\S]*?)```/.exec(docs)?.[1] ?? '';
  const server = await serve(createTestWiki(recordedWiki));
  // inside the package, so that its imports are found
  const folder = await mkdtemp(new URL('.rest-', import.meta.url).pathname);
  try {
    await writeFile(join(folder, 'example.ts'), code.replace('https://wiki.example/w/api.php', server.api));
    const config = { extends: '../../../../tsconfig.test.json', files: ['example.ts'], include: [] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    await run('tsc', ['-p', folder]);
    expect((await run(process.execPath, ['example.ts'], { cwd: folder })).stdout).toMatch(/^\d+ \d+\n$/);
  } finally {
    await server.close();
    await run('rm', ['-rf', folder]);
  }
});
