import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createWiki, sessionFile } from '@mwkit/node';
import { recordedWiki } from '@mwkit/testwiki';
import { botPasswords } from '@mwkit/wiki';
import { describe, expect, test } from 'vitest';
import { newCli, outcome, userAgent } from './cli.ts';
import { compiler, typeChecker } from './type-check.ts';
import { start, startVariant, wikis } from './wikis.ts';

const head = `import { createWiki } from '@mwkit/node';
import type { MyWiki } from './wiki.ts';
const wiki = createWiki<MyWiki>('https://wiki.example/w/api.php', { userAgent: 'x' });
`;

describe.for(wikis)('mwkit types: $kind', ({ kind, skip }) => {
  test.skipIf(skip)('writes the modules and routes of the wiki; answers come from the spec', async () => {
    await using wiki = await start(kind);
    await using cli = await newCli();
    await using checker = await typeChecker();
    const file = join(checker.folder, 'wiki.ts');
    const ran = await cli.run(['types', wiki.api, '-o', file]);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/wiki\.ts: \d+ modules and \d+ routes of Lab Wiki \(MediaWiki 1\.\d+\.\d+\)\.\n$/);
    const old = kind === '1.39';
    const { errors } = await checker.check(`${head}
      const { edit } = await wiki.post('edit', { title: 'A', text: 'x', tags: ['a'] });
      edit.result satisfies string;
      const { query } = await wiki.get('query', { meta: ['userinfo'], generator: 'allpages', gaplimit: 'max' });
      query?.userinfo?.name satisfies string | undefined;
      (await wiki.rest.get('/v1/page/{title}', { path: { title: 'A' } })).source satisfies string;
      // @ts-expect-error of no module of this wiki
      void wiki.get('flowinfo');
      // @ts-expect-error a namespace that it has not
      void wiki.get('query', { list: 'allpages', apnamespace: 12345 });
      // @ts-expect-error off by default
      void wiki.rest.get('/specs/v0/discovery');
      ${old ? '// @ts-expect-error since 1.40' : ''}
      void wiki.rest.get('/v1/search');
      // @ts-expect-error since 1.45
      void wiki.rest.get('/v1/page/{title}/lint', { path: { title: 'A' } });
    `);
    expect(errors).toEqual([]);
  });

  test.skipIf(skip)('takes the routes from the description that the wiki gives, where it gives one', async () => {
    await using wiki = await startVariant(kind, ['rest-dev']);
    await using cli = await newCli();
    const file = join(cli.env['HOME'] ?? '', 'wiki.d.ts');
    expect((await cli.run(['types', wiki.api, '-o', file])).code).toBe(0);
    const text = await readFile(file, 'utf8');
    expect(text).toContain("    '/v1/page/{title}': 'get' | 'put';");
    // 1.39 cannot describe itself
    const described = ["    '/content/v1/page/{title}': 'get' | 'put';", "    '/specs/v0/discovery': 'get';"];
    expect(described.map((route) => text.includes(route))).toEqual(described.map(() => kind !== '1.39'));
  });

  test.skipIf(skip)('of a private wiki only in a session: that of mwkit login, or one in a file', async () => {
    await using wiki = await startVariant(kind, ['private']);
    await using cli = await newCli();
    const file = join(cli.env['HOME'] ?? '', 'wiki.d.ts');
    const command = ['types', wiki.api, '-o', file];
    const refused = await cli.run(command);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain(`Sign in first: mwkit login ${wiki.api}`);

    const { name: username, password } = botPasswords.bot;
    const session = sessionFile(join(cli.env['HOME'] ?? '', 'session.json'));
    const client = createWiki(wiki.api, { userAgent });
    await client.login({ username, password });
    await session.write(await client.session.save());
    const before = await readFile(session.path, 'utf8');
    expect((await cli.run([...command, '--session', session.path])).code).toBe(0);
    expect(await readFile(session.path, 'utf8')).toBe(before);
    expect(await cli.sessions()).toEqual([]);

    await rm(file);
    const env = { MWKIT_USERNAME: username, MWKIT_PASSWORD: password };
    expect((await cli.run(['login', wiki.api], { env })).code).toBe(0);
    expect((await cli.run(command)).code).toBe(0);
    expect(await readFile(file, 'utf8')).toContain('export interface MyWiki {');
  });
});

