import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { accounts, botPasswords } from '@mwkit/wiki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newCli } from './cli.ts';
import { start, type TestedWiki, wikis } from './wikis.ts';

const { name: username, password } = botPasswords.bot;
const env = { MWKIT_PASSWORD: password };

const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

describe.for(wikis)('login: $kind', ({ kind, skip }) => {
  let wiki: TestedWiki;
  beforeAll(async () => {
    if (!skip) wiki = await start(kind);
  });
  afterAll(() => wiki?.[Symbol.asyncDispose]());

  test.skipIf(skip).for(['/w/api.php', '', '/', '/wiki/Main_Page'])('by the URL of "%s"', async (path) => {
    await using cli = await newCli();
    const ran = await cli.run(['login', wiki.origin + path, '--username', username, '--json'], { env });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.json).toMatchObject({ wiki: `${wiki.origin}/w/api.php`, username: 'Robot', warnings: [] });
    expect(await cli.sessions()).toMatchObject([{ api: wiki.api, user: { name: 'Robot' } }]);
  });

  test.skipIf(skip)('for people: who, where, and nothing secret', async () => {
    await using cli = await newCli();
    const ran = await cli.run(['login', wiki.api, '--verbose'], { env: { ...env, MWKIT_USERNAME: username } });
    expect(ran).toMatchObject({ code: 0, stdout: `Signed in to ${wiki.api} as Robot.\n` });
    expect(ran.stderr).toMatch(/^GET {2}200 .* action=query .*\nPOST 200 .* action=login .*\n/);
    const [session] = await cli.sessions();
    const secrets = [password, ...(session?.cookies ?? []).map(({ value }) => value)].filter(
      (value) => value.length > 7,
    );
    expect(secrets.length).toBeGreaterThan(1);
    for (const secret of secrets) expect(cli.printed()).not.toContain(secret);
  });

  test.skipIf(skip)('files and folders are for their owner only', async () => {
    await using cli = await newCli();
    const { json } = await cli.run(['login', wiki.api, '--username', username, '--json'], { env });
    expect(await mode(json['file'] as string)).toBe('600');
    expect(await mode(join(cli.folder, 'config.json'))).toBe('600');
    expect(await mode(join(cli.folder, 'sessions'))).toBe('700');
    expect(await mode(cli.folder)).toBe('700');
  });

  test.skipIf(skip)('a wrong password: exit code 3, and nothing is saved', async () => {
    await using cli = await newCli();
    const wrong = { MWKIT_PASSWORD: 'not-this-one' };
    const ran = await cli.run(['login', wiki.api, '--username', username], { env: wrong });
    expect(ran).toMatchObject({ code: 3, stdout: '' });
    expect(ran.stderr).toMatch(/^error: The wiki does not accept this name and password\..*\n {2}Check both\./);
    const asJson = await cli.run(['login', wiki.api, '--username', username, '--json'], { env: wrong });
    expect(asJson).toMatchObject({ code: 3, stderr: '' });
    expect(asJson.json).toMatchObject({ error: { name: 'LoginError', code: 'wrong-credentials', exitCode: 3 } });
    expect(cli.printed()).not.toContain('not-this-one');
    expect(await cli.sessions()).toEqual([]);
  });

  test.skipIf(skip)('the password of the account itself works, with a warning', async () => {
    await using cli = await newCli();
    const { name, password } = accounts.user;
    const ran = await cli.run(['login', wiki.api, '--username', name], { env: { MWKIT_PASSWORD: password } });
    expect(ran.code).toBe(0);
    expect(ran.stderr).toMatch(/^warning: .*bot password on Special:BotPasswords.* \(login, main-account-login\)\n/);
  });
});

test('no wiki there: exit code 4', async () => {
  await using cli = await newCli();
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<title>Shop</title>'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const page = await cli.run(['login', origin, '--username', username, '--json'], { env });
  const api = await cli.run(['login', `${origin}/w/api.php`, '--username', username, '--json'], { env });
  await new Promise((resolve) => server.close(resolve));
  const gone = await cli.run(['login', origin, '--username', username, '--json'], { env });
  const codes = [page, api, gone].map(({ code, json }) => [code, (json['error'] as { code: string }).code]);
  expect(codes).toEqual([
    [4, 'not-mediawiki'],
    [4, 'html'],
    [4, 'connection-refused'],
  ]);
});

test.for([
  ['no contact', {}, ['login', 'https://wiki.example/w/api.php'], 'user-agent-required'],
  ['no user name', { MWKIT_USER_AGENT: 'x' }, ['login', 'https://wiki.example/w/api.php'], 'not-interactive'],
  [
    'no password',
    { MWKIT_USER_AGENT: 'x' },
    ['login', 'https://wiki.example/w/api.php', '--username', 'A'],
    'not-interactive',
  ],
] as const)('without a terminal nothing is asked: %s', async ([, env, args, code]) => {
  await using cli = await newCli(env);
  const ran = await cli.run([...args, '--json']);
  expect(ran.code).toBe(2);
  expect(ran.json).toMatchObject({ error: { code } });
});

test.for([['--password', 'hunter2'], ['--password=hunter2'], ['-p', 'hunter2'], ['--lgpassword=hunter2']])(
  'a password as argument is refused, and not repeated: %s',
  async (args) => {
    await using cli = await newCli();
    for (const where of [
      ['login', ...args],
      ['login', 'https://wiki.example', ...args],
      args,
      ['api', 'edit', ...args],
    ]) {
      const ran = await cli.run(where);
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toMatch(/MWKIT_PASSWORD/);
    }
    expect(cli.printed()).not.toContain('hunter2');
  },
);
