import { describe, expect, test } from 'vitest';
import { createTestWiki, recordedQuestions } from '../src/index.ts';
import { visitor } from './steps.ts';

const alice = { username: 'Alice', password: 'Alice-password-1' };
const users = {
  Alice: { password: alice.password },
  Weak: { password: 'password' },
  Mailed: { password: '', temporaryPassword: 'q0fl0c4fhi' },
  Uiuser: { password: 'Uiuser-password-1' },
};
const wikiOf = (options = {}) => createTestWiki({ users, questions: recordedQuestions, ...options });
const notInProgress = { status: 'FAIL', messagecode: 'authmanager-authn-not-in-progress' };

test('a continue out of turn, and one after the end, is told apart from wrong data', async () => {
  const one = visitor(wikiOf());
  expect(await one.goOn('clientlogin', alice)).toMatchObject(notInProgress);
  expect(await one.begin('clientlogin', alice)).toEqual({ status: 'PASS', username: 'Alice' });
  expect(await one.goOn('clientlogin', alice)).toMatchObject(notInProgress);
});

test('a lost cookie: badtoken with the old token, not in progress with a new one', async () => {
  const one = visitor(wikiOf());
  const logintoken = await one.token('login');
  await one.begin('clientlogin', { username: 'Uiuser', password: 'Uiuser-password-1', logintoken });
  one.cookies.clear();
  expect((await one.goOn('clientlogin', { labanswer: 'right', logintoken })).error.code).toBe('badtoken');
  expect(await one.goOn('clientlogin', { labanswer: 'right' })).toMatchObject(notInProgress);
});

test('a new start replaces the one that is under way; one login token serves the whole dialogue', async () => {
  const one = visitor(wikiOf());
  const logintoken = await one.token('login');
  const start = { username: 'Uiuser', password: 'Uiuser-password-1', logintoken };
  expect((await one.begin('clientlogin', start)).status).toBe('UI');
  expect((await one.begin('clientlogin', { ...start, username: 'Weak', password: 'password' })).messagecode).toBe(
    'resetpass-validity-soft',
  );
  expect((await one.goOn('clientlogin', { labanswer: 'right', logintoken })).messagecode).toBe(
    'resetpass-validity-soft',
  );
  expect(await one.goOn('clientlogin', { skipReset: '', logintoken })).toEqual({ status: 'PASS', username: 'Weak' });
});

test('a sign-in and a new account at once in one session do not disturb each other', async () => {
  const one = visitor(wikiOf());
  await one.begin('clientlogin', { username: 'Uiuser', password: 'Uiuser-password-1' });
  const account = { username: 'Uinew', password: 'Uinew-secret-1', retype: 'Uinew-secret-1' };
  expect((await one.begin('createaccount', account)).status).toBe('UI');
  expect((await one.info('login-continue')).requests).toHaveLength(1);
  expect(await one.goOn('createaccount', { labanswer: 'right' })).toEqual({ status: 'PASS', username: 'Uinew' });
  expect(await one.goOn('clientlogin', { labanswer: 'right' })).toEqual({ status: 'PASS', username: 'Uiuser' });
});

describe('a password that must or should be changed', () => {
  const changed = { password: 'Much-longer-7', retype: 'Much-longer-7' };

  test('a weak one may be kept, or changed at once', async () => {
    const one = visitor(wikiOf());
    const start = { username: 'Weak', password: 'password' };
    const { requests } = await one.begin('clientlogin', start);
    expect(requests.map(({ required }: { required: string }) => required)).toEqual(['optional', 'optional']);
    expect((await one.goOn('clientlogin', { ...changed, retype: 'other' })).messagecode).toBe('badretype');
    expect((await one.goOn('clientlogin', { password: 'ab1', retype: 'ab1' })).messagecode).toBe('passwordtooshort');
    expect((await one.goOn('clientlogin', changed)).status).toBe('PASS');
    expect((await visitor(one.wiki).begin('clientlogin', { ...start, ...changed })).status).toBe('PASS');
  });

  test('by a policy with forceChange it must be', async () => {
    const one = visitor(wikiOf({ passwordPolicy: { forceChange: true } }));
    const { messagecode, requests } = await one.begin('clientlogin', { username: 'Weak', password: 'password' });
    expect([messagecode, requests.length]).toEqual(['resetpass-validity', 1]);
    expect((await one.goOn('clientlogin', { skipReset: '1' })).status).toBe('UI');
  });

  test('a mailed one must be, and works no more then', async () => {
    const wiki = wikiOf();
    const one = visitor(wiki);
    const start = { username: 'Mailed', password: 'q0fl0c4fhi' };
    expect((await one.begin('clientlogin', start)).messagecode).toBe('resetpass-temp-emailed');
    expect((await one.goOn('clientlogin', {})).messagecode).toBe('resetpass-temp-emailed');
    expect((await one.goOn('clientlogin', changed)).status).toBe('PASS');
    expect((await visitor(wiki).begin('clientlogin', start)).messagecode).toBe('wrongpassword');
  });
});

