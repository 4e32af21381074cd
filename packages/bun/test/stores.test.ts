import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createTestWiki, type TestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const password = 'b'.repeat(32);
const program = new URL('session-program.ts', import.meta.url).pathname;
const bun = new URL('../node_modules/.bin/bun', import.meta.url).pathname;

let folder: string;
let wiki: TestWiki;
/** Milliseconds. */
let loginTakes = 0;
let server: Awaited<ReturnType<typeof serve>>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mwkit-bun-'));
  wiki = createTestWiki({ botPasswords: { 'Robot@lab': { password } } });
  loginTakes = 0;
  server = await serve({
    ...wiki,
    async fetch(input, init) {
      const request = new Request(input, init);
      if ((await request.clone().text()).includes('action=login')) await setTimeout(loginTakes);
      return wiki.fetch(request);
    },
  });
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function run(kind: 'file' | 'sqlite', path: string, password?: string): Promise<unknown> {
  const args = ['run', program, kind, path, server.api, ...(password ? [password] : [])];
  const { stdout } = await promisify(execFile)(bun, args, { timeout: 15_000 });
  return JSON.parse(stdout);
}

const robot = { runtime: true, user: 'Robot', result: 'Success' };

describe.each(['file', 'sqlite'] as const)('a session in Bun: %s', (kind) => {
  test('is kept for its owner only, and resumed with no request', async () => {
    const path = join(folder, 'session');
    expect(await run(kind, path, password)).toEqual(robot);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const before = wiki.requests.length;
    expect(await run(kind, path)).toEqual(robot);
    expect(wiki.requests.slice(before).map(({ action }) => action)).toEqual(['edit']);
  });
});

test('SQLite: six processes with one shared session that has ended sign in once', async () => {
  const path = join(folder, 'session.sqlite');
  await run('sqlite', path, password);
  wiki.endSessions();
  loginTakes = 500; // so that all of them come while one signs in
  const results = await Promise.all(Array.from({ length: 6 }, () => run('sqlite', path, password)));
  expect(results).toEqual(results.map(() => robot));
  expect(wiki.requests.filter(({ action }) => action === 'login')).toHaveLength(2);
});
