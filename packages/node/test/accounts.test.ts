import { createWiki, type WikiOptions } from '@mwkit/node';
import { validators } from '@mwkit/node/validators';
import { accounts, type Overlay, type RealWiki, startWiki } from '@mwkit/wiki';
import { afterAll, describe, expect, test } from 'vitest';
import { userAgent, type WikiKind, wikis } from './wikis.ts';

const { admin, user, resettable } = accounts;
const real = wikis.filter(({ kind }) => kind !== 'testwiki') as readonly {
  kind: Exclude<WikiKind, 'testwiki'>;
  skip: boolean;
}[];

describe.for(real)('accounts on a real $kind', ({ kind, skip }) => {
  const started: RealWiki[] = [];
  const begin = async (overlays: readonly Overlay[], settings = '') => {
    const wiki = await startWiki({ version: kind, overlays, settings });
    started.push(wiki);
    const open = (options: Partial<WikiOptions> = {}) => createWiki(wiki.api, { userAgent, validators, ...options });
    return { wiki, open };
  };
  afterAll(() => Promise.all(started.map((one) => one.stop())));

  test.skipIf(skip)('a forgotten password: a mailed one, which must be changed at once', async () => {
    const { wiki, open } = await begin(['email']);
    await open().post('resetpassword', { user: resettable.name });
    const [mail] = await wiki.mails();
    const temporary = /Temporary password:\s*(\S+)/.exec(mail?.body ?? '')?.[1] ?? expect.unreachable(mail?.body);
    const flow = open().clientLogin();
    expect(await flow.submit({ username: resettable.name, password: temporary })).toMatchObject({
      status: 'UI',
      code: 'resetpass-temp-emailed',
    });
    expect(await flow.submit({ password: 'A-third-password-1', retype: 'other' })).toMatchObject({
      status: 'UI',
      code: 'badretype',
    });
    expect(await flow.submit({ password: 'A-third-password-1', retype: 'A-third-password-1' })).toEqual({
      status: 'PASS',
      username: resettable.name,
    });
  });

  test.skipIf(skip)('an account for somebody else, with a mailed password and a reason', async () => {
    const { wiki, open } = await begin(['email']);
    const client = open();
    await client.clientLogin().submit({ username: admin.name, password: admin.password });
    const flow = client.createAccount();
    expect((await flow.form()).fields.map(({ name }) => name)).toContain('mailpassword');
    const step = await flow.submit({
      username: 'Invited',
      email: 'invited@wiki.example',
      mailpassword: true,
      reason: 'asked for it',
    });
    expect(step).toEqual({ status: 'PASS', username: 'Invited' });
    const mail = (await wiki.mails()).find(({ to }) => to.includes('invited@wiki.example'));
    expect(mail?.body).toContain('Invited');
    // nobody else is offered that
    expect((await open().createAccount().form()).fields.map(({ name }) => name)).not.toContain('mailpassword');
  });

  test.skipIf(skip)('too many tries: FAIL login-throttled', async () => {
    const { open } = await begin(['throttle']);
    const flow = open().clientLogin();
    for (let n = 0; n < 2; n++)
      expect(await flow.submit({ username: user.name, password: 'x' })).toMatchObject({ code: 'wrongpassword' });
    const step = await flow.submit({ username: user.name, password: user.password });
    expect(step).toMatchObject({
      status: 'FAIL',
      code: 'login-throttled',
      message: expect.stringMatching(/5 minutes/),
    });
  });

  test.skipIf(skip)('a captcha as an image is loaded with the session', async () => {
    const { open } = await begin(['captcha-fancy']);
    const flow = open().createAccount();
    expect((await flow.form()).captcha?.imageUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/.*Special:Captcha/);
    const { type, bytes } = await flow.captchaImage();
    expect(type).toBe('image/png');
    expect([...bytes.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join('')).toBe('PNG');
    await expect(open().clientLogin().captchaImage()).rejects.toMatchObject({ code: 'out-of-turn' });
  });

  test.skipIf(skip)(
    'credentials after a while: the wiki wants a new sign-in first, and gets it where told how',
    async () => {
      const { open } = await begin([], "$wgReauthenticateTime = [ 'default' => 1 ];");
      const client = open();
      const answers = { username: user.name, password: user.password };
      await client.clientLogin().submit(answers);
      const change = (password: string, options = {}) =>
        client.account.change('PasswordAuthenticationRequest', { password, retype: password }, options);
      await change('A-second-password-1');
      // more than the second that the setting allows
      await new Promise((resolve) => setTimeout(resolve, 2100));
      const refused = await change('A-third-password-1').catch((error: unknown) => error);
      expect(refused).toMatchObject({ name: 'ApiError', code: 'reauthenticate' });
      expect((refused as Error).message).toMatch(/sign in|log in/i);
      const other = { username: admin.name, password: admin.password };
      const asOther = change('A-third-password-1', { reauthenticate: { answer: () => other } });
      await expect(asOther).rejects.toMatchObject({ name: 'FlowError', code: 'other-user' });
      await client.clientLogin().submit({ ...answers, password: 'A-second-password-1' });
      await new Promise((resolve) => setTimeout(resolve, 2100));
      await change('A-third-password-1', {
        reauthenticate: { answer: () => ({ ...answers, password: 'A-second-password-1' }) },
      });
      expect(
        await open()
          .clientLogin()
          .submit({ ...answers, password: 'A-third-password-1' }),
      ).toMatchObject({ status: 'PASS' });
    },
  );
});

test.skipIf(real[0]?.skip)(
  'a temporary account, made by an edit: the next edit is its own, with a token of its own',
  async () => {
    await using wiki = await startWiki({ version: '1.43', overlays: ['tempaccounts'] });
    const client = createWiki(wiki.api, { userAgent, validators });
    const reserved = await client.post('acquiretempusername');
    const first = await client.post('edit', { title: 'By nobody', text: 'one' });
    expect(first.edit).toMatchObject({ result: 'Success', tempusercreated: true });
    const { query } = await client.get('query', { meta: 'userinfo' });
    expect(query?.userinfo).toMatchObject({ name: reserved.acquiretempusername, temp: true });
    expect((await client.post('edit', { title: 'By nobody', text: 'two' })).edit.result).toBe('Success');
    // and it can become a real account's session
    expect(await client.clientLogin().submit({ username: user.name, password: user.password })).toMatchObject({
      status: 'PASS',
    });
  },
);

test.skipIf(real[0]?.skip)('what must be true of a call is said by the options of a wiki object', async () => {
  await using wiki = await startWiki({ version: '1.43' });
  const as = (options: Partial<WikiOptions>) =>
    createWiki(wiki.api, { userAgent, ...options }).get('query', { meta: 'userinfo' });
  await expect(as({ assert: 'user' })).rejects.toMatchObject({ code: 'assertuserfailed' });
  await expect(as({ assert: 'bot' })).rejects.toMatchObject({ code: 'assertbotfailed' });
  await expect(as({ assertuser: 'Alice' })).rejects.toMatchObject({ code: 'assertnameduserfailed' });
  expect((await as({ assert: 'anon' })).query?.userinfo?.id).toBe(0);
});
