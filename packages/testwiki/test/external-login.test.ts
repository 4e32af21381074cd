import { describe, expect, test } from 'vitest';
import { createTestWiki, recordedExternalLogin, type TestWikiOptions } from '../src/index.ts';
import { visitor, type Visitor } from './steps.ts';

const alice = { username: 'Alice', password: 'Alice-password-1' };
const button = { labopenid: '1' };
const wikiOf = (options: TestWikiOptions = {}) =>
  createTestWiki({ externalLogin: [recordedExternalLogin], ...options });
const linked = wikiOf.bind(undefined, { externalLogin: [{ ...recordedExternalLogin, links: { al: 'Alice' } }] });

async function there(
  one: Visitor,
  more: Record<string, string>,
  action: 'clientlogin' | 'createaccount' = 'clientlogin',
) {
  const begun = action === 'clientlogin' ? button : { ...button, username: 'Dave' };
  const { status, redirecttarget } = await one.begin(action, begun);
  expect(status).toBe('REDIRECT');
  return one.through(redirecttarget, more);
}

test('who is linked is in; a refusal, a forged state and no data each fail in their own way', async () => {
  const one = visitor(linked());
  expect(await one.goOn('clientlogin', await there(one, { user: 'al' }))).toEqual({
    status: 'PASS',
    username: 'Alice',
  });
  const fail = async (change: (back: Record<string, string>) => Record<string, string>, more = {}) => {
    const other = visitor(linked());
    return (await other.goOn('clientlogin', change(await there(other, { user: 'al', ...more })))).messagecode;
  };
  expect(await fail((back) => back, { deny: '1' })).toBe('lab__provider_said_access_denied');
  expect(await fail((back) => ({ ...back, state: 'zz' }))).toBe('lab__state_mismatch');
  expect(await fail(({ code: _, ...back }) => back)).toBe('lab__bad_code');
});

describe('an identity that is nobody’s: RESTART', () => {
  test('then a sign-in, by a new start or by going on', async () => {
    for (const goesOn of [false, true]) {
      const one = visitor(wikiOf());
      const answer = await one.goOn('clientlogin', await there(one, { user: 'zoe' }));
      expect(answer).toMatchObject({ status: 'RESTART', messagecode: 'authmanager-authn-no-local-user' });
      expect(answer.canpreservestate).toBe(true);
      const end = goesOn ? one.goOn('clientlogin', alice) : one.begin('clientlogin', alice);
      expect(await end).toEqual({ status: 'PASS', username: 'Alice' });
    }
  });

  test('then a new account that keeps the identity', async () => {
    const wiki = wikiOf();
    const one = visitor(wiki);
    await one.goOn('clientlogin', await there(one, { user: 'carol' }));
    expect(await one.info('create')).toMatchObject({ haspreservedstate: true, hasprimarypreservedstate: true });
    expect(await one.info('login')).toMatchObject({ haspreservedstate: false });
    const carol = { username: 'Carol', createpreservestate: '1' };
    expect(await one.begin('createaccount', carol)).toEqual({ status: 'PASS', username: 'Carol' });
    const again = visitor(wiki);
    const back = await there(again, { user: 'carol' });
    expect(await again.goOn('clientlogin', back)).toEqual({ status: 'PASS', username: 'Carol' });
  });

  test('with confirmLink, then a sign-in that links it', async () => {
    const wiki = wikiOf({ confirmLink: true });
    const one = visitor(wiki);
    const restart = await one.goOn('clientlogin', await there(one, { user: 'al' }));
    expect(restart.messagecode).toBe('authmanager-authn-no-local-user-link');
    const { requests } = await one.begin('clientlogin', { ...alice, loginpreservestate: '1' });
    expect(requests[0].fields.confirmedLinkIDs.options).toEqual({ 'LabOpenIdLink:al': 'Lab OpenID (al)' });
    const confirmed = { 'confirmedLinkIDs[]': 'LabOpenIdLink:al' };
    expect((await one.goOn('clientlogin', confirmed)).status).toBe('PASS');
    const again = visitor(wiki);
    const back = await there(again, { user: 'al' });
    expect(await again.goOn('clientlogin', back)).toEqual({ status: 'PASS', username: 'Alice' });
  });
});

test('a new account by REDIRECT', async () => {
  const one = visitor(wikiOf());
  const back = await there(one, { user: 'dave' }, 'createaccount');
  expect(await one.goOn('createaccount', back)).toEqual({ status: 'PASS', username: 'Dave' });
  expect(await one.goOn('clientlogin', await there(one, { user: 'dave' }))).toMatchObject({ username: 'Dave' });
});

test('linking and unlinking', async () => {
  const one = visitor(wikiOf());
  expect((await one.begin('linkaccount', button)).error.code).toBe('notloggedin');
  await one.begin('clientlogin', alice);
  expect((await one.begin('linkaccount', {})).messagecode).toBe('authmanager-link-no-primary');
  expect((await one.goOn('linkaccount', {})).messagecode).toBe('authmanager-link-not-in-progress');
  const { redirecttarget } = await one.begin('linkaccount', button);
  expect(await one.goOn('linkaccount', await one.through(redirecttarget, { user: 'al' }))).toEqual({ status: 'PASS' });
  const [{ id }] = (await one.info('unlink')).requests;
  const unlink = async () => one.post({ action: 'unlinkaccount', request: id, token: await one.token() });
  expect(await unlink()).toEqual({ unlinkaccount: { status: 'success' } });
  expect((await unlink()).error.code).toBe('badrequest');
});

test('without a provider there is nothing to link', async () => {
  const one = visitor(createTestWiki());
  await one.begin('clientlogin', alice);
  expect((await one.begin('linkaccount', {})).messagecode).toBe('userlogin-cannot-link');
  expect((await one.info('link')).canlinkaccounts).toBe(false);
});
