import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cli, newCli, outcome, program } from './cli.ts';
import { enter, typed } from './terminal.ts';
import { type ServedTestWiki, start } from './wikis.ts';

const secret = 's3cret-of-the-consumer';
const allows = { PROVIDER: 'user=Alice', MWKIT_CLIENT_SECRET: secret };

let wiki: ServedTestWiki;
let port: number;
let callback: string;

/** A port that nobody has. MediaWiki compares callback URLs exactly: it must be known before. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

beforeAll(async () => {
  port = await freePort();
  callback = `http://127.0.0.1:${port}/callback`;
  wiki = await start('testwiki', {
    version: '1.45',
    oauthConsumers: {
      app: { secret, callbackUrl: callback },
      public: { secret: 'unused', callbackUrl: callback, confidential: false },
      own: { secret: 'own-secret', ownerOnly: 'Robot' },
    },
  });
});
afterAll(() => wiki?.[Symbol.asyncDispose]());

const login = (...more: string[]) => ['login', wiki.api, '--oauth', ...more];
const withApp = () => login('--client-id', 'app', '--callback', callback);
const tokenRequests = () => wiki.memory().requests.filter(({ url }) => url.endsWith('/oauth2/access_token')).length;
const edit = ['api', 'edit', 'title=OAuth', 'appendtext=x', '--json'];

interface Kept {
  readonly tokens: { readonly accessToken: string; readonly refreshToken: string };
}

/** The files of tokens and locks. */
async function files({ folder }: Cli): Promise<string[]> {
  const names = await readdir(join(folder, 'oauth')).catch(() => []);
  return names.map((name) => join(folder, 'oauth', name));
}

async function kept(cli: Cli): Promise<Kept> {
  const [file, ...others] = await files(cli);
  expect(others).toEqual([]);
  return JSON.parse(await readFile(file ?? '', 'utf8')) as Kept;
}

async function signedIn(): Promise<Cli> {
  const cli = await newCli();
  expect(await cli.run(withApp(), { env: allows })).toMatchObject({ code: 0 });
  return cli;
}

test('in the browser: signed in, saved for the owner only; whoami, edits, and a logout that says what is left to do', async () => {
  await using cli = await newCli();
  const ran = await cli.run([...withApp(), '--verbose'], { env: allows });
  expect(ran).toMatchObject({ code: 0, stdout: `Signed in to ${wiki.api} as Alice.\n` });
  expect(ran.stderr).toMatch(/^ {3}http:\S+oauth2\/authorize\?\S+code_challenge_method=S256$/m);
  const { tokens } = await kept(cli);
  const [file = ''] = await files(cli);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(join(cli.folder, 'oauth'))).mode & 0o777).toBe(0o700);

  expect((await cli.run(['whoami', '--json'])).json).toMatchObject({ wiki: wiki.api, user: { name: 'Alice' } });
  expect((await cli.run(edit)).json).toMatchObject({ edit: { result: 'Success' } });
  const page = ['rest', 'page', '--method', 'post', 'title=By OAuth', 'source=y', 'comment=', '--json'];
  expect((await cli.run(page)).json).toMatchObject({ source: 'y' });

  const out = await cli.run(['logout']);
  expect(out.code).toBe(0);
  expect(out.stderr).toContain(`${wiki.origin}/w/index.php?title=Special:OAuthManageMyGrants`);
  expect(await files(cli)).toEqual([]);
  expect(await cli.sessions()).toEqual([]);
  expect(await cli.run(['whoami'])).toMatchObject({ code: 3 });
  for (const hidden of [secret, ...Object.values(tokens).map(String)]) expect(cli.printed()).not.toContain(hidden);
});

test('the next sign-in needs no option: the consumer is kept. One by password ends the access', async () => {
  await using cli = await signedIn();
  const again = await cli.run(login('--json'), { env: { PROVIDER: 'user=Bob' } });
  expect(again.json).toMatchObject({ wiki: wiki.api, username: 'Bob', warnings: [] });
  expect(again.json['file']).toBe((await files(cli))[0]);
  const robot = { MWKIT_USERNAME: 'Robot@lab', MWKIT_PASSWORD: 'b'.repeat(32) };
  expect(await cli.run(['login', wiki.api], { env: robot })).toMatchObject({ code: 0 });
  expect(await files(cli)).toEqual([]);
  expect((await cli.run(['whoami', '--json'])).json).toMatchObject({ user: { name: 'Robot' } });
});

