import { expect, test } from 'vitest';
import { createTestWiki } from '../src/index.ts';
import { visitor, type Visitor } from './steps.ts';

const alice = { username: 'Alice', password: 'Alice-password-1' };
const passwordRequest = String.raw`MediaWiki\Auth\PasswordAuthenticationRequest`;
const changed = { password: 'Alice-password-2', retype: 'Alice-password-2' };

const change = async (one: Visitor, fields: Record<string, string> = {}) =>
  one.post({
    action: 'changeauthenticationdata',
    changeauthrequest: passwordRequest,
    changeauthtoken: await one.token(),
    ...changed,
    ...fields,
  });

test('a password is changed, and nobody is signed out', async () => {
  const wiki = createTestWiki();
  const one = visitor(wiki);
  expect((await change(one)).error.code).toBe('notloggedin');
  await one.begin('clientlogin', alice);
  expect((await change(one, { retype: 'x' })).error.code).toBe('badretype');
  expect((await change(one, { changeauthrequest: 'Nosuch' })).error.code).toBe('badrequest');
  const { errors } = await change(one, { password: 'ali', retype: 'ali', errorformat: 'none' });
  expect(errors.map(({ code }: { code: string }) => code)).toEqual([
    'passwordtooshort',
    'password-substring-username-match',
  ]);
  expect(one.response.headers.get('MediaWiki-API-Error')).toBe('passwordtooshort, password-substring-username-match');
  expect(await change(one)).toEqual({ changeauthenticationdata: { status: 'success' } });
  expect(await one.who()).toBe('Alice');
  expect((await visitor(wiki).begin('clientlogin', alice)).messagecode).toBe('wrongpassword');
  expect((await visitor(wiki).begin('clientlogin', { ...alice, ...changed })).status).toBe('PASS');
});

test('after an hour, and after a session that only a cookie made anew, one must sign in again first', async () => {
  let now = 0;
  const wiki = createTestWiki({ clock: () => now });
  const one = visitor(wiki);
  const status = async () =>
    (await one.info('change', { amisecuritysensitiveoperation: 'ChangeCredentials' })).securitysensitiveoperationstatus;
  expect(await status()).toBe('reauth');
  await one.begin('clientlogin', { ...alice, rememberMe: '1' });
  expect(await status()).toBe('ok');
  now = 3_601_000;
  expect(await status()).toBe('reauth');
  expect((await change(one)).error.code).toBe('reauthenticate');
  await one.begin('clientlogin', { ...alice, rememberMe: '1' });
  expect(await status()).toBe('ok');
  wiki.endSessions();
  expect(await one.who()).toBe('Alice');
  expect(await status()).toBe('reauth');
});

test('a forgotten password: mailed once a day, and nobody learns who there is', async () => {
  const users = { Alice: { password: alice.password, email: 'alice@example.org' } };
  const wiki = createTestWiki({ users, email: true });
  const one = visitor(wiki);
  const reset = async (fields: Record<string, string>) =>
    one.post({ action: 'resetpassword', token: await one.token(), ...fields });
  const success = { resetpassword: { status: 'success' } };
  expect((await reset({})).error.code).toBe('passwordreset-nodata');
  expect(await reset({ user: 'Nobody' })).toEqual(success);
  expect(wiki.mails).toHaveLength(0);
  expect(await reset({ email: 'alice@example.org' })).toEqual(success);
  expect(await reset({ user: 'Alice' })).toEqual(success);
  expect(wiki.mails).toHaveLength(1);
  const password = /Temporary password:\n(.+)/u.exec(wiki.mails[0]?.body ?? '')?.[1] ?? '';
  expect((await one.begin('clientlogin', { ...alice, password })).messagecode).toBe('resetpass-temp-emailed');
  expect((await visitor(wiki).begin('clientlogin', alice)).status).toBe('PASS'); // the old one still works
  const poor = visitor(createTestWiki());
  const token = await poor.token();
  const { error } = await poor.post({ action: 'resetpassword', user: 'Alice', token });
  expect(error.code).toBe('passwordreset-emaildisabled');
});

test('a mailed password is taken back, a password of one’s own never', async () => {
  const wiki = createTestWiki({ users: { Alice: { password: alice.password, temporaryPassword: 'mailed-12345' } } });
  const one = visitor(wiki);
  await one.begin('clientlogin', alice);
  const remove = async (request: string) =>
    one.post({ action: 'removeauthenticationdata', request, token: await one.token() });
  expect((await remove(passwordRequest)).error.code).toBe('badrequest');
  const [{ id }] = (await one.info('remove')).requests;
  expect(await remove(id)).toEqual({ removeauthenticationdata: { status: 'success' } });
  const mailed = { ...alice, password: 'mailed-12345' };
  expect((await visitor(wiki).begin('clientlogin', mailed)).messagecode).toBe('wrongpassword');
});

test('preferences', async () => {
  const one = visitor(createTestWiki());
  await one.begin('clientlogin', alice);
  const set = async (fields: Record<string, string>) =>
    one.post({ action: 'options', token: await one.token(), ...fields });
  const value = async (name: string) =>
    (await one.get({ action: 'query', meta: 'userinfo', uiprop: 'options' })).query.userinfo.options[name];
  expect(await set({ change: 'language=de|userjs-x=1', optionname: 'skin', optionvalue: 'minerva' })).toEqual({
    options: 'success',
  });
  expect([await value('language'), await value('userjs-x'), await value('skin')]).toEqual(['de', '1', 'minerva']);
  expect((await set({ change: 'nosuch=1' })).warnings.options.warnings).toMatch(/nosuch/u);
  await set({ reset: '1' });
  expect(await value('language')).toBe('en');
  expect((await set({})).error.code).toBe('nochanges');
});

test('checktoken: too old by its whole seconds, and what a space was', async () => {
  let now = 1_000_000;
  const one = visitor(createTestWiki({ clock: () => now }));
  await one.begin('clientlogin', alice);
  const token = await one.token();
  const check = async (fields: Record<string, string>) =>
    one.post({ action: 'checktoken', type: 'csrf', token, ...fields });
  expect((await check({})).checktoken).toEqual({ result: 'valid', generated: '1970-01-01T00:16:40Z' });
  now += 2000;
  expect((await check({ maxtokenage: '1' })).checktoken.result).toBe('expired');
  expect((await check({ maxtokenage: '2' })).checktoken.result).toBe('valid');
  const spoilt = await check({ token: token.replace('+', ' ') });
  expect(spoilt).toMatchObject({ checktoken: { result: 'invalid' }, warnings: { checktoken: {} } });
});
