import { expect, test } from 'vitest';
import { createCentralAuth, createTestWiki } from '../src/index.ts';
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
