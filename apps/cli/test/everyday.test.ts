import { spawn } from 'node:child_process';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createWiki } from '@mwkit/node';
import { accounts } from '@mwkit/wiki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cli, newCli, outcome, program, userAgent } from './cli.ts';
import { typed } from './terminal.ts';
import { startVariant, type TestedWiki, wikis } from './wikis.ts';

const { name: username, password } = accounts.admin;

async function signedIn(api: string): Promise<Cli> {
  const cli = await newCli();
  await cli.run(['login', api, '--username', username], { env: { MWKIT_PASSWORD: password } });
  return cli;
}
const linesOf = (stdout: string) =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { title: string; lastrevid?: number });

/** A picture of one pixel, with so many bytes after its end. */
async function picture(cli: Cli, name: string, size: number): Promise<string> {
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const file = join(cli.folder, '..', name);
  await writeFile(file, Buffer.concat([pixel, Buffer.alloc(size - pixel.length, name)]));
  return file;
}

// what 1.39 does otherwise is the library's to know
describe.for(wikis.filter(({ kind }) => kind !== '1.39'))('every day: $kind', ({ kind, skip }) => {
  let wiki: TestedWiki;
  let cli: Cli;
  /** A revision of another page than the one that is edited. */
  let foreign: number | undefined;
  beforeAll(async () => {
    if (skip) return;
    wiki = await startVariant(kind, ['uploads']);
    cli = await signedIn(wiki.api);
    const client = createWiki(wiki.api, { userAgent, session: (await cli.sessions())[0] });
    for (const name of ['A', 'B', 'C', 'D', 'E'])
      ({ newrevid: foreign } = await client.page(`Many ${name}`).create('x'));
  });
  afterAll(async () => {
    await cli?.[Symbol.asyncDispose]();
    await wiki?.[Symbol.asyncDispose]();
  });

  test.skipIf(skip)('query: one line of JSON for each entry, as many as were wanted', async () => {
    const list = ['query', 'list=allpages', 'apprefix=Many', 'aplimit=2'];
    const all = await cli.run([...list, '--all']);
    expect(all).toMatchObject({ code: 0, stderr: '' });
    expect(linesOf(all.stdout).map(({ title }) => title)).toEqual(['Many A', 'Many B', 'Many C', 'Many D', 'Many E']);
    const first = await cli.run(list);
    expect(linesOf(first.stdout)).toHaveLength(2);
    expect(first.stderr).toBe('There are more; --all prints all of them.\n');
    const three = await cli.run([...list, '--limit', '3', '--verbose']);
    expect(linesOf(three.stdout)).toHaveLength(3);
    expect(three.stderr.match(/^GET /gm)).toHaveLength(2);
    const pages = await cli.run(['query', 'generator=allpages', 'gapprefix=Many', 'gaplimit=2', 'prop=info', '--all']);
    expect(linesOf(pages.stdout).filter(({ lastrevid }) => lastrevid)).toHaveLength(5);
    const refused = await cli.run(['query', 'list=allpages', 'aplimit=x', '--json']);
    expect(refused.code).toBe(1);
    expect(refused.json).toMatchObject({ error: { code: 'badinteger' } });
  });

  test.skipIf(skip)('edit: text, file, stdin, and at the end; what must not be is refused', async () => {
    const edit = (...args: string[]) => cli.run(['edit', 'By hand', ...args]);
    const source = async () => (await cli.run(['rest', 'page/By_hand', '--json'])).json['source'];
    expect(await edit('--text', 'x', '--no-create', '--json')).toMatchObject({
      code: 1,
      json: { error: { code: 'missingtitle' } },
    });
    const made = await edit('--text', 'One', '--summary', 'first');
    expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Created By hand, revision \d+\.\n$/) });
    expect(await edit('--text', 'x', '--create-only', '--json')).toMatchObject({
      code: 1,
      json: { error: { code: 'articleexists' } },
    });
    expect((await edit('--text', 'One')).stdout).toBe('By hand has this text already.\n');
    const piped = await cli.run(['edit', 'By hand', '--file', '-', '--json'], { input: 'Two\n* a = b\n' });
    const { newrevid } = piped.json['edit'] as { newrevid: number };
    expect(await edit('--append', '\n* more', '--minor')).toMatchObject({ code: 0 });
    expect(await source()).toBe('Two\n* a = b\n* more');
    for (const other of [foreign, 999_999])
      expect(await edit('--text', 'Three', '--base-revid', String(other), '--json')).toMatchObject({
        code: 2,
        json: { error: { code: 'not-of-page' } },
      });
    const late = await edit('--text', 'Three', '--base-revid', String(newrevid));
    expect(late).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('[editconflict]') });
    expect(await source()).toBe('Two\n* a = b\n* more');
  });

  test.skipIf(skip)('upload: a file, its warnings, and published all the same without being sent again', async () => {
    const file = await picture(cli, `Picture ${kind}.png`, 5000);
    const done = await cli.run(['upload', file, '--comment', 'Zeichen: äöü', '--chunk-size', '2000', '--json']);
    expect(done.json).toMatchObject({ upload: { result: 'Success', filename: `Picture_${kind}.png` } });
    const other = await picture(cli, 'other.png', 5001);
    const named = ['upload', other, '--name', `Picture ${kind}.png`, '--chunk-size', '2000'];
    const warned = await cli.run(named);
    expect(warned).toMatchObject({ code: 1, stdout: '' });
    expect(warned.stderr).toContain('there is a file of this name (exists).\n  Publish it all the same with');
    const over = await cli.run([...named, '--ignore-warnings', '--verbose']);
    expect(over).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`Published File:Picture_${kind}.png: http`),
    });
    expect(over.stderr.match(/^POST /gm)).toHaveLength(1);
    expect(await readdir(join(cli.folder, 'uploads'))).toEqual([]);
    expect(await cli.run(['upload', '/no/such/file.png'])).toMatchObject({ code: 2 });
  });
});

