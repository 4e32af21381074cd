import { describe, expect, test } from 'vitest';
import { createCentralAuth, createTestWiki } from '../src/index.ts';
import { serve } from '../src/serve.ts';
import { visitor } from './steps.ts';

const alice = { username: 'Alice', password: 'Alice-password-1' };

function farm() {
  let now = 0;
  const centralAuth = createCentralAuth();
  const options = { centralAuth, clock: () => now };
  const home = createTestWiki(options);
  const other = createTestWiki({ ...options, users: { Bob: { password: 'x' } }, cookiePrefix: 'other' });
  return { home, other, wait: (seconds: number) => (now += seconds * 1000) };
}

test('a token of one wiki acts once on another, within a minute; csrf tokens stay good', async () => {
  const { home, other, wait } = farm();
  const one = visitor(home);
  expect((await one.get({ action: 'centralauthtoken' })).error.code).toBe('notloggedin');
  await one.begin('clientlogin', alice);
  const token = async () => (await one.get({ action: 'centralauthtoken' })).centralauthtoken.centralauthtoken;
  const there = visitor(other);
  const first = await token();
  const who = { action: 'query', meta: 'userinfo|tokens', centralauthtoken: first };
  const { userinfo, tokens } = (await there.get(who)).query;
  expect(userinfo.name).toBe('Alice');
  expect((await there.get(who)).error.code).toBe('badtoken');
  const edit = { action: 'edit', title: 'A', text: 'x', token: tokens.csrftoken };
  expect((await there.post(edit, `?centralauthtoken=${await token()}`)).edit.result).toBe('Success');
  const headers = { Authorization: `CentralAuthToken ${await token()}` };
  expect(await there.rest('POST', '/v1/page', { title: 'B', source: 'x', comment: '' }, headers)).toMatchObject({
    title: 'B',
  });
  const late = await token();
  wait(61);
  expect((await there.get({ ...who, centralauthtoken: late })).error.code).toBe('badtoken');
});

test('who gets no token: an account of this wiki alone, a session of another kind, a page that may be anybody’s', async () => {
  const centralAuth = createCentralAuth();
  const users = { Ann: { password: 'Ann-password-1', unattached: true }, Bob: { password: 'Bob-password-1' } };
  const botPasswords = { 'Bob@app': { password: 'b'.repeat(32) } };
  const home = createTestWiki({ centralAuth, users, botPasswords });
  const why = async (name: string, password: string, query: Record<string, string> = {}) => {
    const one = visitor(home);
    await one.login(name, password);
    return (await one.get({ action: 'centralauthtoken', ...query })).error?.code;
  };
  expect(await why('Ann', 'Ann-password-1')).toBe('notattached');
  expect(await why('Bob@app', 'b'.repeat(32))).toBe('badsession');
  expect(await why('Bob', 'Bob-password-1', { origin: '*' })).toBe('hascallback');
  expect(await why('Bob', 'Bob-password-1')).toBeUndefined();
});

test('whom a wiki does not take: another account of that name, a name that nobody may have', async () => {
  const centralAuth = createCentralAuth();
  const users = { Alice: { password: 'x', unattached: true } };
  const there = visitor(createTestWiki({ centralAuth, users }));
  const why = async (name: string) => {
    const centralauthtoken = centralAuth.issue(name, name, Date.now());
    return (await there.get({ action: 'query', centralauthtoken })).error.code;
  };
  expect(await why('Alice')).toBe('badtoken');
  expect(await why('Maintenance script')).toBe('badusername');
});

test('a temporary account is one everywhere', async () => {
  const centralAuth = createCentralAuth();
  const one = visitor(createTestWiki({ centralAuth, autoCreateTempUser: true }));
  await one.edit('T', 'x');
  const { centralauthtoken } = await one.get({ action: 'centralauthtoken' });
  const there = visitor(createTestWiki({ centralAuth, autoCreateTempUser: true }));
  const { userinfo } = (await there.get({ action: 'query', meta: 'userinfo', ...centralauthtoken })).query;
  expect(userinfo).toMatchObject({ name: await one.who(), temp: true });
});

test('a wiki without CentralAuth does not know the parameter', async () => {
  const one = visitor(createTestWiki());
  const { warnings, query } = await one.get({ action: 'query', meta: 'userinfo', centralauthtoken: 'x' });
  expect(warnings.main.warnings).toBe('Unrecognized parameter: centralauthtoken.');
  expect(query.userinfo.name).toBe('127.0.0.1');
});

