import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { analytics } from '../src/analytics.ts';
import { clientSecrets } from '../src/client-secrets.ts';
import { clientAddress } from '../src/server/address.ts';
import { help, readOptions, StartError } from '../src/server/options.ts';
import { serve } from '../src/server/serve.ts';
import { start } from '../src/server/start.ts';
import { program, runtimes, startServer } from './server-process.ts';

const { Node: node = [] } = runtimes;
let folder: string;
const config = {
  origin: 'https://gateway.example',
  apps: ['https://app.example'],
  wikis: { 'my-wiki': { api: 'http://127.0.0.1:1/w/api.php', signIn: { by: 'oauth', clientId: 'web' } } },
  limits: { address: 2 },
} as const;
beforeAll(async () => {
  // a lost connection to Redis is told there
  vi.spyOn(console, 'error').mockReturnValue();
  folder = await mkdtemp(join(tmpdir(), 'mwkit-gateway-'));
  await writeFile(join(folder, 'good.json'), JSON.stringify(config));
  await writeFile(join(folder, 'no-json.json'), '{');
  await writeFile(join(folder, 'misspelt.json'), JSON.stringify({ ...config, limits: { adress: 2 } }));
});
afterAll(() => rm(folder, { recursive: true }));

describe('mwkit-gateway says what is wrong', () => {
  const redis = { REDIS_URL: 'redis://someone:hidden@127.0.0.1:1' };
  test.concurrent.each<[string, string[], { [name: string]: string }, RegExp]>([
    ['no configuration', [], redis, /--config FILE/],
    ['an unknown option', ['--port', '1'], redis, /Unknown option '--port'[^]*Usage:/],
    ['no such file', ['--config', 'none.json'], redis, /cannot be read: ENOENT.*none\.json/],
    ['no JSON', ['--config', 'no-json.json'], redis, /no-json\.json is not JSON: /],
    ['a wrong key', ['--config', 'misspelt.json'], redis, /limits\.adress does not exist; there are body, /],
    ['no store', ['--config', 'good.json'], {}, /REDIS_URL is not set.*--memory/],
    ['no URL of Redis', ['--config', 'good.json'], { REDIS_URL: 'localhost' }, /REDIS_URL must begin with redis:\/\//],
    ['no port', ['--config', 'good.json'], { ...redis, PORT: '70000' }, /PORT must be a whole number up to 65535/],
    [
      'a secret too many',
      ['--config', 'good.json'],
      { ...redis, CLIENT_SECRET_X: 's' },
      /CLIENT_SECRET_X is set, but wikis\.x /,
    ],
    [
      'no Redis there',
      ['--config', 'good.json'],
      redis,
      /REDIS_URL, is not to be reached: connect ECONNREFUSED 127\.0\.0\.1:1$/m,
    ],
    [
      'a host of others',
      ['--config', 'good.json', '--memory'],
      { HOST: '192.0.2.1' },
      /cannot listen on 192\.0\.2\.1, port 8080: /,
    ],
  ])('%s', async (_what, args, env, said) => {
    const files = args.map((arg) => (arg.endsWith('.json') ? join(folder, arg) : arg));
    const error = await (async () => start(readOptions(files, env)!, env))().catch((error: unknown) => error);
    expect(error).toBeInstanceOf(StartError);
    expect((error as Error).message).toMatch(said);
    expect((error as Error).message).not.toContain('hidden');
  });

  test.concurrent('to standard error, and ends', async () => {
    const run = promisify(execFile)(process.execPath, [program, '--config', join(folder, 'misspelt.json'), '--memory']);
    await expect(run).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^mwkit-gateway: Gateway configuration: limits\.adress .*\n$/),
    });
  });

  test.concurrent('and what it can do', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [program, '--help']);
    expect(stdout).toMatch(/^Usage: mwkit-gateway --config FILE/);
  });
});

test.concurrent('X-Forwarded-For counts as far as proxies of one’s own have written it', async () => {
  const spoofed = '203.0.113.9, 198.51.100.7,192.0.2.1';
  expect(clientAddress('127.0.0.1', spoofed, 0)).toBe('127.0.0.1');
  expect(clientAddress('127.0.0.1', spoofed, 1)).toBe('192.0.2.1');
  expect(clientAddress('127.0.0.1', spoofed, 2)).toBe('198.51.100.7');
  expect(clientAddress('127.0.0.1', null, 1)).toBe('127.0.0.1');
  expect(clientAddress('127.0.0.1', '203.0.113.9', 2)).toBe('127.0.0.1');

  const file = join(folder, 'good.json');
  const statuses = async (base: string) => {
    const found: number[] = [];
    for (const last of [1, 2, 3]) {
      const headers = { 'x-forwarded-for': `192.0.2.${last}` };
      found.push((await fetch(`${base}/my-wiki/sign-in?return=x`, { headers })).status);
    }
    return found;
  };
  await using direct = await startServer(node, file, {}, '--memory');
  expect(await statuses(direct.url)).toEqual([400, 400, 429]);
  await using behind = await startServer(node, file, { TRUSTED_PROXIES: '1' }, '--memory');
  expect(await statuses(behind.url)).toEqual([400, 400, 400]);
});

test('work that a call has left ends before the server does, or is given up', async () => {
  let end = () => {};
  const work = new Promise<void>((resolve) => {
    end = resolve;
  });
  const answer: Parameters<typeof serve>[0] = async (_request, context) => {
    context.waitUntil(work);
    context.waitUntil(Promise.reject(new Error('nobody asks for it any more')));
    return new Response('here');
  };
  const closed: string[] = [];
  const one = await serve(answer, { port: 0, host: '127.0.0.1' });
  const other = await serve(answer, { port: 0, host: '127.0.0.1' });
  for (const { url } of [one, other]) expect(await (await fetch(url)).text()).toBe('here');
  const patient = one.close(20_000).then(() => closed.push('patient'));
  await other.close(200).then(() => closed.push('hasty'));
  closed.push('work');
  end();
  await patient;
  expect(closed).toEqual(['hasty', 'work', 'patient']);
});

test('the docs have each variable of the help', async () => {
  const docs = await readFile(join(import.meta.dirname, '../../../docs/gateway.md'), 'utf8');
  const variables = [...help.matchAll(/^ {2}([A-Z_]+) /gm)].map(([, name]) => name);
  expect(variables).toHaveLength(5);
  expect(variables.filter((name) => !docs.includes(`\`${name}\``))).toEqual([]);
});

test('a secret is that of the wiki in the name of its variable', () => {
  expect(clientSecrets(config, { CLIENT_SECRET_MY_WIKI: 's', OTHER: 'x' })).toEqual({ 'my-wiki': 's' });
  expect(clientSecrets(config, {})).toEqual({});
  const byForm = {
    ...config,
    wikis: { w: { api: config.wikis['my-wiki'].api, signIn: { by: 'clientlogin' } } },
  } as const;
  expect(() => clientSecrets(byForm, { CLIENT_SECRET_W: 's' })).toThrow(
    'wikis.w of the configuration does not sign in by OAuth',
  );
});

test('Analytics Engine gets one point for each request', () => {
  const points: unknown[] = [];
  const metrics = analytics({ writeDataPoint: (point) => points.push(point) });
  metrics.observe({ wiki: 'w', route: 'action', outcome: 'passed', milliseconds: 12 });
  expect(points).toEqual([{ indexes: ['w'], blobs: ['action', 'passed'], doubles: [12] }]);
  expect(metrics.text).toBeUndefined();
});