test('a token that has ended is refreshed once, by whichever of five programs comes first, and stored', async () => {
  await using cli = await signedIn();
  const before = await kept(cli);
  wiki.memory().oauth.expireAccessTokens();
  const asked = tokenRequests();
  // nobody has another token before all of them have been refused the old one
  let left = 5;
  let tell = () => {};
  const refused = new Promise<void>((resolve) => (tell = resolve));
  const unhook = wiki.memory().intercept(async ({ url }, { action }) => {
    if (action === 'query' && --left === 0) tell();
    if (url.endsWith('/oauth2/access_token')) await refused;
    return undefined;
  });
  const all = await Promise.all(Array.from({ length: 5 }, () => cli.run(['whoami', '--json'])));
  unhook();
  for (const { json } of all) expect(json).toMatchObject({ user: { name: 'Alice' } });
  expect(tokenRequests() - asked).toBe(1);
  const after = await kept(cli);
  expect(after.tokens.refreshToken).not.toBe(before.tokens.refreshToken);
  expect(await cli.run(['whoami'])).toMatchObject({ code: 0 });
  expect(tokenRequests() - asked).toBe(1);
});

test('the lock of a program that died is taken away, a live one is waited for; Ctrl-C ends the wait', async () => {
  await using cli = await signedIn();
  const [file = ''] = await files(cli);
  const lock = `${file}.lock`;
  wiki.memory().oauth.expireAccessTokens();
  await writeFile(lock, 'somebody');
  const waiting = spawn(process.execPath, [program, 'whoami', '--verbose'], { env: cli.env });
  // it has been refused, and wants another token
  await once(waiting.stderr, 'data');
  setTimeout(() => waiting.kill('SIGINT'), 300);
  expect(await outcome(waiting)).toMatchObject({ code: 130 });
  const longAgo = new Date(Date.now() - 31_000);
  await utimes(lock, longAgo, longAgo);
  expect(await cli.run(['whoami'])).toMatchObject({ code: 0 });
  expect(await files(cli)).toEqual([file]);
});

test('an access that the user has revoked: exit code 3, and how to sign in again', async () => {
  await using cli = await signedIn();
  const { tokens } = await kept(cli);
  for (const token of [tokens.accessToken, tokens.refreshToken]) wiki.memory().oauth.revoke(token);
  const page = ['rest', 'page', '--method', 'post', 'title=Revoked', 'source=y', 'comment='];
  for (const args of [['whoami'], edit, page]) {
    const ran = await cli.run([...args, '--json']);
    const advice = expect.stringContaining(`mwkit login ${wiki.api} --oauth`);
    expect(ran).toMatchObject({ code: 3, json: { error: { code: 'session-ended', advice } } });
  }
});

test('a client without a secret signs in by PKCE; that its token is not refreshed is told', async () => {
  await using cli = await newCli();
  const ran = await cli.run(login('--client-id', 'public', '--callback', callback), {
    env: { PROVIDER: 'user=Alice' },
  });
  expect(ran).toMatchObject({ code: 0 });
  wiki.memory().oauth.expireAccessTokens();
  const advice = expect.stringContaining('MWKIT_CLIENT_SECRET');
  expect(await cli.run(['whoami', '--json'])).toMatchObject({
    code: 3,
    json: { error: { code: 'session-ended', advice } },
  });
});