test('by HTTP: csrf by one token, the write by the next; REST with a used one goes on as nobody', async () => {
  const { home, other } = farm();
  const here = visitor(home);
  await here.begin('clientlogin', alice);
  const token = async () => (await here.get({ action: 'centralauthtoken' })).centralauthtoken.centralauthtoken;
  const served = await serve(other);
  const { api, rest } = served;
  try {
    const headers = async () => ({ Authorization: `CentralAuthToken ${await token()}` });
    const url = async (query: Record<string, string>) =>
      `${api}?${new URLSearchParams({ format: 'json', formatversion: '2', centralauthtoken: await token(), ...query })}`;
    const json = async (response: Response) => (await response.json()) as Record<string, any>; // eslint-disable-line
    const { query } = await json(await fetch(await url({ action: 'query', meta: 'tokens' })));
    const body = new URLSearchParams({ action: 'edit', title: 'A', text: 'x', token: query?.['tokens'].csrftoken });
    expect(await json(await fetch(await url({}), { method: 'POST', body }))).toMatchObject({
      edit: { result: 'Success' },
    });
    const byHeader = await fetch(api, { method: 'POST', body, headers: await headers() });
    expect(byHeader.headers.get('mediawiki-api-error')).toBe('badtoken'); // the session of the header is another
    const write = async (title: string, more: Record<string, string>) => {
      const page = JSON.stringify({ title, source: 'x', comment: '' });
      const sent = { ...more, 'Content-Type': 'application/json' };
      await json(await fetch(`${rest}/v1/page`, { method: 'POST', body: page, headers: sent }));
      const history = await json(await fetch(`${rest}/v1/page/${title}/history`));
      return history['revisions'][0].user.name;
    };
    const used = await headers();
    expect(await write('B', used)).toBe('Alice');
    expect(await write('C', used)).toBe('127.0.0.1');
  } finally {
    await served.close();
  }
});

describe('cookies', () => {
  const central = (cookies: ReadonlyMap<string, string>) =>
    new Map([...cookies].filter(([name]) => name.startsWith('centralauth_')));

  test.for([false, true])('those of the farm sign in on its other wikis; remembered: %s', async (remembered) => {
    const { home, other } = farm();
    const one = visitor(home);
    await one.begin('clientlogin', { ...alice, ...(remembered && { rememberMe: '1' }) });
    const own = ['wiki_session', 'wikiUserID', 'wikiUserName', 'centralauth_User', 'centralauth_Session'];
    expect([...one.cookies.keys()].toSorted()).toEqual(
      [...own, ...(remembered ? ['centralauth_Token'] : [])].toSorted(),
    );
    const there = visitor(other);
    for (const [name, value] of central(one.cookies)) there.cookies.set(name, value);
    expect(await there.who()).toBe('Alice');
    expect(there.set).toContain('other_session');
    expect(await there.who()).toBe('Alice');
    expect(there.set).toEqual([]);
    there.cookies.delete('centralauth_Session');
    there.cookies.delete('other_session');
    expect(await there.who()).toBe(remembered ? 'Alice' : '127.0.0.1');
  });

  test('logging out ends the session of the farm', async () => {
    const { home, other } = farm();
    const one = visitor(home);
    await one.begin('clientlogin', alice);
    const there = visitor(other);
    for (const [name, value] of central(one.cookies)) there.cookies.set(name, value);
    await one.post({ action: 'logout', token: await one.token() });
    expect([...one.cookies.keys()]).toEqual(['wikiUserName']);
    expect(await one.who()).toBe('127.0.0.1');
    expect(await there.who()).toBe('127.0.0.1');
  });

  test('nobody is signed in by a name, a made-up token, or a session that is not there', async () => {
    const { other } = farm();
    for (const [name, value] of [
      ['centralauth_Token', ''],
      ['centralauth_Token', 'x'],
      ['centralauth_Session', 'x'],
    ] as const) {
      const there = visitor(other);
      there.cookies.set('centralauth_User', 'Alice').set(name, value);
      expect(await there.who()).toBe('127.0.0.1');
    }
    const nameless = visitor(other);
    nameless.cookies.set('centralauth_Token', '');
    expect(await nameless.who()).toBe('127.0.0.1');
  });

  test('an account of one wiki alone has none', async () => {
    const users = { Ann: { password: 'Ann-password-1', unattached: true } };
    const one = visitor(createTestWiki({ centralAuth: createCentralAuth(), users }));
    await one.login('Ann', 'Ann-password-1');
    expect([...one.cookies.keys()].toSorted()).toEqual(['wikiToken', 'wikiUserID', 'wikiUserName', 'wiki_session']);
  });
});

test('globaluserinfo', async () => {
  const one = visitor(farm().home);
  const ask = (fields: Record<string, string>) => one.get({ action: 'query', meta: 'globaluserinfo', ...fields });
  expect((await ask({})).error.code).toBe('invaliduser');
  expect((await ask({ guiid: '99' })).error.code).toBe('invaliduserid');
  expect((await ask({ guiuser: 'Nobody' })).query.globaluserinfo).toEqual({ missing: true });
  expect((await ask({ guiuser: 'Alice', guiprop: 'merged' })).query.globaluserinfo).toMatchObject({
    name: 'Alice',
    merged: [{ wiki: 'wiki' }],
  });
});