describe('mwkit types', () => {
  test('says what has changed since, and with --check only that, by exit code 1', async () => {
    await using older = await start('testwiki', { ...recordedWiki, version: '1.39' });
    await using newer = await start('testwiki', { ...recordedWiki, restDevelopmentRoutes: true });
    await using cli = await newCli();
    const file = join(cli.env['HOME'] ?? '', 'wiki.d.ts');
    const missing = await cli.run(['types', older.api, '-o', file, '--check']);
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining(`There is no ${file}.`)]);
    expect((await cli.run(['types', older.api, '-o', file])).stderr).toBe('');
    expect((await cli.run(['types', older.api, '-o', file, '--check'])).stdout).toContain('up to date');

    const before = await readFile(file, 'utf8');
    const stale = await cli.run(['types', newer.api, '-o', file, '--check', '--json']);
    expect(stale.code).toBe(1);
    const { error } = stale.json as { error: { code: string; answer: { changes: string[] } } };
    expect(error.code).toBe('out-of-date');
    expect(error.answer.changes).toEqual(
      expect.arrayContaining(['+ acquiretempusername', '+ edit.returnto', '+ /specs/v0/discovery', '+ /v1/search']),
    );
    expect(await readFile(file, 'utf8')).toBe(before);

    const written = await cli.run(['types', newer.api, '-o', file]);
    expect(written.code).toBe(0);
    expect(written.stderr.trim().split('\n')).toEqual(error.answer.changes);
    const back = await cli.run(['types', older.api, '-o', file]);
    expect(back.stderr.split('\n')).toEqual(expect.arrayContaining(['- acquiretempusername', '- edit.returnto']));
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  test('overwrites no file that it did not write, and says what is no wiki', async () => {
    await using wiki = await start('testwiki');
    await using cli = await newCli();
    const file = join(cli.env['HOME'] ?? '', 'mine.ts');
    await writeFile(file, 'export {};\n');
    const refused = await cli.run(['types', wiki.api, '-o', file]);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('was not written by mwkit types')]);
    expect(await readFile(file, 'utf8')).toBe('export {};\n');
    const lost = await cli.run(['types', `${wiki.origin}/nowhere`, '-o', join(cli.env['HOME'] ?? '', 'wiki.ts')]);
    expect([lost.code, lost.stderr]).toEqual([4, expect.stringMatching(/^error: /)]);
    expect(await cli.run(['types', wiki.api])).toMatchObject({ code: 2 });
  });
});

test('the command and the code of docs/types.md', async () => {
  const docs = await readFile(new URL('../../../docs/types.md', import.meta.url), 'utf8');
  const [, command = ''] = /```sh\nnpx mwkit (.*)\n```/.exec(docs) ?? [];
  const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(docs) ?? [];
  await using wiki = await start('testwiki');
  await using cli = await newCli();
  // inside the package, so that its imports are found
  const folder = await mkdtemp(new URL('.docs-', import.meta.url).pathname);
  try {
    const args = command.split(' ').map((arg) => (arg === 'wiki.ts' ? join(folder, arg) : arg));
    expect((await cli.run(args.map((arg) => arg.replace('https://wiki.example', wiki.api)))).code).toBe(0);
    await writeFile(join(folder, 'program.ts'), code.replace('https://wiki.example/w/api.php', wiki.api));
    const config = { extends: '../../../../tsconfig.test.json', files: ['program.ts'], include: [] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    expect((await outcome(spawn(compiler, ['-p', folder]))).stdout).toBe('');
    const { stdout, stderr } = await outcome(spawn(process.execPath, ['program.ts'], { cwd: folder }));
    expect([stdout, stderr]).toEqual([expect.stringMatching(/^\d+ Lab Wiki 2\n$/), '']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