describe('what is sent is used, or dropped without a word', () => {
  const start = { username: 'Uiuser', password: 'Uiuser-password-1' };
  const seen = async (fields: Record<string, string>) => {
    const one = visitor(wikiOf());
    await one.begin('clientlogin', start);
    const { requests } = await one.goOn('clientlogin', { labanswer: 'wrong', ...fields });
    return requests[0].metadata.seen;
  };
  const dropped = { choice: null, multi: null, agree: null, hidden: null };

  test.for([
    ['multiselect as the API has lists', { labmulti: 'red|blue' }, dropped],
    ['multiselect as a list of PHP', { 'labmulti[]': 'red' }, { choice: '', multi: ['red'], agree: false, hidden: '' }],
    ['a select value that is not offered', { labchoice: 'green' }, dropped],
    ['a checkbox that is there but empty', { labagree: '' }, { choice: '', multi: [], agree: true, hidden: '' }],
    ['no answer where one is required', { labanswer: '' }, dropped],
  ] as const)('%s', async ([, fields, expected]) => {
    expect(await seen(fields)).toEqual(expected);
  });

  test('the empty password of a request makes it none: no primary, not wrongpassword', async () => {
    const { messagecode } = await visitor(wikiOf()).begin('clientlogin', { ...alice, password: '' });
    expect(messagecode).toBe('authmanager-authn-no-primary');
  });

  test('what belongs to no request on offer is only warned about', async () => {
    const one = visitor(wikiOf());
    const fields = { ...alice, loginreturnurl: 'http://app.example/', logintoken: await one.token('login') };
    const answer = await one.post({ action: 'clientlogin', ...fields, loginrequests: 'Nosuch', OATHToken: '1' });
    expect(answer.warnings.main.warnings).toBe('Unrecognized parameters: username, password, OATHToken.');
  });

  test('a password in the URL is refused', async () => {
    const one = visitor(wikiOf());
    const own = { loginreturnurl: 'http://app.example/', logintoken: await one.token('login') };
    const { error } = await one.post({ action: 'clientlogin', username: 'Alice', ...own }, '?password=x');
    expect(error.code).toBe('mustpostparams');
  });
});

test('who is always remembered is not asked', async () => {
  const one = visitor(wikiOf({ rememberMe: 'always' }));
  expect(await one.fieldsOf('login', 'RememberMeAuthenticationRequest')).toBeUndefined();
  await one.begin('clientlogin', alice);
  expect(one.set).toContain('wikiToken');
});

test('a session that is for one user alone cannot sign in another', async () => {
  const wiki = createTestWiki({ bearerTokens: { t: 'Alice' } });
  const headers = { Authorization: 'Bearer t' };
  const { query } = await visitor(wiki).get({ action: 'query', meta: 'tokens', type: 'login' }, headers);
  const fields = { ...alice, loginreturnurl: 'http://app.example/', logintoken: query.tokens.logintoken };
  const { clientlogin } = await visitor(wiki).post({ action: 'clientlogin', ...fields }, '', headers);
  expect(clientlogin).toMatchObject({ status: 'FAIL', messagecode: 'userlogin-cannot-login' });
});
