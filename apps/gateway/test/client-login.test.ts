import { memoryStore, type Store } from '@mwkit/gateway';
import { totp, type Wiki } from '@mwkit/node';
import { expect, test } from 'vitest';
import { api, app, open, origin } from './gateway.ts';

const secret = 'JBSWY3DPEHPK3PXP';
const password = 'Alice-password-1';
const own = '__Host-mwkit-test';
const whoami = async (wiki: Wiki) => (await wiki.get('query', { meta: 'userinfo' })).query?.userinfo?.name;

function openPrivate(options: Parameters<typeof open>[0] = {}, store: Store = memoryStore()) {
  const opened = open(
    {
      version: '1.43',
      private: true,
      users: { Alice: { password, twoFactor: secret }, Bob: { password: 'Bob-password-1' } },
      captcha: { type: 'question', question: '2+2', answers: ['4'], badlogin: 1 },
      ...options,
    },
    { wiki: { signIn: { by: 'clientlogin' } }, store },
  );
  const { browser } = opened;
  const session = () => browser.cookies.get('gateway.example')?.get(own);
  return { ...opened, session, page: () => browser.wikiIn(app, api, { as: 'user' }) };
}

/** Password, captcha where one is asked for, and second factor. */
async function signIn(wiki: Wiki, username = 'Alice', word = password): Promise<void> {
  const flow = wiki.clientLogin();
  const { captcha } = await flow.form();
  let step = await flow.submit({ username, password: word, ...(captcha && { [captcha.field]: '4' }) });
  if (step.status === 'UI') step = await flow.submit({ OATHToken: await totp(secret) });
  expect(step).toEqual({ status: 'PASS', username });
}

test('a page signs its visitor in step by step, with captcha and second factor; calls, reload, sign-out', async () => {
  const { browser, page, session, testwiki, log } = openPrivate();
  const wiki = page();
  expect(await wiki.clientLogin().submit({ username: 'Alice', password: 'wrong' })).toMatchObject({ status: 'FAIL' });
  await signIn(wiki);
  await wiki.post('edit', { title: 'A', text: 'x' });
  expect(testwiki.text('A')).toBe('x');
  await wiki.rest.post('/v1/page', { body: { title: 'R', source: 'y', comment: '' } });
  expect(testwiki.text('R')).toBe('y');
  // the page is loaded anew, or opened once more
  const again = page();
  expect(await whoami(again)).toBe('Alice');
  const told = await browser.fetchFrom(app)(`${origin}/test/session`, { credentials: 'include' });
  expect(await told.json()).toMatchObject({ user: 'Alice' });
  const events = log.map(({ event, call, code }) => [event, call, code].filter(Boolean).join(' '));
  expect(events).toContain('sign-in-refused clientlogin wrongpassword');
  expect(events).toContain('sign-in-ended clientlogin');
  await again.logout();
  expect(session()).toBe(undefined);
  await expect(whoami(page())).rejects.toMatchObject({ code: 'assertuserfailed' });
});

test('no cookie of the wiki leaves the gateway, and none of the page’s gets to the wiki', async () => {
  const { browser, testwiki, log } = openPrivate();
  const toPage: string[] = [];
  const wiki = browser.wikiIn(app, api, { as: 'user', onExchange: ({ received = '' }) => toPage.push(received) });
  const seen: (string | null)[] = [];
  testwiki.intercept(async (request) => void seen.push(request.headers.get('cookie')));
  await signIn(wiki);
  expect(await whoami(wiki)).toBe('Alice');
  const cookies = seen.at(-1) ?? '';
  expect(cookies).toContain('wiki_session=');
  expect(cookies).not.toContain('__Host-mwkit');
  const session = /wiki_session=([^;]+)/u.exec(cookies)?.[1] ?? '';
  expect([...(browser.cookies.get('gateway.example')?.keys() ?? [])]).toEqual([own]);
  expect(toPage.join('\n')).not.toContain(session);
  expect(JSON.stringify(log)).not.toContain(session);
});

