import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestWiki, recordedWiki, type TestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { botPasswords, prepareWiki, unavailable, versions } from '@mwkit/wiki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const program = join(import.meta.dirname, '../dist/main.js');
const { name: username, password } = botPasswords.bot;

const why = await unavailable();
// CI must run everything: there a missing wiki fails
const skip = why !== undefined && process.env['CI'] !== 'true';
if (skip) console.warn(`\nSKIPPED: the tour on real MediaWikis. ${why}\n`);

let temporary: string;
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'mwkit-demo-test-'));
});
afterAll(() => rm(temporary, { recursive: true }));

function start(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const { PATH = '', HOME = '', MWKIT_CACHE, XDG_CACHE_HOME } = process.env;
  const caches = { ...(MWKIT_CACHE && { MWKIT_CACHE }), ...(XDG_CACHE_HOME && { XDG_CACHE_HOME }) };
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH, HOME, ...caches, TMPDIR: temporary, ...env },
  });
  child.stdin.end();
  return child;
}

async function outcome(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

const steps = (stdout: string) =>
  [...stdout.matchAll(/^ (\d) {2}(.*)$/gm)].map(([, number, title]) => `${number} ${title}`);

const whole = [
  '1 Sign in with a bot password',
  '2 Ask the wiki who that is',
  '3 Edit a page: the token is fetched by itself',
  '4 Read it back through the REST API',
  '5 Save the session, for another process or another day',
  '6 Resume it',
  '7 Edit again: one request, for the token was saved too',
  '8 Sign out: the session ends on the wiki, for everyone who has it',
];

/** What every whole tour must show. */
function checkWhole({ code, stdout }: { code: number | null; stdout: string }): void {
  expect(code).toBe(0);
  expect(steps(stdout)).toEqual(whole);
  expect(stdout.match(/✓/g)).toHaveLength(8);
  expect(stdout).toMatch(
    /8 requests in \d+ ms\n +sign-in 2, userinfo 1, edit 2, read 1, save 0, resume 0, edit again 1, sign-out 1\n/,
  );
  expect(stdout).toContain('mode 0600');
  expect(stdout).toMatch(/revision \d+: "\* Hello from mwkit"/);
  expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
  // passwords, tokens and session ids are 32 characters or more of these
  expect(stdout).not.toMatch(/[0-9a-z]{32}/i);
  expect(stdout).not.toContain('\u001B');
}

test('on the wiki in memory: every step, its requests and the sum', async () => {
  const started = performance.now();
  const told = await outcome(start([]));
  expect(told.stderr).toBe('');
  checkWhole(told);
  expect(performance.now() - started).toBeLessThan(5000);
  expect(await readdir(temporary)).toEqual([]);
});

describe.skipIf(skip).for(versions)('on a real MediaWiki %s', (version) => {
  beforeAll(() => prepareWiki(version), 300_000);
  test('every step, its requests and the sum', async () => {
    const told = await outcome(start(['--wiki', version]));
    checkWhole(told);
    expect(told.stdout).toContain(`MediaWiki ${version}`);
    expect(await readdir(temporary)).toEqual([]);
  });
});

describe("on the user's own wiki", () => {
  let wiki: TestWiki;
  let served: Awaited<ReturnType<typeof serve>>;
  /** Cookie values and tokens that the wiki has given out. */
  const secrets = new Set<string>();
  beforeAll(async () => {
    wiki = createTestWiki(recordedWiki);
    const fetch: TestWiki['fetch'] = async (input, init) => {
      const response = await wiki.fetch(input, init);
      for (const line of response.headers.getSetCookie()) secrets.add(/=([^;]*)/.exec(line)?.[1] ?? '');
      const text = await response.clone().text();
      for (const [, token] of text.matchAll(/token":\s*"([^"\\]{10,})/g)) secrets.add(token as string);
      return response;
    };
    served = await serve({ ...wiki, fetch });
  });
  afterAll(() => served.close());

  test('without a terminal nothing is edited; no secret is shown', async () => {
    const before = wiki.requests.length;
    const told = await outcome(start(['--wiki', served.api, '--user', username], { MWKIT_PASSWORD: password }));
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect(steps(told.stdout)[2]).toBe('3 Edit a page');
    expect(told.stdout).toContain('not wanted on this wiki');
    expect(wiki.requests.slice(before).map(({ action }) => action)).not.toContain('edit');
    expect(told.stdout).toContain(`${wiki.requests.length - before} requests in`);
    const values = [password, ...secrets].filter((value) => value.length > 7);
    expect(values.length).toBeGreaterThan(3);
    for (const value of values) expect(told.stdout).not.toContain(value);
  });

  test('on a terminal it asks for the password, and before it edits a page of the user', async () => {
    const before = wiki.requests.length;
    const command = [process.execPath, program, '--wiki', served.api, '--user', username]
      .map((part) => `'${part}'`)
      .join(' ');
    // such a terminal has no size of its own
    const line = `stty cols 100 rows 60 && exec ${command}`;
    const onTerminal =
      process.platform === 'darwin' ? ['-q', '/dev/null', 'sh', '-c', line] : ['-qfec', line, '/dev/null'];
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn('script', onTerminal, { env: { PATH, HOME, TERM: 'xterm', TMPDIR: temporary } });
    const answers = [
      [`Password of ${username}`, `${password}\r`],
      ['would edit "User:Robot/mwkit demo" twice', 'y'],
    ] as const;
    let screen = '';
    let asked = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      screen += chunk.toString();
      const next = answers[asked];
      if (!next || !screen.includes(next[0])) return;
      asked++;
      child.stdin.write(next[1]);
    });
    const { code } = await outcome(child);
    expect({ code, asked }).toEqual({ code: 0, asked: 2 });
    expect(wiki.text('User:Robot/mwkit demo')?.match(/Hello from mwkit/g)).toHaveLength(2);
    expect(wiki.requests.slice(before).filter(({ action }) => action === 'edit')).toHaveLength(2);
    expect(screen).not.toContain(password.slice(0, 8));
  });

  test('a wrong password: what and what to do, exit code 1', async () => {
    const told = await outcome(start(['--wiki', served.api, '--user', username], { MWKIT_PASSWORD: 'not-this-one' }));
    expect(told.code).toBe(1);
    expect(told.stderr).toMatch(/✗ The wiki does not accept this name and password\..*\n {2}Check both\./);
    expect(told.stdout + told.stderr).not.toContain('not-this-one');
    expect(await readdir(temporary)).toEqual([]);
  });
});

test.for([
  [['--password', 'hunter2'], 2, /MWKIT_PASSWORD/],
  [['--wiki'], 2, /npm run demo/],
  [['--user', 'A'], 2, /give its URL/],
  [['--wiki', 'http://127.0.0.1:9/w/api.php', '--user', 'A'], 1, /Give MWKIT_PASSWORD/],
] as const)('what cannot work: %j', async ([args, code, message]) => {
  const told = await outcome(start(args));
  expect(told).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(message) });
  expect(told.stderr).not.toContain('hunter2');
});

test('Ctrl-C: exit code 130, and nothing is left', async () => {
  const server = createServer();
  const asked = once(server, 'request');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api.php`;
  const child = start(['--wiki', api, '--user', 'A'], { MWKIT_PASSWORD: 'x' });
  const ended = outcome(child);
  await asked;
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 130, stderr: expect.stringContaining('Interrupted') });
  expect(await readdir(temporary)).toEqual([]);
  server.closeAllConnections();
  server.close();
});
