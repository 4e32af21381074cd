import { expect, test } from 'vitest';
import { createTestWiki } from '../src/index.ts';
import { visitor } from './steps.ts';

const alice = { username: 'Alice', password: 'Alice-password-1' };
const secret = { password: 'Carol-password-1', retype: 'Carol-password-1' };
const carol = { username: 'Carol', ...secret };

test('PASS makes the account and does not sign in', async () => {
  const one = visitor(createTestWiki());
  expect(await one.begin('createaccount', carol)).toEqual({ status: 'PASS', username: 'Carol' });
  expect(await one.who()).toBe('127.0.0.1');
  expect((await one.begin('clientlogin', carol)).status).toBe('PASS');
});

test.for([
  ['userexists', { username: 'alice' }],
  ['invaliduser', { username: 'a#b' }],
  ['invaliduser', { username: '192.0.2.5' }],
  ['badretype', { retype: 'x' }],
  ['passwordtooshort', { password: 'ab1', retype: 'ab1' }],
  ['passwordincommonlist', { password: 'password123', retype: 'password123' }],
  ['password-substring-username-match', { username: 'Caroline1', password: 'Caroline', retype: 'Caroline' }],
  ['___1____2', { password: 'abc', retype: 'abc' }],
  ['authmanager-create-no-primary', { retype: '' }],
] as const)('%s: %o', async ([messagecode, fields]) => {
  const answer = await visitor(createTestWiki()).begin('createaccount', { ...carol, ...fields });
  expect(answer).toMatchObject({ status: 'FAIL', messagecode });
});

test('1.39 is content with any length', async () => {
  const one = visitor(createTestWiki({ version: '1.39' }));
  expect((await one.begin('createaccount', { ...carol, password: 'ab1', retype: 'ab1' })).status).toBe('PASS');
});

test('an address is dropped, with the name that must come along, if that is not sent', async () => {
  const wiki = createTestWiki({ email: true });
  const one = visitor(wiki);
  expect((await one.begin('createaccount', { ...carol, email: 'nonsense' })).status).toBe('PASS');
  const dave = { username: 'Dave', ...secret, realname: '' };
  expect((await one.begin('createaccount', { ...dave, email: 'nonsense' })).messagecode).toBe('invalidemailaddress');
  expect(wiki.mails).toEqual([]);
  expect((await one.begin('createaccount', { ...dave, email: 'dave@example.org' })).status).toBe('PASS');
  expect(wiki.mails).toMatchObject([{ to: ['dave@example.org'], subject: 'Test Wiki email address confirmation' }]);
});

test('a password that is mailed, for those who are signed in to make accounts', async () => {
  const wiki = createTestWiki({ email: true });
  const one = visitor(wiki);
  const mailed = { username: 'Carol', mailpassword: '1', email: 'carol@example.org', realname: '' };
  expect((await one.begin('createaccount', mailed)).messagecode).toBe('authmanager-create-no-primary');
  await one.begin('clientlogin', alice);
  expect((await one.begin('createaccount', { ...mailed, email: '' })).messagecode).toBe('noemailcreate');
  expect((await one.begin('createaccount', { ...mailed, reason: 'asked' })).status).toBe('PASS');
  const password = /with password "([^"]+)"/u.exec(wiki.mails.at(-1)?.body ?? '')?.[1] ?? '';
  const carolsOwn = visitor(wiki);
  const ui = await carolsOwn.begin('clientlogin', { username: 'Carol', password });
  expect(ui.messagecode).toBe('resetpass-temp-emailed');
  expect((await carolsOwn.goOn('clientlogin', secret)).status).toBe('PASS');
});

test('who may: not everybody on every wiki, not who is blocked, not too often from one address', async () => {
  const closed = visitor(createTestWiki({ anonymousCreation: false }));
  expect((await closed.begin('createaccount', carol)).messagecode).toBe('permissiondenied');
  const users = { Alice: { password: alice.password, blocked: true } };
  const blocked = visitor(createTestWiki({ users }));
  await blocked.begin('clientlogin', alice);
  expect((await blocked.begin('createaccount', carol)).messagecode).toBe('blocked');
  const limited = visitor(createTestWiki({ accountCreationThrottle: { count: 1, seconds: 86_400 } }));
  await limited.begin('createaccount', carol);
  const { messagecode, message } = await limited.begin('createaccount', { ...carol, username: 'Dave' });
  expect(messagecode).toBe('acct_creation_throttle_hit');
  expect(message).toMatch(/created 1 account in the last 1 day/u);
});

test('all the account can be asked about: users, allusers, validatepassword', async () => {
  const one = visitor(createTestWiki());
  await one.begin('createaccount', carol);
  const list = { action: 'query', list: 'users', ususers: 'Carol|Dave|a#b', usprop: 'cancreate' };
  expect((await one.get(list)).query.users).toEqual([
    { name: 'a#b', invalid: true },
    { userid: 4, name: 'Carol' },
    { name: 'Dave', missing: true, cancreate: true },
  ]);
  const first = await one.get({ action: 'query', list: 'allusers', aulimit: '2' });
  expect(first.query.allusers.map(({ name }: { name: string }) => name)).toEqual(['Alice', 'Carol']);
  const rest = await one.get({ action: 'query', list: 'allusers', aulimit: '2', ...first.continue });
  expect(rest.query.allusers).toEqual([{ userid: 3, name: 'Robot' }]);
  const check = { action: 'validatepassword', user: 'Dave', password: 'Dave' };
  expect((await one.post(check)).validatepassword.validitymessages).toHaveLength(2);
  expect((await one.post({ ...check, user: 'Carol' })).error.code).toBe('userexists');
});