test('upload goes on after Ctrl-C; on a terminal it shows how far it is', async () => {
  await using wiki = await startVariant('testwiki', ['uploads']);
  let stall = true;
  let third = () => {};
  const stalled = new Promise<void>((resolve) => (third = resolve));
  const server = createServer((incoming, outgoing) => void forward(incoming, outgoing));
  async function forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    if (stall && body.includes('name="offset"\r\n\r\n4000')) return third();
    const { host: _, connection: __, 'content-length': ___, ...headers } = incoming.headers;
    const { method = 'GET' } = incoming;
    const answer = await fetch(new URL(incoming.url ?? '', wiki.origin), {
      method,
      headers: headers as Record<string, string>,
      ...(method === 'POST' && { body }),
    });
    outgoing.writeHead(answer.status, {
      'content-type': 'application/json',
      'set-cookie': answer.headers.getSetCookie(),
    });
    outgoing.end(await answer.text());
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}${new URL(wiki.api).pathname}`;
  await using cli = await signedIn(api);
  const file = await picture(cli, 'Long.png', 9000);
  const args = ['upload', file, '--chunk-size', '2000'];

  const child = spawn(process.execPath, [program, ...args], { env: cli.env });
  const ended = outcome(child);
  await stalled;
  child.kill('SIGINT');
  expect(await ended).toMatchObject({
    code: 130,
    stderr: 'The same command once more goes on from here.\nInterrupted.\n',
  });
  const [state = ''] = await readdir(join(cli.folder, 'uploads'));
  expect((await stat(join(cli.folder, 'uploads', state))).mode & 0o777).toBe(0o600);

  stall = false;
  const { code, screen } = await typed(cli, args, [], { columns: 80 });
  expect(code, screen).toBe(0);
  const shown = screen.split('\r').map((line) => line.trim());
  expect(shown).toContain('[#############.................]  44 %  3.9 of 8.8 KiB, going on');
  // nothing before what the wiki had
  expect(shown.filter((line) => /[#.]\] +\d+ %/.test(line)).map((line) => parseInt(line.slice(32), 10))).toEqual([
    44, 66, 88, 100, 100,
  ]);
  expect(shown.filter((line) => line.length > 80)).toEqual([]);
  expect(shown.at(-2)).toContain('Published File:Long.png');
  expect(await readdir(join(cli.folder, 'uploads'))).toEqual([]);
  server.closeAllConnections();
  server.close();
});
