import { accounts, totp } from '@mwkit/wiki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newCli } from './cli.ts';
import { ctrlC, down, enter, sum, typed } from './terminal.ts';
import { startVariant, type TestedWiki, wikis } from './wikis.ts';

const { user, twoFactor, weak, questioned } = accounts;
const line = (text: string) => text + enter;
const yes = 'y';
const name = 'Username';
const password = 'Password';
const remember = 'Keep me logged in';
const code = 'Two-factor token or recovery code';

describe.for(wikis)('login --interactive: $kind', ({ kind, skip }) => {
  let wiki: TestedWiki;
  const started: TestedWiki[] = [];
  const begin = async (...overlays: Parameters<typeof startVariant>[1]) => {
    started.push(await startVariant(kind, overlays));
    return started.at(-1) as TestedWiki;
  };
  beforeAll(async () => {
    if (!skip) wiki = await begin('2fa', 'external-login', 'email');
  });
  afterAll(() => Promise.all(started.map((one) => one[Symbol.asyncDispose]())));

  test.skipIf(skip)('wrong passwords, a captcha, a second factor: wrong, then right', async () => {
    await using cli = await newCli();
    const asked = await begin('captcha', '2fa');
    const {
      code: ended,
      screen,
      unasked,
    } = await typed(
      cli,
      ['login', asked.origin, '--interactive'],
      [
        [name, line(twoFactor.name)],
        [password, line('wrong-one-1')],
        [remember, enter],
        [name, enter],
        [password, line('wrong-one-2')],
        [name, enter],
        [password, line(twoFactor.password)],
        [/◆ {2}\d+[+\u2212]\d+ =/, sum],
        [code, line('000000')],
        [code, () => line(totp(twoFactor.totp.secret))],
      ],
    );
    expect({ ended, unasked }).toEqual({ ended: 0, unasked: [] });
    expect(screen).toContain('▲  Incorrect username or password entered.');
    expect(screen).toContain('▲  Verification failed.');
    expect(screen).toContain(`Signed in to ${asked.api} as ${twoFactor.name}.`);
    for (const secret of ['wrong-one', twoFactor.password]) expect(screen).not.toContain(secret);
    expect((await cli.run(['whoami', '--json'])).json).toMatchObject({ user: { name: twoFactor.name } });
    // it is remembered
    expect((await cli.sessions())[0]?.cookies.map(({ key }) => key)).toContain('wikiToken');
  });

  test.skipIf(skip)('Ctrl-C at any question: exit code 130, and no session', async () => {
    await using cli = await newCli();
    const begun = [
      ['How do you want to go on?', enter],
      [name, line(twoFactor.name)],
      [password, line(twoFactor.password)],
      [remember, enter],
      [code, enter],
    ] as const;
    for (const turns of [1, 2, 3, 4, 5]) {
      const before = begun.slice(0, turns - 1);
      const [question] = begun[turns - 1] as (typeof begun)[number];
      const ran = await typed(cli, ['login', wiki.api, '--interactive'], [...before, [question, ctrlC]]);
      expect(ran).toMatchObject({ code: 130, unasked: [], screen: expect.stringContaining('Interrupted.') });
    }
    expect(await cli.sessions()).toEqual([]);
  });

  test.skipIf(skip)('every type of field, and the messages without marks', async () => {
    await using cli = await newCli();
    const { code, screen, unasked } = await typed(
      cli,
      ['login', wiki.api, '--interactive', '--username', questioned.name],
      [
        ['How do you want to go on?', enter],
        [password, line(questioned.password)],
        [remember, 'n'],
        ['Answer', line('no')],
        ['Secret', enter],
        ['Choice', down + enter],
        ['Several', ` ${down} ${enter}`],
        ['Agree', yes],
        ['Answer', line('right')],
        ['Secret', line('s3cret')],
        ['Choice', enter],
        ['Several', enter],
        ['Agree', enter],
      ],
    );
    expect({ code, unasked }, screen).toEqual({ code: 0, unasked: [] });
    expect(screen).toContain('●  Please answer this');
    expect(screen).toContain('●  Answer right to pass');
    expect(screen).toContain('▲  Wrong answer, try again');
    expect(screen).toMatch(/Choice \(optional\)\s+Help for Choice\s+Blue/);
    expect(screen).not.toContain('s3cret');
    expect((await cli.sessions())[0]?.cookies.map(({ key }) => key)).not.toContain('wikiToken');
  });

  test.skipIf(skip)('a weak password: skipped, or changed after a wrong retype', async () => {
    await using cli = await newCli();
    const begun = [
      ['How do you want to go on?', enter],
      [name, line(weak.name)],
    ] as const;
    const skipped = await typed(
      cli,
      ['login', wiki.api, '--interactive'],
      [...begun, [password, line(weak.password)], [remember, enter], ['How do you want to go on?', down + enter]],
    );
    expect(skipped).toMatchObject({ code: 0, unasked: [] });
    const changed = await typed(
      cli,
      ['login', wiki.api, '--interactive'],
      [
        ...begun,
        [password, line(weak.password)],
        [remember, enter],
        ['How do you want to go on?', enter],
        ['New password', line('Stronger-pass-1')],
        ['Retype new password', line('Stronger-pass-2')],
        ['New password', line('Stronger-pass-1')],
        ['Retype new password', line('Stronger-pass-1')],
      ],
    );
    expect(changed).toMatchObject({ code: 0, unasked: [] });
    expect(changed.screen).toContain('▲  The two passwords differ');
    const again = { MWKIT_USERNAME: weak.name, MWKIT_PASSWORD: 'Stronger-pass-1' };
    expect(await cli.run(['login', wiki.api, '--interactive'], { env: again })).toMatchObject({ code: 0 });
  });

  test.skipIf(skip)('plain login goes on step by step where the account needs more', async () => {
    await using cli = await newCli();
    const env = { MWKIT_PASSWORD: twoFactor.password };
    const args = ['login', wiki.api, '--username', twoFactor.name];
    const alone = await cli.run([...args, '--json'], { env });
    expect(alone.code).toBe(3);
    expect(alone.json).toMatchObject({
      error: { code: 'needs-interaction', advice: expect.stringContaining('--interactive') },
    });
    const { code: ended, unasked } = await typed(
      cli,
      args,
      [
        ['Answer it here?', yes],
        [remember, enter],
        [code, () => line(totp(twoFactor.totp.secret))],
      ],
      { env },
    );
    expect({ ended, unasked }).toEqual({ ended: 0, unasked: [] });
  });

  test.skipIf(skip)(
    'without a terminal: name and password of the environment, or the names of what is asked for',
    async () => {
      await using cli = await newCli();
      const login = ['login', wiki.api, '--interactive', '--json'];
      const of = ({ name, password }: { name: string; password: string }) => ({
        env: { MWKIT_USERNAME: name, MWKIT_PASSWORD: password },
      });
      expect((await cli.run(login, of(user))).json).toMatchObject({ username: user.name, wiki: wiki.api });
      const more = await cli.run(login, of(twoFactor));
      expect(more.code).toBe(2);
      expect(more.json).toMatchObject({
        error: { code: 'not-interactive', message: expect.stringContaining(`\`OATHToken\` (${code})`) },
      });
      const nothing = await cli.run(login);
      expect(nothing.json).toMatchObject({
        error: {
          code: 'not-interactive',
          message: expect.stringMatching(/`username` \(Username\), `password` \(Password\)/),
        },
      });
      const wrong = await cli.run(login, of({ ...user, password: 'not-this-one' }));
      expect(wrong.code).toBe(3);
      expect(wrong.json).toMatchObject({
        error: { code: 'sign-in-failed', answer: { status: 'FAIL', code: 'wrongpassword' } },
      });
      expect(cli.printed()).not.toContain('not-this-one');
    },
  );
});