test('the user says no, or the secret is another: exit code 3, nothing is saved, and the browser is told why', async () => {
  await using cli = await newCli();
  const denied = await cli.run([...withApp(), '--json'], { env: { ...allows, PROVIDER: 'deny=1' } });
  expect(denied).toMatchObject({ code: 3, json: { error: { name: 'OAuthError', code: 'denied' } } });

  // by hand, to see the page
  const child = spawn(process.execPath, [program, ...withApp(), '--no-browser'], {
    env: { ...cli.env, MWKIT_CLIENT_SECRET: 'another-one' },
  });
  const ended = outcome(child);
  let said = '';
  const url = await new Promise<string>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, found] = /^ {3}(http\S+)$[^]*Waiting/m.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  // what is no answer to this authorization ends nothing, whoever sends it
  for (const foreign of ['', '?code=x&state=another', '?error=denied&state=another'])
    expect((await fetch(callback + foreign)).status).toBe(404);
  const page = await (await fetch(`${url}&user=Alice`)).text();
  expect(page).toContain('Compare client id and secret');
  expect(page).toContain('You can close this window.');
  expect(await ended).toMatchObject({ code: 3, stderr: expect.stringContaining('[invalid_client]') });
  expect(await files(cli)).toEqual([]);
  expect(await cli.sessions()).toEqual([]);
  expect(said).not.toContain('another-one');
});

test('Ctrl-C while the browser is away: exit code 130, nobody listens any more; a port in use is said', async () => {
  await using cli = await newCli();
  const env = { ...cli.env, MWKIT_CLIENT_SECRET: secret };
  const child = spawn(process.execPath, [program, ...withApp(), '--no-browser'], { env });
  const ended = outcome(child);
  await new Promise<void>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => chunk.includes('Waiting') && resolve());
  });
  const second = await cli.run([...withApp(), '--json'], { env: allows });
  expect(second).toMatchObject({ code: 3, json: { error: { code: 'port-in-use' } } });
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 130 });
  await expect(fetch(callback)).rejects.toThrow('fetch failed');
  expect(await files(cli)).toEqual([]);
});

test('the token of an owner-only consumer, by stdin', async () => {
  await using cli = await newCli();
  const token = wiki.memory().oauth.ownerOnlyToken('own');
  const ran = await cli.run(login('--token', '--json'), { input: `${token}\n` });
  expect(ran).toMatchObject({ code: 0, json: { username: 'Robot' } });
  expect((await cli.run(edit)).json).toMatchObject({ edit: { result: 'Success' } });
  const out = await cli.run(['logout', '--json']);
  expect(out.json).toMatchObject({ username: 'Robot', revoke: expect.stringContaining('Special:OAuthConsumer') });
  for (const [input, code] of [
    ['', 2],
    ['two words', 2],
    ['eyJ.not.good', 3],
  ] as const)
    expect(await cli.run(login('--token'), { input })).toMatchObject({ code, stdout: '' });
  expect(cli.printed()).not.toContain(token);
  expect(await files(cli)).toEqual([]);
});

test('on a terminal id, secret and token are asked for; what is secret does not show', async () => {
  await using cli = await newCli();
  const asked = await typed(
    cli,
    login('--callback', callback),
    [
      ['Client id on', `app${enter}`],
      ['Client secret of app', `${secret}${enter}`],
    ],
    { env: { PROVIDER: 'user=Alice' } },
  );
  expect(asked).toMatchObject({ code: 0, unasked: [], screen: expect.stringContaining('as Alice.') });
  const token = wiki.memory().oauth.ownerOnlyToken('own');
  const own = await typed(cli, login('--token'), [['Access token on', `${token}${enter}`]]);
  expect(own).toMatchObject({ code: 0, unasked: [], screen: expect.stringContaining('as Robot.') });
  for (const hidden of [secret, token]) expect(asked.raw + own.raw).not.toContain(hidden);
});

test.for([['--client-secret', 'hunter2'], ['--secret=hunter2'], ['--token=hunter2'], ['--token', 'hunter2']])(
  'a secret as argument is refused, and not repeated: %s',
  async (args) => {
    await using cli = await newCli();
    const ran = await cli.run(login(...args));
    expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('cannot be an argument') });
    expect(cli.printed()).not.toContain('hunter2');
  },
);

test.for([
  [
    'a callback URL elsewhere',
    ['--oauth', '--client-id', 'app', '--callback', 'https://app.example/callback'],
    'usage',
  ],
  ['no client id', ['--oauth'], 'not-interactive'],
  ['--token without --oauth', ['--token'], 'usage'],
] as const)('what cannot work is said before anything is sent: %s', async ([, args, code]) => {
  await using cli = await newCli();
  const ran = await cli.run(['login', wiki.api, ...args, '--json']);
  expect(ran).toMatchObject({ code: 2, json: { error: { code } } });
});
