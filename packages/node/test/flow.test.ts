import { type AuthFlow, type AuthStep, type FlowSnapshot, totp, type Wiki } from '@mwkit/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accounts, start, type TestedWiki, type WikiKind, wikis } from './wikis.ts';

const returnUrl = 'http://127.0.0.1:1/back?mine=4711';
const { user, twoFactor, weak, questioned } = accounts;

/** How often each flow has come to each kind of step, by wiki: every cell that can be reached must be. */
const cells = new Map<string, number>();
const unreachable = new Set([
  // what no provider of AuthManager answers to: an identity that nobody has is no account only for a sign-in
  'createaccount RESTART',
  'linkaccount RESTART',
  // linking has no secondary providers, and the one primary provider there is asks nothing itself
  'linkaccount UI',
]);

/** The step, counted. */
function count(kind: WikiKind, flow: AuthFlow, step: AuthStep): AuthStep {
  const cell = `${flow.module} ${step.status} ${kind}`;
  cells.set(cell, (cells.get(cell) ?? 0) + 1);
  return step;
}

/** Where a REDIRECT sends the browser. */
function redirectOf(step: AuthStep): string {
  return step.status === 'REDIRECT' ? step.url : expect.unreachable(`${step.status} in place of REDIRECT`);
}

/** Signs in or out of the identity provider: where its page sends the browser. */
async function visit(wiki: TestedWiki, url: string, query: string): Promise<string> {
  const response = await (wiki.fetch ?? fetch)(`${url}&${query}`, { redirect: 'manual' });
  return response.headers.get('location') ?? expect.unreachable('the provider did not send the browser back');
}

