import { writeFile } from 'node:fs/promises';
import { createWiki } from '@mwkit/node';
import { accounts, botPasswords } from '@mwkit/wiki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cli, newCli, userAgent } from './cli.ts';
import { start, type TestedWiki, wikis } from './wikis.ts';

const { name: username, password } = botPasswords.bot;

async function signedIn(...on: readonly TestedWiki[]): Promise<Cli> {
  const cli = await newCli();
  for (const { api } of on)
    await cli.run(['login', api, '--username', username], { env: { MWKIT_PASSWORD: password } });
  return cli;
}

describe.for(wikis)('a saved session: $kind', ({ kind, skip }) => {
  let wiki: TestedWiki;
  let other: TestedWiki;
  beforeAll(async () => {
    if (!skip) [wiki, other] = await Promise.all([start(kind), start('testwiki')]);
  });
  afterAll(async () => {
    await wiki?.[Symbol.asyncDispose]();
    await other?.[Symbol.asyncDispose]();
  });

  test.skipIf(skip)('whoami', async () => {
    await using cli = await signedIn(wiki);
    const people = await cli.run(['whoami']);
    expect(people).toMatchObject({ code: 0, stderr: '' });
    expect(people.stdout).toMatch(/^Robot on http.*\/w\/api\.php\n\d+ edits · groups: .*bot/);
    const { json } = await cli.run(['whoami', '--json']);
    expect(json).toMatchObject({ wiki: wiki.api, user: { name: 'Robot' } });
  });

  test.skipIf(skip)('the token is fetched once and saved: a second edit is one request', async () => {
    await using cli = await signedIn(wiki);
    const edit = (text: string) =>
      cli.run(['api', 'edit', 'title=By CLI', `text=${text}`, 'summary=a=b', 'bot', '--verbose', '--json']);
    const [first, second] = [await edit(`${kind} one`), await edit(`${kind} two`)];
    expect(first.json).toMatchObject({ edit: { result: 'Success' } });
    expect(first.stderr.trim().split('\n')).toEqual([
      expect.stringContaining('type=csrf'),
      expect.stringContaining('action=edit'),
    ]);
    expect(second.json).toMatchObject({ edit: { result: 'Success' } });
    expect(second.stderr.trim().split('\n')).toEqual([expect.stringContaining('action=edit')]);
    const [session] = await cli.sessions();
    const secrets = [...Object.values(session?.tokens ?? {}), ...(session?.cookies ?? []).map(({ value }) => value)];
    for (const secret of secrets.filter((value) => value.length > 7)) expect(cli.printed()).not.toContain(secret);
    const { json } = await cli.run(['rest', 'page/By_CLI', '--json']);
    expect(json).toMatchObject({ title: 'By CLI', source: `${kind} two` });
  });

  test.skipIf(skip)('values from stdin, several values, and what the wiki refuses', async () => {
    await using cli = await signedIn(wiki);
    const text = 'First line\n* 1 = 1\n';
    expect(await cli.run(['api', 'edit', 'title=From stdin', 'text=@-'], { input: text })).toMatchObject({ code: 0 });
    expect((await cli.run(['rest', '/v1/page/From_stdin', '--json'])).json).toMatchObject({ source: text.trim() });
    const two = await cli.run(['api', 'query', 'titles=From stdin', 'titles=Main Page', '--json']);
    expect((two.json['query'] as { pages: object[] }).pages).toHaveLength(2);
    const warned = await cli.run(['api', 'query', 'meta=userinfo', 'bogus=1']);
    expect(warned).toMatchObject({ code: 0, stderr: expect.stringMatching(/^warning: .*bogus.*unrecognizedparams/) });
    const refused = await cli.run(['api', 'edit', 'title=From stdin', 'text=x', 'createonly', '--json']);
    expect(refused.code).toBe(1);
    expect(refused.json).toMatchObject({
      error: { name: 'ApiError', action: 'edit', code: 'articleexists', exitCode: 1 },
    });
  });

  test.skipIf(skip)('REST: query, body, HTML and errors', async () => {
    await using cli = await signedIn(wiki);
    const title = 'By REST';
    const made = await cli.run([
      'rest',
      'page',
      '--method',
      'post',
      `title=${title}`,
      'source=One',
      'comment=',
      '--json',
    ]);
    expect(made.json).toMatchObject({ title, source: 'One' });
    const { id } = made.json['latest'] as { id: number };
    const body = JSON.stringify({ source: 'Two', comment: '', latest: { id } });
    const put = await cli.run(['rest', '/v1/page/By_REST', '--method=put', '--body=@-', '--json'], { input: body });
    expect(put.json).toMatchObject({ title, source: 'Two' });
    const found = await cli.run(['rest', 'search/title', 'q=By R', 'limit=5', '--json']);
    expect(found.json).toMatchObject({ pages: expect.any(Array) });
    const missing = await cli.run(['rest', 'page/No_such_page', '--json']);
    expect(missing.code).toBe(1);
    expect(missing.json).toMatchObject({ error: { name: 'RestError', status: 404 } });
  });

  test.skipIf(skip)('several wikis: the last one is current, another can be named or chosen', async () => {
    await using cli = await signedIn(wiki, other);
    const asked = async (args: readonly string[], env?: Record<string, string>) =>
      (await cli.run(['whoami', '--json', ...args], env && { env })).json['wiki'];
    expect(await asked([])).toBe(other.api);
    expect(await asked(['--wiki', wiki.api])).toBe(wiki.api);
    expect(await asked(['--wiki', new URL(wiki.api).host])).toBe(wiki.api);
    expect(await asked(['--wiki', `${wiki.origin}/wiki/Main_Page`])).toBe(wiki.api);
    expect(await asked([], { MWKIT_WIKI: wiki.api })).toBe(wiki.api);
    expect(await cli.run(['wikis', 'use', new URL(wiki.api).host])).toMatchObject({ code: 0 });
    expect(await asked([])).toBe(wiki.api);

    const { json } = await cli.run(['wikis', '--json']);
    expect(json['wikis']).toHaveLength(2);
    expect(json['wikis']).toContainEqual(expect.objectContaining({ wiki: wiki.api, username: 'Robot', current: true }));
    expect(json['wikis']).toContainEqual(
      expect.objectContaining({ wiki: other.api, username: 'Robot', current: false }),
    );
    const list = await cli.run(['wikis']);
    expect(list.stdout.split('\n')).toContainEqual(expect.stringMatching(/^\* \S+ +Robot +just now$/));

    expect(await cli.run(['wikis', 'forget', wiki.api])).toMatchObject({ code: 0 });
    expect((await cli.sessions()).map(({ api }) => api)).toEqual([other.api]);
    expect(await cli.run(['wikis', 'forget', wiki.api])).toMatchObject({ code: 3 });
  });

  test.skipIf(skip)('logout ends the session on the wiki and here', async () => {
    await using cli = await signedIn(wiki);
    const [session] = await cli.sessions();
    expect(await cli.run(['logout'])).toMatchObject({ code: 0, stdout: `Signed Robot out of ${wiki.api}.\n` });
    expect(await cli.sessions()).toEqual([]);
    const stolen = createWiki(wiki.api, { userAgent, session });
    await expect(stolen.get('query', { meta: 'userinfo' })).rejects.toMatchObject({ code: 'assertuserfailed' });
    expect(await cli.run(['whoami'])).toMatchObject({ code: 3, stderr: expect.stringContaining('mwkit login') });
    expect(await cli.run(['logout', '--wiki', wiki.api])).toMatchObject({ code: 3 });
  });

  test.skipIf(skip)('a session that the wiki has ended: exit code 3, and what to do', async () => {
    await using cli = await signedIn(wiki);
    const [session] = await cli.sessions();
    await createWiki(wiki.api, { userAgent, session }).logout();
    for (const args of [
      ['whoami'],
      ['api', 'edit', 'title=X', 'text=x'],
      ['rest', 'page', '--method=post', 'title=X', 'source=x', 'comment='],
    ]) {
      const ran = await cli.run([...args, '--json']);
      expect(ran.code).toBe(3);
      expect(ran.json).toMatchObject({
        error: { code: 'session-ended', advice: expect.stringContaining(`mwkit login ${wiki.api}`) },
      });
    }
    expect(await cli.run(['logout'])).toMatchObject({ code: 0 });
    expect(await cli.sessions()).toEqual([]);
  });

  test.skipIf(skip)('without a session a wiki that is named can be read', async () => {
    await using cli = await newCli();
    const { json } = await cli.run(['whoami', '--wiki', wiki.origin, '--json']);
    expect(json).toMatchObject({ wiki: wiki.api, user: { id: 0 } });
    expect((await cli.run(['rest', 'page/Main_Page/bare', '--wiki', wiki.api, '--json'])).json).toMatchObject({
      title: 'Main Page',
    });
    expect(await cli.run(['api', 'query', 'meta=userinfo'])).toMatchObject({ code: 3, stdout: '' });
    expect(await cli.sessions()).toEqual([]);
  });

  test.skipIf(skip)('a damaged session file is named, not shown', async () => {
    await using cli = await signedIn(wiki);
    const { wikis: saved } = (await cli.run(['wikis', '--json'])).json as { wikis: { file: string }[] };
    await writeFile(saved[0]?.file as string, '{"cookies": "SECRETVALUE"');
    const ran = await cli.run(['whoami']);
    expect(ran).toMatchObject({ code: 3, stderr: expect.stringContaining(saved[0]?.file as string) });
    expect((await cli.run(['wikis'])).stdout).toContain('damaged file');
    expect(cli.printed()).not.toContain('SECRETVALUE');
  });
});

test('an edit that the wiki did not save is no success', async () => {
  await using wiki = await start('testwiki', {
    captcha: { question: 'Capital of Peru?', answers: ['Lima'], edit: true },
  });
  await using cli = await newCli();
  const { name, password } = accounts.user;
  await cli.run(['login', wiki.api, '--username', name], { env: { MWKIT_PASSWORD: password } });
  const edit = ['api', 'edit', 'title=Asked', 'text=x'];
  const ran = await cli.run([...edit, '--json']);
  expect(ran.code).toBe(1);
  expect(ran.json).toMatchObject({
    error: { code: 'failure', answer: { edit: { captcha: { question: 'Capital of Peru?' } } } },
  });
  const { id } = (ran.json as { error: { answer: { edit: { captcha: { id: string } } } } }).error.answer.edit.captcha;
  expect(await cli.run([...edit, 'captchaword=Lima', `captchaid=${id}`])).toMatchObject({ code: 0 });
});
