import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accounts } from '@mwkit/wiki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cli, newCli } from './cli.ts';
import { ctrlC, down, enter, sum, typed } from './terminal.ts';
import { startVariant, type TestedWiki, wikis } from './wikis.ts';

const { user, resettable } = accounts;
const line = (text: string) => text + enter;
const erase = (text: string) => '\u007F'.repeat(text.length);
const way = 'How do you want to go on?';
const provider = down + enter;
const remember = ['Keep me logged in', enter] as const;
const fresh = 'A-fresh-password-1';

const of = ({ name, password }: { name: string; password: string }) => ({
  env: { MWKIT_USERNAME: name, MWKIT_PASSWORD: password },
});

/** Takes the session cookies out, so that the wiki makes a new session of the Token: it then has nobody who has just signed in. */
async function ageSession(cli: Cli, file: string): Promise<void> {
  const session = JSON.parse(await readFile(file, 'utf8')) as { cookies: { key: string }[] };
  const cookies = session.cookies.filter(({ key }) => !key.endsWith('_session'));
  expect(cookies.length).toBeLessThan(session.cookies.length);
  await writeFile(file, JSON.stringify({ ...session, cookies }));
}

describe.for(wikis)('accounts: $kind', ({ kind, skip }) => {
  let wiki: TestedWiki;
  let captcha: TestedWiki;
  beforeAll(async () => {
    if (skip) return;
    wiki = await startVariant(kind, ['external-login', 'email']);
    captcha = await startVariant(kind, ['captcha', 'email']);
  });
  afterAll(async () => {
    await wiki?.[Symbol.asyncDispose]();
    await captcha?.[Symbol.asyncDispose]();
  });

  test.skipIf(skip)('create-account: only what was wrong is asked again; then signed in', async () => {
    await using cli = await newCli();
    const sumAsked = /◆ {2}\d+[+\u2212]\d+ =/;
    const out = join(cli.env['HOME'] ?? '', 'result.json');
    const { code, screen, unasked } = await typed(
      cli,
      ['create-account', captcha.origin, '--json'],
      [
        ['Username', line(user.name)],
        ['Password', line(fresh)],
        ['Retype password', line('Another-one-1')],
        ['Password', line(fresh)],
        ['Retype password', line(fresh)],
        ['Email (optional)', line('nonsense')],
        ['Real name (optional)', line('New Comer')],
        [sumAsked, sum],
        // what was typed before stands in the line
        ['Username', line(`${erase(user.name)}Newcomer`)],
        [sumAsked, sum],
        ['Email (optional)', line(`${erase('nonsense')}new@wiki.example`)],
        [sumAsked, line('0')],
        [sumAsked, sum],
        ['Sign in as Newcomer now?', enter],
        remember,
      ],
      { stdout: out },
    );
    expect({ code, unasked }, screen).toEqual({ code: 0, unasked: [] });
    expect(screen).toContain('▲  Username entered already in use.');
    for (const secret of [fresh, 'Another-one-1']) expect(screen).not.toContain(secret);
    expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({
      wiki: captcha.api,
      username: 'Newcomer',
      signedIn: true,
    });
    expect((await cli.run(['whoami', '--json'])).json).toMatchObject({ user: { name: 'Newcomer' } });
    const list = ['api', 'query', 'meta=userinfo', 'uiprop=email|realname', '--json'];
    expect((await cli.run(list)).json).toMatchObject({
      query: { userinfo: { email: 'new@wiki.example', realname: 'New Comer' } },
    });
  });

  test.skipIf(skip)('create-account without a terminal', async () => {
    await using cli = await newCli();
    const create = (origin: string, name: string) =>
      cli.run(['create-account', origin, '--json'], of({ name, password: fresh }));
    const made = await create(wiki.origin, 'By script');
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.json).toEqual({ wiki: wiki.api, username: 'By script', signedIn: false });
    const again = await create(wiki.origin, 'By script');
    expect(again.code).toBe(1);
    expect(again.json).toMatchObject({ error: { code: 'failed', answer: { status: 'FAIL', code: 'userexists' } } });
    const asked = await create(captcha.origin, 'By script');
    expect(asked.code).toBe(2);
    expect(asked.json).toMatchObject({ error: { message: expect.stringContaining('`captchaWord` (CAPTCHA)') } });
    expect(await cli.sessions()).toEqual([]);
    expect(cli.printed()).not.toContain(fresh);
  });

  test.skipIf(skip)('an identity provider: refused, unknown to the wiki, then an account with it', async () => {
    await using cli = await newCli();
    const login = ['login', wiki.origin, '--interactive'];
    const denied = await typed(cli, login, [[way, provider], remember, ['Try again?', 'n']], {
      env: { PROVIDER: 'deny=1' },
    });
    expect(denied).toMatchObject({ code: 3, unasked: [], screen: expect.stringContaining('access_denied') });
    expect(await cli.sessions()).toEqual([]);

    const env = { PROVIDER: `user=stranger` };
    const { code, screen, unasked } = await typed(
      cli,
      login,
      [
        [way, provider],
        remember,
        ['What do you want to do?', enter],
        ['Username', line(user.name)],
        ['Email (optional)', enter],
        ['Real name (optional)', enter],
        // the wiki has forgotten who it is by then
        [way, provider],
        ['Username', line(`${erase(user.name)}Provided`)],
        [way, provider],
        remember,
      ],
      { env },
    );
    expect({ code, unasked }, screen).toEqual({ code: 0, unasked: [] });
    expect(screen).toContain('◆  The browser is back.');
    expect(screen).toContain(`Signed in to ${wiki.api} as Provided.`);
    // known by now
    expect(await typed(cli, login, [[way, provider], remember], { env })).toMatchObject({ code: 0, unasked: [] });
  });

  test.skipIf(skip)(
    'Ctrl-C while the browser is away: exit code 130, no session, nobody listens any more',
    async () => {
      await using cli = await newCli();
      const { code, screen } = await typed(
        cli,
        ['login', wiki.origin, '--interactive'],
        [[way, provider], remember, [/Waiting for the browser/, ctrlC]],
        { env: { BROWSER: '/bin/true' } },
      );
      expect(code).toBe(130);
      expect(await cli.sessions()).toEqual([]);
      const page = /http:\S+fake-openid\S+/.exec(screen)?.[0] ?? '';
      const back = new URL(page).searchParams.get('return_to') ?? '';
      expect(back).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/return\?mwkit=[\da-f]{32}$/);
      await expect(fetch(back)).rejects.toThrow('fetch failed');
    },
  );

  test.skipIf(skip)('link, and link --remove', async () => {
    await using cli = await newCli();
    await cli.run(['login', wiki.origin], of(user));
    const none = await cli.run(['link', '--remove', '--json']);
    expect(none.json).toMatchObject({ error: { code: 'no-link' } });
    const alone = await cli.run(['link', '--json']);
    expect(alone.json).toMatchObject({
      error: { code: 'not-interactive', message: expect.stringContaining('browser') },
    });
    const linked = await typed(cli, ['link'], [], { env: { PROVIDER: 'user=boss' } });
    expect(linked).toMatchObject({ code: 0, screen: expect.stringContaining(`Linked ${user.name} on ${wiki.api}`) });
    expect(linked.screen).toContain('Lab OpenID: boss');
    const listed = await cli.run(['link', '--remove', '--json']);
    expect(listed.json).toMatchObject({ error: { code: 'not-interactive', advice: expect.stringContaining('boss') } });
    const removed = await typed(cli, ['link', '--remove'], [['Take back the link with Lab OpenID: boss?', 'y']]);
    expect(removed).toMatchObject({ code: 0, unasked: [] });
    expect((await cli.run(['link', '--remove', '--json'])).json).toMatchObject({ error: { code: 'no-link' } });
  });

  test.skipIf(skip)('password: the wiki wants another sign-in first, wrong retype, common password, done', async () => {
    await using cli = await newCli();
    const { json } = await cli.run(['login', wiki.origin, '--json'], of(resettable));
    await ageSession(cli, json['file'] as string);
    expect((await cli.run(['password', '--json'])).json).toMatchObject({
      error: { code: 'not-interactive', message: expect.stringMatching(/`password` .*`retype`/) },
    });
    const { code, screen, unasked } = await typed(
      cli,
      ['password'],
      [
        ['New password', line('12345678')],
        ['Retype new password', line('12345679')],
        ['New password', line('12345678')],
        ['Retype new password', line('12345678')],
        [way, enter],
        ['Password', line(resettable.password)],
        remember,
        ['New password', line(fresh)],
        ['Retype new password', line(fresh)],
      ],
    );
    expect({ code, unasked }, screen).toEqual({ code: 0, unasked: [] });
    expect(screen).toContain(`The wiki wants ${resettable.name} to sign in again first.`);
    expect(screen).toMatch(/▲ {2}.*commonly used passwords/s);
    expect(screen).toContain(`Changed the password of ${resettable.name}`);
    expect(screen).not.toContain(fresh);
    expect((await cli.run(['whoami', '--json'])).json).toMatchObject({ user: { name: resettable.name } });
    const again = of({ name: resettable.name, password: fresh });
    expect(await cli.run(['login', wiki.origin], again)).toMatchObject({ code: 0 });
  });
});
