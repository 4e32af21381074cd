import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createTestWiki, type TestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const examples = fileURLToPath(new URL('..', import.meta.url));
const bin = (name: string) => join(examples, 'node_modules/.bin', name);
const password = 'b'.repeat(32);

let folder: string;
let wiki: TestWiki;
let server: Awaited<ReturnType<typeof serve>>;
let env: NodeJS.ProcessEnv;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mwkit-examples-'));
  wiki = createTestWiki({ botPasswords: { 'Robot@lab': { password } } });
  server = await serve(wiki);
  env = { ...process.env, WIKI_API: server.api, WIKI_PASSWORD: password, PORT: '0' };
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** Runs a program to its end, in the empty folder. */
async function output(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(program, args, { cwd: folder, env, timeout: 15_000 });
  return stdout.trim();
}

const actions = () => wiki.requests.map(({ action }) => action);

describe('each example', () => {
  test.each([
    ['node', 'bot.ts'],
    ['deno', 'script.ts'],
    ['bun', 'server.ts'],
    ['workers', 'worker.ts'],
    ['browser', 'page.ts'],
  ])('stands in the README of @mwkit/%s as it is', async (runtime, file) => {
    const code = await readFile(join(examples, runtime, file), 'utf8');
    const readme = await readFile(join(examples, '../../packages', runtime, 'README.md'), 'utf8');
    expect(readme).toContain(`\`\`\`ts\n${code}\`\`\``);
  });

  test.each(['node', 'bun', 'workers', 'browser'])("has the types of its runtime's own: %s", async (runtime) => {
    await expect(run('tsc', ['-p', join(examples, runtime)])).resolves.toMatchObject({ stdout: '' });
  });

  test('and of Deno, which reads the types of installed packages only', async () => {
    await cp(join(examples, 'deno/script.ts'), join(folder, 'script.ts'));
    await writeFile(join(folder, 'package.json'), '{"dependencies":{"@mwkit/deno":"0.0.0"}}');
    await mkdir(join(folder, 'node_modules/@mwkit'), { recursive: true });
    for (const name of ['core', 'deno']) {
      const [from, to] = [join(examples, '../../packages', name), join(folder, 'node_modules/@mwkit', name)];
      await cp(join(from, 'dist'), join(to, 'dist'), { recursive: true });
      await cp(join(from, 'package.json'), join(to, 'package.json'));
    }
    const jar = join(examples, '../../packages/core/node_modules/tough-cookie');
    await symlink(jar, join(folder, 'node_modules/tough-cookie'));
    await expect(output(bin('deno'), 'check', 'script.ts')).resolves.toBe('');
  });
});

test('the bot for Node: signs in, edits, and goes on with its session', async () => {
  const bot = join(examples, 'node/bot.ts');
  expect(await output(process.execPath, bot)).toMatch(/^Success \d+$/);
  expect(await output(process.execPath, bot)).toMatch(/^Success \d+$/);
  expect(actions()).toEqual(['query', 'login', 'query', 'edit', 'edit']);
  expect(wiki.text('Sandbox')).toBe('\n* Hello\n* Hello');
  expect((await stat(join(folder, '.sessions/wiki.json'))).mode & 0o777).toBe(0o600);
});

test('the script for Deno: runs with the permissions that its README names', async () => {
  const readme = await readFile(join(examples, '../../packages/deno/README.md'), 'utf8');
  const command = /^deno run (.*) script\.ts$/m.exec(readme)?.[1] ?? '';
  const flags = command.replace('wiki.example', new URL(server.api).host).split(' ');
  expect(flags).toHaveLength(4);
  const script = join(examples, 'deno/script.ts');
  expect(await output(bin('deno'), 'run', '--no-prompt', ...flags, script)).toMatch(/^Robot has \d+ rights$/);
  expect(await output(bin('deno'), 'run', '--no-prompt', ...flags, script)).toMatch(/^Robot has \d+ rights$/);
  expect(actions()).toEqual(['query', 'login', 'query', 'query']);
});

test('the server for Bun: its processes share one session', async () => {
  const servers = [0, 1, 2].map(() =>
    spawn(bin('bun'), [join(examples, 'bun/server.ts')], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  try {
    const urls = await Promise.all(servers.map(async ({ stdout }) => String(await once(stdout, 'data')).trim()));
    const edit = async (url: string) => (await fetch(`${url}/Sandbox`, { method: 'POST', body: 'Bun' })).json();
    const edits = await Promise.all(urls.map(edit));
    expect(edits).toEqual(urls.map(() => expect.objectContaining({ result: 'Success' })));
    expect(actions().filter((action) => action === 'login')).toHaveLength(1);
    expect(wiki.text('Sandbox')).toBe('\n* Bun\n* Bun\n* Bun');
    const refused = await fetch(`${urls[0]}/%5B%5D`, { method: 'POST', body: 'x' });
    expect(refused.status).toBe(502);
    expect(await refused.text()).toContain('invalidtitle');
  } finally {
    await Promise.all(servers.map(async (server) => (server.kill(), once(server, 'exit'))));
  }
});
