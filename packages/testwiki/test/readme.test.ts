import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const packages = path.join(import.meta.dirname, '../..');

test('the tests in the README pass', async () => {
  const readme = await readFile(path.join(packages, 'testwiki/README.md'), 'utf8');
  const code = /```ts\n([\s\S]*?)```/u.exec(readme)?.[1] ?? '';
  const folder = await mkdtemp(path.join(import.meta.dirname, '.readme-'));
  try {
    await mkdir(path.join(folder, 'node_modules/@mwkit'), { recursive: true });
    for (const name of ['node', 'testwiki']) {
      await symlink(path.join(packages, name), path.join(folder, 'node_modules/@mwkit', name));
    }
    await writeFile(path.join(folder, 'example.test.ts'), code);
    // Not as a test within a test: node:test would then write for its parent.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const { stdout } = await promisify(execFile)(process.execPath, ['--test', 'example.test.ts'], { cwd: folder, env });
    expect(stdout).toMatch(/pass 2\n/u);
  } finally {
    await rm(folder, { recursive: true });
  }
});
