// Attacks where the app itself signs in: steps again, steps of others, ids from before, and the wiki's cookies.
import { totp, type Wiki } from '@mwkit/node';
import { expect, test } from 'vitest';
import { expectNoSecrets } from './attacker.ts';
import { api, app, open, origin } from './gateway.ts';
import { Browser } from './page.ts';

const own = '__Host-mwkit-test';
const second = 'JBSWY3DPEHPK3PXP';
const users = {
  Alice: { password: 'Alice-password-1', twoFactor: second },
  Mallory: { password: 'Mallory-password-1' },
};

function openAttacked(modules?: readonly string[]) {
  const opened = open(
    { version: '1.43', users },
    { wiki: { signIn: { by: 'clientlogin' }, ...(modules && { modules }) } },
  );
  const { testwiki, ask, log, browser } = opened;
  /** What the wiki was sent and has set: nobody else is to see it. */
  const wikiCookies = new Set<string>();
  const seen: Request[] = [];
  testwiki.intercept(async (request) => {
    seen.push(request.clone());
    for (const [, value = ''] of (request.headers.get('cookie') ?? '').matchAll(/=([^;]{8,})/gu))
      wikiCookies.add(value);
  });
  const mallory = new Browser({ [origin]: ask });
  const idOf = ({ cookies }: Browser) => cookies.get('gateway.example')?.get(own) ?? '';
  const session = async (id: string) => {
    const headers = { origin: app, cookie: `${own}=${id}` };
    return (await (await ask(new Request(`${origin}/test/session`, { headers }))).json()) as { user: string | null };
  };
  /** A call with the cookie of a session, as it is. */
  const call = async (id: string | undefined, body: { readonly [name: string]: string }, more: object = {}) => {
    const headers = { origin: app, ...(id !== undefined && { cookie: `${own}=${id}` }), ...more };
    const init = {
      method: 'POST',
      headers,
      body: new URLSearchParams({ format: 'json', formatversion: '2', ...body }),
    };
    const response = await ask(new Request(api, init));
    const answer = (await response.json()) as {
      error?: { code: string };
      clientlogin?: { status: string; messagecode?: string };
      query?: { tokens: { logintoken: string; csrftoken: string } };
    };
    return { answer, set: response.headers.getSetCookie(), text: JSON.stringify(answer) };
  };
  const noSecrets = (...more: string[]) =>
    expectNoSecrets(log, [...wikiCookies, ...Object.values(users).map(({ password }) => password), ...more]);
  return { ...opened, mallory, idOf, session, call, seen, wikiCookies, noSecrets, alice: browser };
}

const pageOf = (browser: Browser): Wiki => browser.wikiIn(app, api, { as: 'user' });

/** As far as to the second factor. @returns the session's id until then, and the step that is to follow */
async function half({ alice, idOf, call }: ReturnType<typeof openAttacked>) {
  const flow = pageOf(alice).clientLogin();
  const step = await flow.submit({ username: 'Alice', password: users.Alice.password });
  expect(step.status).toBe('UI');
  const id = idOf(alice);
  const { answer } = await call(id, { action: 'query', meta: 'tokens', type: 'login' });
  const last = {
    action: 'clientlogin',
    logincontinue: '1',
    logintoken: answer.query?.tokens.logintoken ?? '',
    OATHToken: await totp(second),
  };
  return { id, last };
}

test('a step that is sent again: the first time counts', async () => {
  const opened = openAttacked();
  const { call, session, idOf, alice, noSecrets } = opened;
  const { id, last } = await half(opened);
  const done = await call(id, last);
  expect(done.answer.clientlogin?.status).toBe('PASS');
  const now = /=([\w-]{43});/u.exec(done.set[0] ?? '')?.[1] ?? '';
  expect(now).not.toBe(id);
  const sent = opened.testwiki.requests.length;
  const again = await call(id, last);
  expect(again.answer.error?.code).toBe('gateway-session-ended');
  // the gateway forgets the old cookie, and asks the wiki nothing
  expect(again.set).toEqual([`${own}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict`]);
  expect(opened.testwiki.requests).toHaveLength(sent);
  const further = await call(now, last);
  expect(further.answer.clientlogin?.status).not.toBe('PASS');
  expect(await session(now)).toMatchObject({ user: 'Alice' });
  expect(await session(id)).toEqual({ user: null });
  noSecrets(id, now, last.OATHToken, last.logintoken, idOf(alice));
});

test('another visitor’s flow: its token and its next step are of no use in another session', async () => {
  const opened = openAttacked();
  const { call, session, mallory, idOf, noSecrets } = opened;
  const { id, last } = await half(opened);
  await pageOf(mallory).clientLogin().submit({ username: 'Mallory', password: 'wrong' });
  const hers = idOf(mallory);
  const { answer } = await call(hers, { action: 'query', meta: 'tokens', type: 'login' });
  const logintoken = answer.query?.tokens.logintoken ?? '';
  for (const step of [last, { ...last, logintoken }]) {
    const { answer: refused, set } = await call(hers, step);
    expect(refused.clientlogin?.status).not.toBe('PASS');
    expect(set).toEqual([]);
  }
  // nor without any session
  const bare = await call(undefined, last);
  expect(bare.answer.clientlogin?.status).not.toBe('PASS');
  expect(await session(hers)).toEqual({ user: null });
  // hers goes on all the same
  expect((await call(id, { ...last, OATHToken: await totp(second) })).answer.clientlogin?.status).toBe('PASS');
  noSecrets(id, hers, last.logintoken, logintoken);
});

