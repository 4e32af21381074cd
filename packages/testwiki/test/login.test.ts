import { expect, test } from 'vitest';
import { createTestWiki } from '../src/index.ts';
import { Browser, alice, robot } from './browser.ts';

test('both forms of a bot password', async () => {
  const wiki = createTestWiki();
  const success = { result: 'Success', lguserid: 3, lgusername: 'Robot' };
  expect(await new Browser(wiki).login(...robot)).toEqual(success);
  expect(await new Browser(wiki).login('Robot', `lab@${robot[1]}`)).toEqual(success);
});

test('grants cut the rights of the session', async () => {
  const wiki = createTestWiki({
    botPasswords: { 'Robot@read': { password: robot[1], grants: ['basic'] } },
    users: { Robot: { password: 'Robot-password-1', groups: ['bot'] } },
  });
  const browser = new Browser(wiki);
  await browser.login('Robot@read', robot[1]);
  const { rights } = (await browser.get({ action: 'query', meta: 'userinfo', uiprop: 'rights' })).query.userinfo;
  expect(rights).toContain('read');
  expect(rights).not.toContain('edit');
  expect((await browser.edit('A', 'x')).error.code).toBe('permissiondenied');
});

test('a main account succeeds with a warning that it is deprecated', async () => {
  const browser = new Browser(createTestWiki());
  const lgtoken = await browser.token('login');
  const [lgname, lgpassword] = alice;
  const answer = await browser.post({ action: 'login', lgname, lgpassword, lgtoken, errorformat: 'plaintext' });
  expect(answer.login).toEqual({ result: 'Success', lguserid: 1, lgusername: 'Alice' });
  expect(answer.warnings).toMatchObject([
    { code: 'deprecation', data: { feature: 'main-account-login' }, module: 'login' },
    { code: 'deprecation-help', module: 'main' },
  ]);
});

const { users } = {
  users: {
    Alice: { password: 'right-password' },
    Bob: { password: 'Bob-secret-1', twoFactor: true },
    Weak: { password: 'abc' },
  },
};
const botPasswords = {
  'Alice@app': { password: 'a'.repeat(32) },
  'Alice@ip': { password: 'c'.repeat(32), ips: ['192.0.2.1'] },
};

test.for([
  ['wrong password', 'Alice', 'wrong', 'Failed', 'wrongpassword'],
  ['unknown user', 'Nobody', 'x', 'Failed', 'wrongpassword'],
  ['wrong bot password', 'Alice@app', 'b'.repeat(32), 'Failed', 'wrongpassword'],
  ['unknown app', 'Alice@nosuch', 'a'.repeat(32), 'Failed', 'wrongpassword'],
  ['wrong address', 'Alice@ip', 'c'.repeat(32), 'Failed', 'wrongpassword'],
  ['illegal name', 'a#b', 'x', 'Failed', 'authmanager-authn-no-primary'],
  ['no name', '', 'x', 'Failed', 'authmanager-authn-no-primary'],
  ['no password', 'Alice', '', 'Failed', 'authmanager-authn-no-primary'],
  ['second factor', 'Bob', 'Bob-secret-1', 'Aborted', 'api-login-fail-aborted'],
  ['weak password', 'Weak', 'abc', 'Aborted', 'api-login-fail-aborted'],
] as const)('%s', async ([, name, password, result, code]) => {
  const login = await new Browser(createTestWiki({ users, botPasswords })).login(name, password, {
    errorformat: 'plaintext',
  });
  expect(login).toEqual({ result, reason: { code, text: expect.any(String) } });
});

test('bot passwords switched off are wrong passwords', async () => {
  const browser = new Browser(createTestWiki({ enableBotPasswords: false }));
  expect(await browser.login(...robot, { errorformat: 'none' })).toEqual({
    result: 'Failed',
    reason: { code: 'wrongpassword' },
  });
});

test('the reason in every errorformat', async () => {
  const reasons: unknown[] = [];
  for (const errorformat of ['bc', 'plaintext', 'html', 'wikitext', 'raw', 'none']) {
    reasons.push((await new Browser(createTestWiki()).login('Alice', 'wrong', { errorformat })).reason);
  }
  const code = 'wrongpassword';
  const text = 'Incorrect username or password entered. Please try again.';
  const lines = text.replace('. ', '.\n');
  expect(reasons).toEqual([
    text,
    { code, text },
    { code, html: lines },
    { code, text: lines },
    { code, key: code, params: [] },
    { code },
  ]);
  expect(
    (await new Browser(createTestWiki()).login('Alice', 'x', { errorformat: 'plaintext', formatversion: '1' })).reason,
  ).toEqual({ code, '*': text });
});

test('tokens: none, another, and one without its cookie', async () => {
  const wiki = createTestWiki();
  const browser = new Browser(wiki);
  const need = await browser.post({ action: 'login', lgname: 'Alice' });
  expect(need).toMatchObject({
    login: { result: 'NeedToken', token: expect.stringMatching(/\+\\$/u) },
    warnings: { login: {} },
  });
  expect(await browser.login(...alice, { lgtoken: need.login.token })).toMatchObject({ result: 'Success' });
  expect(await new Browser(wiki).login(...alice, { lgtoken: `${'0'.repeat(40)}+\\` })).toEqual({
    result: 'WrongToken',
  });
  const lgtoken = await browser.token('login');
  const lost = await new Browser(wiki).post({ action: 'login', lgname: 'x', lgtoken, errorformat: 'none' });
  expect(lost.login).toEqual({ result: 'Failed', reason: { code: 'sessionlost' } });
});

