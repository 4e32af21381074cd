import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTestWiki, type TestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const password = 'b'.repeat(32);
const program = new URL('session-program.ts', import.meta.url).pathname;
const deno = new URL('../node_modules/.bin/deno', import.meta.url).pathname;

let folder: string;
let wiki: TestWiki;
let server: Awaited<ReturnType<typeof serve>>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mwkit-deno-'));
  wiki = createTestWiki({ botPasswords: { 'Robot@lab': { password } } });
  server = await serve(wiki);
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** Runs the program by Deno with these permissions and no other; it asks nobody for more. */
async function run(kind: 'file' | 'kv', path: string, permissions: string[], password?: string): Promise<unknown> {
  const options = ['--no-prompt', '--quiet', ...(kind === 'kv' ? ['--unstable-kv'] : [])];
  const { stdout } = await promisify(execFile)(
    deno,
    ['run', ...options, ...permissions, program, kind, path, server.api, ...(password ? [password] : [])],
    { timeout: 15_000 },
  );
  return JSON.parse(stdout);
}

const actions = () => wiki.requests.map(({ action }) => action);
const robot = (count: number) => ({ user: 'Robot', results: Array.from({ length: count }, () => 'Success') });

describe('sessionFile in Deno', () => {
  const permissions = (path: string) => [
    `--allow-net=${new URL(server.api).host}`,
    `--allow-read=${path}`,
    `--allow-write=${path}`,
  ];

  test('needs that file and that host, nothing else; is 0600; and is resumed with no request', async () => {
    const path = join(folder, 'session.json');
    expect(await run('file', path, permissions(path), password)).toEqual(robot(1));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ user: { name: 'Robot' } });
    const before = actions().length;
    expect(await run('file', path, permissions(path))).toEqual(robot(1));
    expect(actions().slice(before)).toEqual(['edit']);
  });

  test.each(['net', 'read', 'write'])('without --allow-%s it is Deno that says what is missing', async (missing) => {
    const path = join(folder, 'session.json');
    const fewer = permissions(path).filter((permission) => !permission.startsWith(`--allow-${missing}`));
    await expect(run('file', path, fewer, password)).rejects.toThrow(`--allow-${missing}`);
  });

  test('a longer file that others may read is written anew for its owner only', async () => {
    const path = join(folder, 'session.json');
    await writeFile(path, JSON.stringify({ format: 'x', more: 'y'.repeat(10_000) }));
    await chmod(path, 0o644);
    await expect(run('file', path, permissions(path), password)).rejects.toThrow('The saved session is damaged');
    await writeFile(path, 'null' + ' '.repeat(10_000));
    expect(await run('file', path, permissions(path), password)).toEqual(robot(1));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ format: 'mwkit-session' });
  });

  test('makes missing folders, for the owner only, where that is allowed', async () => {
    const path = join(folder, 'made', 'session.json');
    expect(await run('file', path, permissions(join(folder, 'made')), password)).toEqual(robot(1));
    expect((await stat(join(folder, 'made'))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(folder, 'made'))).toEqual(['session.json']);
  });
});

test('Deno KV: eight that share a session that has ended sign in once', async () => {
  const path = join(folder, 'kv.sqlite');
  const permissions = [`--allow-net=${new URL(server.api).host}`, `--allow-read=${folder}`, `--allow-write=${folder}`];
  expect(await run('kv', path, permissions, password)).toEqual(robot(8));
  wiki.endSessions();
  expect(await run('kv', path, permissions, password)).toEqual(robot(8));
  expect(actions().filter((action) => action === 'login')).toHaveLength(2);
});
