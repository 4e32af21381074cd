import { expect, test } from 'vitest';
import { createTestWiki } from '../src/index.ts';
import { solve, visitor } from './steps.ts';

const captcha = 'CaptchaAuthenticationRequest';
const carol = { username: 'Carol', password: 'Carol-password-1', retype: 'Carol-password-1' };
const alice = { username: 'Alice', password: 'Alice-password-1' };

test('a sum: with a real minus sign, and each id for one try, whatever else was wrong', async () => {
  const one = visitor(createTestWiki({ captcha: { type: 'simple' } }));
  const solved = async () => {
    const { captchaId, captchaInfo } = await one.fieldsOf('create', captcha);
    return { captchaId: captchaId.value, captchaWord: solve(captchaInfo.value) };
  };
  expect((await one.begin('createaccount', carol)).messagecode).toBe('captcha-createaccount-fail');
  const first = await solved();
  const wrong = await one.begin('createaccount', { ...carol, ...first, captchaWord: '1000' });
  expect(wrong.messagecode).toBe('captcha-createaccount-fail');
  expect((await one.begin('createaccount', { ...carol, ...first })).messagecode).toBe('captcha-createaccount-fail');
  const second = await solved();
  expect((await one.begin('createaccount', { ...carol, ...second, retype: 'x' })).messagecode).toBe('badretype');
  expect((await one.begin('createaccount', { ...carol, ...second })).messagecode).toBe('captcha-createaccount-fail');
  expect((await one.begin('createaccount', { ...carol, ...(await solved()) })).status).toBe('PASS');
});

test('all sums come out, negative ones too', async () => {
  const one = visitor(createTestWiki({ captcha: { type: 'simple' } }));
  const questions = new Set<string>();
  for (let i = 0; i < 40; i++) questions.add((await one.fieldsOf('create', captcha)).captchaInfo.value);
  expect([...questions].every((question) => /^-?\d+$/u.test(solve(question)))).toBe(true);
  expect([...questions].some((question) => question.includes('\u2212'))).toBe(true);
});

test('after bad sign-ins it is asked, and only authmanagerinfo tells', async () => {
  const one = visitor(
    createTestWiki({ captcha: { type: 'question', question: 'Capital?', answers: ['Paris'], badlogin: 2 } }),
  );
  expect(await one.fieldsOf('login', captcha)).toBeUndefined();
  for (let i = 0; i < 2; i++) await one.begin('clientlogin', { ...alice, password: 'wrong' });
  expect((await one.begin('clientlogin', alice)).messagecode).toBe('wrongpassword');
  const { captchaId, captchaInfo } = await one.fieldsOf('login', captcha);
  expect(captchaInfo.value).toBe('Capital?');
  const answered = { ...alice, captchaId: captchaId.value, captchaWord: ' PARIS ' };
  expect((await one.begin('clientlogin', answered)).status).toBe('PASS');
});

test('bad sign-ins are forgotten after five minutes', async () => {
  let now = 0;
  const one = visitor(createTestWiki({ captcha: { type: 'simple', badlogin: 1 }, clock: () => now }));
  await one.begin('clientlogin', { ...alice, password: 'wrong' });
  expect(await one.fieldsOf('login', captcha)).toBeDefined();
  now = 300_000;
  expect(await one.fieldsOf('login', captcha)).toBeUndefined();
});

test('a picture is shown to the session that was asked, and nobody else', async () => {
  const wiki = createTestWiki({ captcha: { type: 'image', answers: ['labword'] } });
  const one = visitor(wiki);
  const { captchaInfo, captchaId } = await one.fieldsOf('create', captcha);
  const picture = await one.send(new URL(captchaInfo.value, wiki.origin));
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect((await visitor(wiki).send(new URL(captchaInfo.value, wiki.origin))).status).toBe(400);
  const solved = { captchaId: captchaId.value, captchaWord: 'labword' };
  expect((await one.begin('createaccount', { ...carol, ...solved })).status).toBe('PASS');
});

test.for(['hcaptcha', 'turnstile', 'recaptchanocaptcha'] as const)('%s: a site key, and one field', async (type) => {
  const one = visitor(createTestWiki({ captcha: { type, key: 'site-key', answers: ['token-of-the-script'] } }));
  const { requests } = await one.info('create');
  expect(requests[0].metadata).toEqual({ type, mime: 'application/javascript', key: 'site-key' });
  expect(Object.keys(requests[0].fields)).toEqual(['captchaWord']);
  expect((await one.begin('createaccount', { ...carol, captchaWord: 'x' })).status).toBe('FAIL');
  expect((await one.begin('createaccount', { ...carol, captchaWord: 'token-of-the-script' })).status).toBe('PASS');
});

test('not asked of administrators, nor for new accounts if it is off there', async () => {
  const users = { Alice: { password: alice.password, groups: ['sysop'] } };
  const one = visitor(createTestWiki({ users, captcha: { type: 'simple' } }));
  await one.begin('clientlogin', alice);
  expect(await one.fieldsOf('create', captcha)).toBeUndefined();
  const off = visitor(createTestWiki({ captcha: { type: 'simple', createaccount: false } }));
  expect((await off.begin('createaccount', carol)).status).toBe('PASS');
});