describe.for(wikis)('flows: $kind', ({ kind, skip }) => {
  const started: TestedWiki[] = [];
  let wiki: TestedWiki;
  const begin = async (...args: Parameters<typeof start>) => {
    const next = await start(...args);
    started.push(next);
    return next;
  };
  const stepOf = (flow: AuthFlow) => ({
    submit: async (answers: Parameters<AuthFlow['submit']>[0]) => count(kind, flow, await flow.submit(answers)),
    resume: async (url: string) => count(kind, flow, await flow.resume(url)),
  });
  beforeAll(async () => {
    if (!skip) wiki = await begin(kind, ['2fa', 'external-login', 'email']);
  });
  afterAll(() => Promise.all(started.map((one) => one[Symbol.asyncDispose]())));
  const whoami = async (client: Wiki) => (await client.get('query', { meta: 'userinfo' })).query?.userinfo?.name;

  test.skipIf(skip)('name and password: two requests, and signed in', async () => {
    const client = wiki.open();
    const before = await wiki.requestCount();
    const flow = client.clientLogin();
    expect(await stepOf(flow).submit({ username: user.name, password: user.password })).toEqual({
      status: 'PASS',
      username: user.name,
    });
    expect((await wiki.requestCount()) - before).toBe(2);
    expect(client.session.user?.name).toBe(user.name);
    expect(await whoami(client)).toBe(user.name);
    await expect(flow.submit({})).rejects.toMatchObject({ name: 'FlowError', code: 'out-of-turn' });
  });

  test.skipIf(skip)('the form is typed, and says what is secret and required', async () => {
    const form = await wiki.open().clientLogin().form();
    expect(form.fields.map(({ name, type, required, secret }) => [name, type, required, secret])).toEqual([
      ['username', 'string', true, false],
      ['password', 'password', true, true],
      ['labopenid', 'button', true, false],
      ['rememberMe', 'checkbox', false, false],
    ]);
    expect(form.fields.every(({ label }) => label !== '')).toBe(true);
  });

  test.skipIf(skip)('a wrong password: FAIL with its code, and the flow goes on', async () => {
    const client = wiki.open();
    const { submit } = stepOf(client.clientLogin());
    expect(await submit({ username: user.name, password: 'wrong' })).toMatchObject({
      status: 'FAIL',
      code: 'wrongpassword',
    });
    expect(await submit({ username: user.name, password: user.password, rememberMe: true })).toMatchObject({
      status: 'PASS',
    });
    expect((await client.session.save()).cookies.map(({ key }) => key)).toContain('wikiToken');
  });

  test.skipIf(skip)('asks and answers in the language that is wanted, saved or not', async () => {
    // testwiki speaks English only
    const [label, message] = kind === 'testwiki' ? [/^Username/, /password/] : [/^Benutzername/, /Passwort/];
    const flow = wiki.open().clientLogin({ uselang: 'de' });
    expect((await flow.form()).fields[0]?.label).toMatch(label);
    const again = wiki.open().resumeFlow(JSON.parse(JSON.stringify(await flow.save())) as FlowSnapshot);
    const step = await again.submit({ username: user.name, password: 'wrong' });
    expect(step).toMatchObject({ status: 'FAIL', code: 'wrongpassword', message: expect.stringMatching(message) });
  });

  test.skipIf(skip)('a second factor: UI, wrong code, UI again, right code', async () => {
    const client = wiki.open();
    const { submit } = stepOf(client.clientLogin());
    const step = await submit({ username: twoFactor.name, password: twoFactor.password });
    expect(step).toMatchObject({ status: 'UI', code: 'oathauth-auth-ui' });
    expect(step.status === 'UI' && step.form.fields.map(({ name }) => name)).toEqual(['OATHToken']);
    expect(await submit({ OATHToken: '000000' })).toMatchObject({ status: 'UI', code: 'oathauth-login-failed' });
    const code = await totp(twoFactor.totp.secret, Date.now() - 4 * 30_000);
    expect(await submit({ OATHToken: code })).toEqual({ status: 'PASS', username: twoFactor.name });
  });

  test.skipIf(skip)('a weak password: change it, or skip', async () => {
    const { submit } = stepOf(wiki.open().clientLogin());
    expect(await submit({ username: weak.name, password: weak.password })).toMatchObject({
      status: 'UI',
      code: 'resetpass-validity-soft',
    });
    await expect(submit({ password: 'New-password-1' })).rejects.toMatchObject({
      name: 'FormError',
      code: 'missing-field',
      field: 'retype',
    });
    expect(await submit({ skipReset: true })).toEqual({ status: 'PASS', username: weak.name });
  });

  test.skipIf(skip)('every type of field; what the wiki would drop is refused with its name', async () => {
    const client = wiki.open();
    const flow = client.clientLogin();
    const { submit } = stepOf(flow);
    const step = await submit({ username: questioned.name, password: questioned.password });
    expect(step.status).toBe('UI');
    const form = await flow.form();
    expect(form.fields.map(({ type }) => type)).toEqual([
      'null',
      'string',
      'password',
      'select',
      'multiselect',
      'checkbox',
      'hidden',
    ]);
    const before = await wiki.requestCount();
    for (const [answers, code, field] of [
      [{ labanswer: 'right', nosuch: 'x' }, 'unknown-field', 'nosuch'],
      [{ labsecret: 'x' }, 'missing-field', 'labanswer'],
      [{ labanswer: 'right', labchoice: 'green' }, 'unknown-option', 'labchoice'],
      [{ labanswer: 'right', labmulti: ['red', 'green'] }, 'unknown-option', 'labmulti'],
      [{ labanswer: 'right', labagree: 'yes' }, 'bad-answer', 'labagree'],
      [{ labnote: 'x' }, 'unknown-field', 'labnote'],
    ] as const) {
      await expect(flow.submit(answers)).rejects.toMatchObject({ name: 'FormError', code, field });
    }
    expect(await wiki.requestCount()).toBe(before);
    // the wiki tells in metadata what has arrived: nothing was dropped
    const wrong = await submit({ labanswer: 'wrong', labchoice: 'blue', labmulti: ['red', 'blue'], labagree: true });
    expect(wrong).toMatchObject({ status: 'UI' });
    expect(wrong.status === 'UI' && wrong.form.requests[0]?.metadata).toEqual({
      seen: { choice: 'blue', multi: ['red', 'blue'], agree: true, hidden: 'keep-me' },
    });
    expect(await submit({ labanswer: 'right' })).toEqual({ status: 'PASS', username: questioned.name });
  });

  test.skipIf(skip)(
    'an identity provider: REDIRECT, RESTART for a stranger, then an account with the preserved state, and back',
    async () => {
      const client = wiki.open();
      const flow = client.clientLogin({ returnUrl });
      const away = redirectOf(await stepOf(flow).submit({ labopenid: true }));
      await expect(flow.submit({})).rejects.toMatchObject({ code: 'out-of-turn' });
      const back = await visit(wiki, away, `user=stranger${kind.replace(/\W/g, '')}`);
      for (const wrong of [
        'https://evil.example/back?mine=4711',
        back.replace('mine=4711', 'mine=4712'),
        back.replace('mine=4711&', ''),
      ]) {
        await expect(flow.resume(wrong)).rejects.toMatchObject({ name: 'FlowError', code: 'return-url-mismatch' });
      }
      expect(await stepOf(flow).resume(back)).toMatchObject({ status: 'RESTART', canPreserveState: true });

      const creation = client.createAccount({ returnUrl, preserveState: true });
      const name = `Newcomer ${kind}`;
      expect(await stepOf(creation).submit({ username: name })).toMatchObject({ status: 'PASS', username: name });
      expect(client.session.user).toBeUndefined();
    },
  );

  test.skipIf(skip)('the provider refuses: FAIL', async () => {
    const flow = wiki.open().clientLogin({ returnUrl });
    const away = redirectOf(await flow.submit({ labopenid: true }));
    expect(await stepOf(flow).resume(await visit(wiki, away, 'deny=1'))).toMatchObject({ status: 'FAIL' });
  });

  test.skipIf(skip)('creating accounts: plain, refused by code, through questions, through the provider', async () => {
    const client = wiki.open();
    const password = 'A-new-password-1';
    const answers = (username: string, more: object = {}) => ({ username, password, retype: password, ...more });
    const plain = stepOf(client.createAccount());
    expect(await plain.submit(answers('Alice'))).toMatchObject({ status: 'FAIL', code: 'userexists' });
    await expect(plain.submit({ username: 'Somebody', password })).rejects.toMatchObject({
      code: 'missing-field',
      field: 'retype',
    });
    expect(await plain.submit(answers('Somebody', { retype: 'x' }))).toMatchObject({
      status: 'FAIL',
      code: 'badretype',
    });
    // an address that is no address is told: no field of its request is left out (wire fact of 1.39)
    expect(await plain.submit(answers('Somebody', { email: 'nonsense' }))).toMatchObject({
      status: 'FAIL',
      code: 'invalidemailaddress',
    });
    expect(await plain.submit(answers('Somebody', { email: 's@wiki.example' }))).toEqual({
      status: 'PASS',
      username: 'Somebody',
    });
    expect(await whoami(client)).not.toBe('Somebody');

    const asked = stepOf(client.createAccount());
    expect(await asked.submit(answers('Uinew asked'))).toMatchObject({ status: 'UI' });
    expect(await asked.submit({ labanswer: 'right' })).toMatchObject({ status: 'PASS', username: 'Uinew asked' });

    const flow = client.createAccount({ returnUrl });
    const away = redirectOf(await stepOf(flow).submit({ username: 'By provider', labopenid: true }));
    expect(await stepOf(flow).resume(await visit(wiki, away, 'user=byprovider'))).toMatchObject({
      status: 'PASS',
      username: 'By provider',
    });
  });

  test.skipIf(skip)('linking: to nothing, refused, done; unlinking', async () => {
    const client = wiki.open();
    await client.clientLogin().submit({ username: user.name, password: user.password });
    const flow = client.linkAccount({ returnUrl });
    const { submit, resume } = stepOf(flow);
    let away = redirectOf(await submit({ labopenid: true }));
    expect(await resume(await visit(wiki, away, 'deny=1'))).toMatchObject({ status: 'FAIL' });
    away = redirectOf(await submit({ labopenid: true }));
    expect(await resume(await visit(wiki, away, 'user=alicelinked'))).toEqual({
      status: 'PASS',
      username: undefined,
    });
    const [link] = await client.account.requests('unlink');
    await client.account.unlink(link?.id ?? '');
    expect(await client.account.requests('unlink')).toEqual([]);
  });

  test.skipIf(skip)('a flow saved in the middle ends in another process as it would have here', async () => {
    const flow = wiki.open().clientLogin({ returnUrl });
    await flow.submit({ username: questioned.name, password: questioned.password });
    const saved = JSON.parse(JSON.stringify(await flow.save())) as Awaited<ReturnType<AuthFlow['save']>>;
    expect(JSON.stringify(saved)).not.toContain(questioned.password);
    const elsewhere = wiki.open();
    expect(await elsewhere.resumeFlow(saved).submit({ labanswer: 'right' })).toMatchObject({ status: 'PASS' });
    expect(await whoami(elsewhere)).toBe(questioned.name);
  });

  test.skipIf(skip)('what goes wrong in the middle has an error of its own', async () => {
    const asked = async (client: Wiki) => {
      const flow = client.clientLogin();
      await flow.submit({ username: questioned.name, password: questioned.password });
      return flow;
    };
    // the cookie is lost
    const client = wiki.open();
    const lost = await asked(client);
    const saved = await lost.save();
    const without = wiki.open().resumeFlow({ ...saved, session: { ...saved.session, cookies: [] } });
    await expect(without.submit({ labanswer: 'right' })).rejects.toMatchObject({
      name: 'FlowError',
      code: 'session-lost',
    });
    // a new start during a flow, in the same session
    const other = client.clientLogin();
    await other.submit({ username: user.name, password: 'wrong' });
    await expect(lost.submit({ labanswer: 'right' })).rejects.toMatchObject({ name: 'FlowError', code: 'superseded' });
    // the same, unseen from here: the wiki does not know of the flow any more
    const twice = wiki.open();
    const first = await (await asked(twice)).save();
    await twice.clientLogin().submit({ username: user.name, password: 'wrong' });
    await expect(wiki.open().resumeFlow(first).submit({ labanswer: 'right' })).rejects.toMatchObject({
      name: 'FlowError',
      code: 'not-in-progress',
    });
    // an answer that is refused here can be mended
    const refused: unknown[] = [];
    await wiki
      .open()
      .clientLogin()
      .run({
        answer: (_form, _step, error) => {
          refused.push(error?.field);
          return error ? { username: user.name, password: user.password } : { username: user.name };
        },
      });
    expect(refused).toEqual([undefined, 'password']);
    // a wrong answer for ever
    const rounds: unknown[] = [];
    await expect(
      wiki
        .open()
        .clientLogin()
        .run({
          maxRounds: 4,
          answer: (form, step) => {
            rounds.push(step?.status);
            return form.fields.some(({ name }) => name === 'labanswer')
              ? { labanswer: 'wrong' }
              : { username: questioned.name, password: questioned.password };
          },
        }),
    ).rejects.toMatchObject({ name: 'FlowError', code: 'too-many-rounds' });
    expect(rounds).toEqual([undefined, 'UI', 'UI', 'UI']);
  });

  test.skipIf(skip)('in one call, with callbacks', async () => {
    const client = wiki.open();
    const done = await client.clientLogin({ returnUrl }).run({
      answer: (form) =>
        form.fields.some(({ name }) => name === 'OATHToken')
          ? totp(twoFactor.totp.secret, Date.now() - 3 * 30_000).then((OATHToken) => ({ OATHToken }))
          : { username: twoFactor.name, password: twoFactor.password },
    });
    expect(done.username).toBe(twoFactor.name);
  });

  test.skipIf(skip)('a captcha after bad passwords is announced by the form alone; solved, it lets in', async () => {
    const other = await begin(kind, ['captcha']);
    const flow = other.open().clientLogin();
    for (let n = 0; n < 3; n++) await flow.submit({ username: user.name, password: 'wrong', ...(await solved(flow)) });
    const form = await flow.form();
    expect(form.captcha).toMatchObject({ type: 'simple', field: 'captchaWord' });
    await expect(flow.submit({ username: user.name, password: user.password })).rejects.toMatchObject({
      field: 'captchaWord',
    });
    expect(await flow.submit({ username: user.name, password: user.password, ...(await solved(flow)) })).toMatchObject({
      status: 'PASS',
    });
  });

  test.skipIf(skip)('a captcha of an account creation: wrong, then another, right', async () => {
    const other = await begin(kind, ['captcha']);
    const flow = other.open().createAccount();
    const answers = { username: 'Captcha solver', password: 'A-new-password-1', retype: 'A-new-password-1' };
    const { question } = (await flow.form()).captcha ?? {};
    expect(await flow.submit({ ...answers, captchaWord: 'x' })).toMatchObject({
      status: 'FAIL',
      code: 'captcha-createaccount-fail',
    });
    expect((await flow.form()).captcha?.question).not.toBe(question);
    expect(await flow.submit({ ...answers, ...(await solved(flow)) })).toMatchObject({ status: 'PASS' });
  });

  test.skipIf(skip)('credentials: the password is changed, wrong ones are refused by code', async () => {
    const client = wiki.open();
    await client
      .createAccount()
      .submit({ username: 'Changer', password: 'A-first-password-1', retype: 'A-first-password-1' });
    await client.clientLogin().submit({ username: 'Changer', password: 'A-first-password-1' });
    const change = (retype: string) =>
      client.account.change('PasswordAuthenticationRequest', { password: 'A-second-password-1', retype });
    await expect(change('other')).rejects.toMatchObject({ name: 'ApiError', code: 'badretype' });
    await change('A-second-password-1');
    expect(
      await wiki.open().clientLogin().submit({ username: 'Changer', password: 'A-second-password-1' }),
    ).toMatchObject({ status: 'PASS' });
    await expect(client.account.remove('NoSuchRequest')).rejects.toMatchObject({ name: 'UsageError' });
  });
});