test('by signing in the session has a new id: the one from before is nobody’s', async () => {
  const { browser, page, session, ask } = openPrivate();
  const wiki = page();
  await wiki.clientLogin().submit({ username: 'Alice', password: 'wrong' });
  const before = session();
  expect(before).toMatch(/^[\w-]{43}$/u);
  await signIn(wiki);
  expect(session()).not.toBe(before);
  const headers = { origin: app, cookie: `${own}=${before}` };
  const old = await ask(new Request(`${origin}/test/session`, { headers }));
  expect(await old.json()).toEqual({ user: null });
  expect(browser.cookies.get('gateway.example')?.size).toBe(1);
});

test('calls at once lose no cookie', async () => {
  const { page, testwiki } = openPrivate({ private: false });
  const wiki = page();
  await signIn(wiki, 'Bob', 'Bob-password-1');
  let next = 0;
  const got: string[] = [];
  const end = testwiki.intercept(async (request) => {
    got.push(request.headers.get('cookie') ?? '');
    return Response.json({}, { headers: { 'set-cookie': `c${next++}=v; path=/` } });
  });
  await Promise.all(Array.from({ length: 20 }, () => wiki.get('query', {})));
  await wiki.get('query', {});
  end();
  const names = (got.at(-1) ?? '').split('; ').filter((pair) => /^c\d+=v$/u.test(pair));
  expect(names).toHaveLength(20);
  expect(await whoami(wiki)).toBe('Bob');
});

test('a write that was carried out does not look as if it were not, where its cookies cannot be kept', async () => {
  const kept = memoryStore();
  let fails = false;
  const write: Store['write'] = (...args) => (fails ? Promise.reject(new Error('full')) : kept.write(...args));
  const { page, testwiki } = openPrivate({ private: false }, { ...kept, write });
  const wiki = page();
  await signIn(wiki, 'Bob', 'Bob-password-1');
  const text = await wiki.session.token('csrf');
  testwiki.intercept(async () => Response.json({ edit: { result: 'Success' } }, { headers: { 'set-cookie': 'c=v' } }));
  fails = true;
  expect((await wiki.post('edit', { title: 'A', text: 'x', token: text })).edit.result).toBe('Success');
});

test('what reads as nobody begins no session, and changes nothing', async () => {
  const { testwiki, page, session, browser } = openPrivate({ private: false });
  const end = testwiki.intercept(async () => Response.json({}, { headers: { 'set-cookie': 'GeoIP=x; path=/' } }));
  await page()
    .get('query', {})
    .catch(() => {});
  end();
  expect(session()).toBe(undefined);
  const wiki = browser.wikiIn(app, api, { as: 'anonymous' });
  await expect(wiki.post('edit', { title: 'A', text: 'x' })).rejects.toMatchObject({ code: 'gateway-not-signed-in' });
});

test('a session that the wiki has ended is over', async () => {
  const { testwiki, page, session, log } = openPrivate({ private: false });
  const wiki = page();
  await signIn(wiki, 'Bob', 'Bob-password-1');
  testwiki.endSessions();
  await expect(page().get('query', {})).rejects.toMatchObject({ code: 'assertuserfailed' });
  expect(session()).toBe(undefined);
  expect(log.at(-1)?.event).toBe('session-ended');
});

test('sign-out ends the session at the wiki too', async () => {
  const { browser, testwiki, page } = openPrivate();
  await signIn(page());
  const response = await browser.fetchFrom(app)(`${origin}/test/sign-out`, { method: 'POST', credentials: 'include' });
  expect(await response.json()).toEqual({ user: null });
  expect(testwiki.requests.at(-1)).toMatchObject({ action: 'logout', status: 200 });
});

test('no sign-in by OAuth where there is none', async () => {
  const { ask } = openPrivate();
  for (const path of [`sign-in?return=${app}/`, 'callback?code=x&state=y'])
    expect((await ask(new Request(`${origin}/test/${path}`))).status).toBe(404);
});
