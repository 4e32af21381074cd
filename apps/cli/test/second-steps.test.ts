import { statSync } from 'node:fs';
import { accounts } from '@mwkit/wiki';
import { recordedWiki, type TestWikiOptions } from '@mwkit/testwiki';
import { describe, expect, test } from 'vitest';
import { newCli } from './cli.ts';
import { down, enter, typed } from './terminal.ts';
import { start, startVariant, wikis } from './wikis.ts';

const { user, twoFactor, resettable } = accounts;
const line = (text: string) => text + enter;
const way = 'How do you want to go on?';
const fresh = 'A-fresh-password-1';
const newcomer = [
  ['Username', line('Newcomer')],
  ['Password', line(fresh)],
  ['Retype password', line(fresh)],
  ['Real name (optional)', enter],
] as const;
const passed = ({ name, password }: { name: string; password: string }) =>
  [
    ['Username', line(name)],
    ['Password', line(password)],
    ['Keep me logged in', enter],
  ] as const;

describe.for(wikis)('captchas and mailed passwords: $kind', ({ kind, skip }) => {
  test.skipIf(skip)('an image captcha: a picture for the owner only, gone afterwards', async () => {
    await using cli = await newCli();
    await using wiki = await startVariant(kind, ['captcha-fancy']);
    const seen: { file: string; mode: string; size: number }[] = [];
    const look = (screen: string) => {
      const [, file = ''] = /The picture is in (\S+)/.exec(screen) ?? [];
      const { mode, size } = statSync(file);
      seen.push({ file, mode: (mode & 0o777).toString(8), size });
    };
    const question = 'What is written in the picture?';
    const { code, screen, unasked } = await typed(
      cli,
      ['create-account', wiki.origin],
      [
        ...newcomer,
        [question, (screen) => (look(screen), line('wrong'))],
        [question, (screen) => (look(screen), line('labword'))],
        ['Sign in as Newcomer now?', 'n'],
      ],
    );
    expect({ code, unasked }, screen).toEqual({ code: 0, unasked: [] });
    expect(screen).toMatch(/▲ {2}.*CAPTCHA/);
    expect(seen).toHaveLength(2);
    for (const { file, mode, size } of seen) {
      expect(file).toMatch(/\.png$/);
      expect(mode).toBe('600');
      expect(size).toBeGreaterThan(0);
      expect(() => statSync(file)).toThrow('ENOENT');
    }
    expect(await cli.sessions()).toEqual([]);
  });

  test.skipIf(skip)('a question as captcha is shown without its HTML', async () => {
    await using cli = await newCli();
    await using wiki = await startVariant(kind, ['captcha-questy']);
    const { code, screen, unasked } = await typed(
      cli,
      ['create-account', wiki.origin],
      [...newcomer, ['What is the capital of France?', line('Paris')], ['Sign in as Newcomer now?', 'n']],
    );
    expect({ code, unasked }, screen).toEqual({ code: 0, unasked: [] });
  });

  test.skipIf(skip)('password --reset: a temporary password is mailed, and changed at the next sign-in', async () => {
    await using cli = await newCli();
    await using wiki = await startVariant(kind, ['email']);
    const reset = ['password', '--reset', wiki.origin];
    const unknown = await cli.run([...reset, '--username', 'Nobody Of That Name', '--json']);
    expect(unknown.json).toEqual({ wiki: wiki.api, reset: { user: 'Nobody Of That Name' } });
    const asked = await cli.run([...reset, '--json']);
    expect(asked.json).toMatchObject({ error: { code: 'not-interactive' } });
    const address = await typed(cli, reset, [['User name or e-mail address', line('resetme@wiki.example')]]);
    expect(address).toMatchObject({ code: 0, unasked: [] });
    const temporary = /Temporary password:\s*(\S+)/.exec((await wiki.mails()).at(-1)?.body ?? '')?.[1] ?? '';
    expect(temporary).not.toBe('');
    const { code, screen, unasked } = await typed(
      cli,
      ['login', wiki.origin, '--interactive'],
      [
        ...passed({ name: resettable.name, password: temporary }),
        ['New password', line(fresh)],
        ['Retype new password', line(fresh)],
      ],
    );
    expect({ code, unasked }, screen).toEqual({ code: 0, unasked: [] });
    expect(screen).toContain('You logged in with a temporary emailed code.');
  });
});

/** A public key; nobody has the other half. */
const { kty, crv, x, y } = await crypto.subtle
  .generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])
  .then(({ publicKey }) => crypto.subtle.exportKey('jwk', publicKey));
const passkeys = [{ id: 'AAAA', publicKey: { kty: kty ?? '', crv: crv ?? '', x: x ?? '', y: y ?? '' } }];

const withBob = (more: object): TestWikiOptions => ({
  oathAuth: '1.45',
  users: { ...recordedWiki.users, [twoFactor.name]: { password: twoFactor.password, ...more } },
});

test('a passkey: another second factor is offered', async () => {
  await using cli = await newCli();
  await using wiki = await start('testwiki', withBob({ passkeys, recoveryCodes: ['AAAAAAAAAAAAAAAA'] }));
  const login = ['login', wiki.origin, '--interactive'];
  const { code, screen, unasked } = await typed(cli, login, [
    ...passed(twoFactor),
    ['Recovery code', line('BBBBBBBBBBBBBBBB')],
    ['Recovery code', line('AAAAAAAAAAAAAAAA')],
  ]);
  expect({ code, unasked }, screen).toEqual({ code: 0, unasked: [] });
  expect(screen).toMatch(/only a browser can use one, a terminal cannot\.\s+Another second factor will do\./);
});