test('session fixation: an id that the attacker has put there ends when the victim signs in with it', async () => {
  const { mallory, idOf, session, call, alice, testwiki } = openAttacked();
  await pageOf(mallory).clientLogin().submit({ username: 'Mallory', password: 'wrong' });
  const fixed = idOf(mallory);
  alice.cookies.set('gateway.example', new Map([[own, fixed]]));
  const flow = pageOf(alice).clientLogin();
  await flow.submit({ username: 'Alice', password: users.Alice.password });
  await flow.submit({ OATHToken: await totp(second) });
  expect(await session(idOf(alice))).toMatchObject({ user: 'Alice' });
  expect(await session(fixed)).toEqual({ user: null });
  expect((await call(fixed, { action: 'edit', title: 'A', text: 'x', token: 't' })).answer.error?.code).toBe(
    'gateway-session-ended',
  );
  expect(testwiki.text('A')).toBe(undefined);
});

test('an account that is made begins a session under another id, too', async () => {
  const { mallory, idOf, session, call, alice } = openAttacked(['query', 'checktoken', 'clientlogin', 'createaccount']);
  await pageOf(mallory).clientLogin().submit({ username: 'Mallory', password: 'wrong' });
  const fixed = idOf(mallory);
  alice.cookies.set('gateway.example', new Map([[own, fixed]]));
  const password = 'Carol-password-1';
  const flow = pageOf(alice).createAccount();
  expect(await flow.submit({ username: 'Carol', password, retype: password })).toMatchObject({ status: 'PASS' });
  expect(await session(idOf(alice))).toMatchObject({ user: 'Carol' });
  expect(await session(fixed)).toEqual({ user: null });
  expect((await call(fixed, { action: 'query' })).answer.error?.code).toBe('gateway-session-ended');
});

test('no cookie of the wiki leaves the gateway, whatever it sets, and none of the page’s gets there', async () => {
  const opened = openAttacked();
  const { mallory, idOf, call, testwiki, seen, wikiCookies, noSecrets, ask } = opened;
  await pageOf(mallory).clientLogin().submit({ username: 'Mallory', password: users.Mallory.password });
  const id = idOf(mallory);
  const lines = [
    'wikiUserID=stolen-0001; path=/; domain=gateway.example',
    '__Host-mwkit-test=stolen-0002; path=/; secure',
    'other=stolen-0003; domain=example; path=/',
    'good=stolen-0004; path=/; httponly',
  ];
  const end = testwiki.intercept(async () => {
    const headers = new Headers([...lines.map((line) => ['set-cookie', line] as [string, string]), ['set-cookie2', 'x=y'], ['x-secret', 'z']]); // prettier-ignore
    return new Response('{}', { headers });
  });
  for (const shown of [id, undefined]) {
    const { set, text } = await call(shown, { action: 'query' });
    expect([set, text]).toEqual([[], '{}']);
  }
  const headers = { origin: app, cookie: `${own}=${id}; wiki_session=mine-000001; wikiUserName=Alice` };
  const rest = await ask(new Request(`${origin}/test/rest.php/v1/page/A`, { headers }));
  expect([...rest.headers.keys()].filter((name) => /cookie|secret/u.test(name))).toEqual([]);
  end();
  await call(id, { action: 'query', meta: 'userinfo' }, { cookie: headers.cookie });
  const sent = seen.map((request) => request.headers.get('cookie') ?? '').join();
  // only what is of the wiki's host, and came from there
  expect(sent).toContain('good=stolen-0004');
  for (const foreign of ['stolen-0001', 'stolen-0003', 'mine-000001', 'UserName=Alice', id])
    expect(sent).not.toContain(foreign);
  expect(wikiCookies.size).toBeGreaterThan(1);
  noSecrets(id, 'stolen-', 'mine-000001');
});

test('passwords are nowhere else, and who has not signed in only reads', async () => {
  const { ask, mallory, call, idOf, log, samples, noSecrets, testwiki } = openAttacked();
  const flow = pageOf(mallory).clientLogin();
  await flow.submit({ username: 'Mallory', password: 'wrong-password-1' });
  const id = idOf(mallory);
  for (const action of ['edit', 'upload', 'move', 'logout', 'options'])
    expect((await call(id, { action, token: 'x' })).answer.error?.code, action).toBe('gateway-not-signed-in');
  for (const action of ['login', 'createaccount', 'linkaccount', 'changeauthenticationdata', 'resetpassword'])
    expect((await call(id, { action, password: 'wrong-password-2' })).answer.error?.code, action).toBe(
      'gateway-module-refused',
    );
  // in the URL the wiki itself refuses it (mustpostparams); the gateway writes down no URL
  await ask(new Request(`${api}?action=clientlogin&password=wrong-password-3`, { headers: { origin: app } }));
  noSecrets(id, 'wrong-password');
  expectNoSecrets(samples, ['wrong-password']);
  expect(log.some(({ code }) => code === 'wrongpassword')).toBe(true);
  expect(testwiki.requests.every(({ url }) => !url.includes('wrong-password-2'))).toBe(true);
});
