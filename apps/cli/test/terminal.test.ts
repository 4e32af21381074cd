import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { botPasswords } from '@mwkit/wiki';
import { expect, test } from 'vitest';
import { newCli, outcome, program } from './cli.ts';
import { typed } from './terminal.ts';
import { start } from './wikis.ts';

const { name: username, password } = botPasswords.bot;

test('on a terminal login asks for contact, name and password, and shows no password', async () => {
  await using cli = await newCli({});
  await using wiki = await start('testwiki');
  const { code, screen, unasked } = await typed(
    cli,
    ['login', wiki.origin],
    [
      ["How can the wiki's operators reach you?", 'me@wiki.example\r'],
      ['User name on', `${username}\r`],
      [`Password of ${username}`, `${password}\r`],
    ],
  );
  expect({ code, unasked }, screen).toEqual({ code: 0, unasked: [] });
  expect(screen).toContain('Signed in to');
  expect(screen).not.toContain(password.slice(0, 8));
  expect(wiki.userAgents().at(-1)).toMatch(/^mwkit\/\S+ \(me@wiki\.example\)$/);
  // it is asked once
  const next = await cli.run(['whoami', '--wiki', wiki.api]);
  expect(next.code).toBe(0);
  expect(wiki.userAgents().at(-1)).toMatch(/\(me@wiki\.example\)$/);
});

test('Ctrl-C at a prompt is exit code 130', async () => {
  await using cli = await newCli();
  const { code, screen } = await typed(cli, ['login', 'https://wiki.example/w/api.php'], [['User name on', '\u0003']]);
  expect(code).toBe(130);
  expect(screen).toContain('Interrupted.');
});

test('Ctrl-C while the wiki does not answer is exit code 130', async () => {
  await using cli = await newCli();
  const server = createServer();
  const request = once(server, 'request');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api.php`;
  const child = spawn(process.execPath, [program, 'api', 'query', '--wiki', api], { env: cli.env });
  const ended = outcome(child);
  await request;
  const interruptedAt = performance.now();
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 130, stdout: '', stderr: 'Interrupted.\n' });
  expect(performance.now() - interruptedAt).toBeLessThan(1000);
  server.closeAllConnections();
  server.close();
});

test('Ctrl-C while stdin is read is exit code 130', async () => {
  await using cli = await newCli();
  const child = spawn(process.execPath, [program, 'api', 'query', 'titles=@-', '--wiki', 'wiki.example'], {
    env: cli.env,
  });
  const ended = outcome(child);
  // more than a pipe holds: it is through when the program has begun to read
  child.stdin.write('x'.repeat(1_000_000), () => child.kill('SIGINT'));
  expect(await ended).toMatchObject({ code: 130, stdout: '', stderr: 'Interrupted.\n' });
});