test('a passkey alone: says that a terminal cannot do it', async () => {
  await using cli = await newCli();
  await using wiki = await start('testwiki', withBob({ passkeys }));
  const { code, screen, unasked } = await typed(cli, ['login', wiki.origin, '--interactive'], [...passed(twoFactor)]);
  expect({ code, unasked }, screen).toEqual({ code: 3, unasked: [] });
  expect(screen).toMatch(/error: The wiki asks for a passkey or security key.*\s+Sign in with a bot password/);
});

test('a code, or another second factor', async () => {
  await using cli = await newCli();
  const options = withBob({ twoFactor: twoFactor.totp.secret, recoveryCodes: ['AAAAAAAAAAAAAAAA'] });
  await using wiki = await start('testwiki', options);
  const { code, screen, unasked } = await typed(
    cli,
    ['login', wiki.origin, '--interactive'],
    [...passed(twoFactor), [way, down + enter], [way, enter], ['Recovery code', line('AAAAAAAAAAAAAAAA')]],
  );
  expect({ code, unasked }, screen).toEqual({ code: 0, unasked: [] });
});

test.for(['hcaptcha', 'turnstile', 'recaptchanocaptcha'] as const)(
  'a captcha that needs a browser: %s',
  async (type) => {
    await using cli = await newCli();
    await using wiki = await start('testwiki', { captcha: { type, key: 'site-key-1', answers: ['token-1'] } });
    const { code, screen, unasked } = await typed(
      cli,
      ['create-account', wiki.origin],
      [...newcomer, ['Response token of', line('token-1')], ['Sign in as Newcomer now?', 'n']],
    );
    expect({ code, unasked }, screen).toEqual({ code: 0, unasked: [] });
    expect(screen).toMatch(/only a browser can\s+show.*site-key-1/s);
  },
);

test('an identity that is not linked can be linked on the way', async () => {
  await using cli = await newCli();
  await using wiki = await startVariant('testwiki', ['external-login', 'confirm-link']);
  const env = { PROVIDER: 'user=another' };
  const remember = ['Keep me logged in', enter] as const;
  const login = ['login', wiki.origin, '--interactive'];
  const { code, screen, unasked } = await typed(
    cli,
    login,
    [
      [way, down + enter],
      remember,
      ['What do you want to do?', down + enter],
      [way, enter],
      ...passed(user),
      ['Accounts which should be linked', ` ${enter}`],
    ],
    { env },
  );
  expect({ code, unasked }, screen).toEqual({ code: 0, unasked: [] });
  expect((await cli.run(['whoami', '--json'])).json).toMatchObject({ user: { name: user.name } });
});

test('what the wiki says cannot change the terminal', async () => {
  await using cli = await newCli();
  const evil = (text: string) => `\u001B[2J\u009B1m\u001B]0;owned\u0007${text}`;
  const field = { type: 'string', label: evil('Label'), help: evil('Help'), value: evil('Value') } as const;
  const options = { red: evil('Red'), blue: evil('Blue') };
  await using wiki = await start('testwiki', {
    questions: [
      {
        at: 'login',
        users: new RegExp(user.name, 'u'),
        message: evil('Message'),
        again: evil('Again'),
        requests: [{ id: 'Evil', fields: { one: field, two: { ...field, type: 'select', options, value: 'red' } } }],
        right: [{ two: 'blue' }],
      },
    ],
  });
  const { code, raw, screen, unasked } = await typed(
    cli,
    ['login', wiki.origin, '--interactive'],
    [
      ...passed(user),
      [/◆ {2}.*Label/, line('x')],
      [/◆ {2}.*Label/, enter],
      [/▲ {2}.*Again[^]*◆ {2}.*Label/, line('x')],
      [/◆ {2}.*Label/, down + enter],
    ],
  );
  expect({ code, unasked }, screen).toEqual({ code: 0, unasked: [] });
  expect(screen).toContain('\\x1b[2J\\x9b1m\\x1b]0;owned\\x07Message');
  for (const sequence of ['\u001B[2J', '\u009B', '\u001B]0;', '\u0007']) expect(raw).not.toContain(sequence);
});

test('a wrong answer for ever ends', async () => {
  await using cli = await newCli();
  await using wiki = await startVariant('testwiki', ['external-login']);
  const wrong = [
    ['Answer', line('no')],
    ['Secret', enter],
    ['Choice', enter],
    ['Several', enter],
    ['Agree', enter],
  ] as const;
  const turns = Array.from({ length: 9 }, () => wrong).flat();
  const { code, screen, unasked } = await typed(
    cli,
    ['login', wiki.origin, '--interactive'],
    [[way, enter], ...passed(accounts.questioned), ...turns],
  );
  expect({ code, unasked }, screen).toEqual({ code: 3, unasked: [] });
  expect(screen).toMatch(/The wiki was still not content after many answers\.\s+Wrong answer, try again/);
  expect(await cli.sessions()).toEqual([]);
});