test('a JSON body is not read: NeedToken', async () => {
  const wiki = createTestWiki();
  const body = JSON.stringify({ lgname: 'Alice', lgpassword: alice[1], lgtoken: 'x' });
  const headers = { 'Content-Type': 'application/json' };
  const url = `${wiki.api}?action=login&format=json&formatversion=2`;
  expect((await (await wiki.fetch(url, { method: 'POST', body, headers })).json()).login.result).toBe('NeedToken');
});

test('a multipart form is', async () => {
  const browser = new Browser(createTestWiki());
  const body = new FormData();
  const fields = {
    action: 'login',
    format: 'json',
    lgname: alice[0],
    lgpassword: alice[1],
    lgtoken: await browser.token('login'),
  };
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const answer = await (await browser.send('https://wiki.example/w/api.php', { method: 'POST', body })).json();
  expect(answer.login.result).toBe('Success');
});

test('secrets in the URL, and GET', async () => {
  const browser = new Browser(createTestWiki());
  expect((await browser.post({ lgname: 'Alice' }, '?action=login&lgpassword=x')).error.code).toBe('mustpostparams');
  expect((await browser.get({ action: 'login', lgname: 'Alice', lgpassword: 'x' })).error.code).toBe('mustbeposted');
});

test('origin=* and bearer sessions are Aborted', async () => {
  const wiki = createTestWiki({ bearerTokens: { abc: 'Alice' } });
  const browser = new Browser(wiki);
  const lgtoken = await browser.token('login');
  const star = await browser.post({ action: 'login', lgname: 'Alice', lgtoken, errorformat: 'none' }, '?origin=*');
  expect(star.login).toEqual({ result: 'Aborted', reason: { code: 'api-login-fail-sameorigin' } });
  const bearer = await new Browser(wiki).post({ action: 'login', lgtoken: 'x', errorformat: 'none' }, '', {
    Authorization: 'Bearer abc',
  });
  expect(bearer.login).toEqual({ result: 'Aborted', reason: { code: 'api-login-fail-badsessionprovider' } });
});

test('five bad logins, then even the right password has to wait', async () => {
  let now = 0;
  const wiki = createTestWiki({ clock: () => now });
  for (let i = 0; i < 5; i++)
    expect((await new Browser(wiki).login('Alice', 'x', { errorformat: 'none' })).reason.code).toBe('wrongpassword');
  const throttled = await new Browser(wiki).login(...alice, { errorformat: 'raw' });
  expect(throttled.reason).toEqual({ code: 'login-throttled', key: 'login-throttled', params: [{ duration: 300 }] });
  expect((await new Browser(wiki).login(...robot)).result).toBe('Success');
  now += 300_000;
  expect((await new Browser(wiki).login(...alice)).result).toBe('Success');
});

test('a good login clears the count', async () => {
  const wiki = createTestWiki({ throttle: { count: 2, seconds: 60 } });
  for (const password of ['x', alice[1], 'x', alice[1]]) {
    expect((await new Browser(wiki).login('Alice', password)).result).toBe(password === 'x' ? 'Failed' : 'Success');
  }
});

test('after bad logins a captcha is wanted, which shows as a wrong password; bot passwords are not asked', async () => {
  const wiki = createTestWiki({ captcha: { question: '?', answers: ['!'], badlogin: 2 } });
  for (let i = 0; i < 2; i++) await new Browser(wiki).login('Alice', 'x');
  expect((await new Browser(wiki).login(...alice, { errorformat: 'none' })).reason.code).toBe('wrongpassword');
  expect((await new Browser(wiki).login(...robot)).result).toBe('Success');
});

test('clientlogin: a second factor, right only once', async () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'; // RFC 6238, appendix B: at 59 seconds the code ends in 287082
  const wiki = createTestWiki({ users: { Bob: { password: 'Bob-secret-1', twoFactor: secret } }, clock: () => 59_000 });
  const step = async (browser: Browser, fields: Record<string, string>) =>
    (await browser.post({ action: 'clientlogin', logintoken: await browser.token('login'), ...fields })).clientlogin;
  const start = { username: 'Bob', password: 'Bob-secret-1', loginreturnurl: 'https://app.example/' };
  const bob = new Browser(wiki);
  expect(await step(bob, start)).toMatchObject({
    status: 'UI',
    messagecode: 'oathauth-auth-ui',
    requests: [{ account: 'Bob' }],
  });
  expect(await step(bob, { logincontinue: '1', OATHToken: '000000' })).toMatchObject({
    status: 'UI',
    messagecode: 'oathauth-login-failed',
  });
  expect(await step(bob, { logincontinue: '1', OATHToken: '287 082' })).toEqual({ status: 'PASS', username: 'Bob' });
  const again = new Browser(wiki);
  await step(again, start);
  expect(await step(again, { logincontinue: '1', OATHToken: '287082' })).toMatchObject({ status: 'UI' });
});