/** The answer to a sum such as `25−8 =` (the minus is U+2212), where the form has one. */
async function solved(flow: AuthFlow): Promise<{ captchaWord?: string }> {
  const { captcha } = await flow.form();
  const [, a, sign, b] = /(\d+)([+\u2212])(\d+)/.exec(captcha?.question ?? '') ?? [];
  return a === undefined ? {} : { captchaWord: String(Number(a) + (sign === '+' ? 1 : -1) * Number(b)) };
}

test('each flow came to each kind of step that there is, on each wiki', () => {
  const run = wikis.filter(({ skip }) => !skip).map(({ kind }) => kind);
  const rows = ['clientlogin', 'createaccount', 'linkaccount'].flatMap((module) =>
    ['PASS', 'FAIL', 'UI', 'REDIRECT', 'RESTART'].map((status) => `${module} ${status}`),
  );
  console.log(
    [
      'Cases by flow and step:',
      ...rows.map(
        (row) =>
          `  ${row.padEnd(24)}${run.map((kind) => `${kind} ${cells.get(`${row} ${kind}`) ?? (unreachable.has(row) ? '-' : 0)}`.padEnd(14)).join('')}`,
      ),
    ].join('\n'),
  );
  const empty = rows
    .filter((row) => !unreachable.has(row))
    .flatMap((row) => run.map((kind) => `${row} ${kind}`))
    .filter((cell) => !cells.has(cell));
  expect(empty).toEqual([]);
});
