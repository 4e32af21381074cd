import { memoryStore, type Store } from '@mwkit/gateway';
import { expect, test, vi } from 'vitest';
import { api, app, open, origin } from './gateway.ts';

const never = new Promise<never>(() => {});
const form = { 'content-type': 'application/x-www-form-urlencoded' };

async function outcome(response: Response): Promise<string> {
  const { error } = (await response.json()) as { error?: { code: string } };
  return `${response.status} ${error?.code ?? ''}`.trim();
}

/** A page's call. */
const request = (query: string, init: RequestInit = {}): Request =>
  new Request(api + query, { ...init, headers: { origin: app, ...(init.headers as object) } });

/** A body that comes in parts; without an end where `ends` is false. */
function upload(parts: readonly string[], ends = true): Request {
  const body = new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
      if (ends) controller.close();
    },
  });
  return request('', { method: 'POST', headers: form, body, duplex: 'half' } as RequestInit);
}

test('bodies that are too large or too slow', async () => {
  const { ask, testwiki } = open({}, { limits: { body: 1000, bodyTime: 50 } });
  const large = request('', { method: 'POST', headers: { ...form, 'content-length': '1001' }, body: 'action=query' });
  expect(await outcome(await ask(large))).toBe('413 gateway-too-large');
  expect(await outcome(await ask(upload(['a'.repeat(600), 'a'.repeat(600)], false)))).toBe('413 gateway-too-large');
  expect(await outcome(await ask(upload(['action='], false)))).toBe('408 gateway-too-slow');
  expect(await outcome(await ask(upload(['action=', 'query'])))).toBe('200');
  const many = Array.from({ length: 600 }, (_, index) => `a${index}`).join('&');
  expect(await outcome(await ask(request(`?action=query&${many}`)))).toBe('400 gateway-parameter-refused');
  expect(testwiki.requests).toHaveLength(1);
});

test('a wiki that does not answer, or stops in the middle', async () => {
  const { ask, testwiki } = open({}, { limits: { wikiTime: 50 } });
  let answer: () => Promise<Response> = () => never;
  testwiki.intercept(() => answer());
  expect(await outcome(await ask(request('?action=query')))).toBe('504 gateway-wiki-slow');
  answer = () => Promise.reject(new TypeError('secret host unreachable'));
  const unreachable = await ask(request('?action=query'));
  expect(await unreachable.clone().text()).not.toContain('secret');
  expect(await outcome(unreachable)).toBe('502 gateway-wiki-unreachable');
  answer = async () =>
    new Response(new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{"a":')) }));
  const stops = await ask(request('?action=query'));
  const reader = stops.body?.getReader();
  // what has come is there already
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('{"a":');
  await expect(reader?.read()).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('a visitor who leaves ends the call to the wiki', async () => {
  const { ask, testwiki } = open();
  const controller = new AbortController();
  const arrived = new Promise<AbortSignal>((resolve) => {
    testwiki.intercept((request) => {
      resolve(request.signal);
      return never;
    });
  });
  const asked = ask(request('?action=query', { signal: controller.signal }));
  const signal = await arrived;
  expect(signal.aborted).toBe(false);
  controller.abort();
  await asked;
  expect(signal.aborted).toBe(true);
});

test('so many calls of a visitor in a minute, and of an address without a session', async () => {
  const { ask, signIn, browser } = open({}, { limits: { visitor: 3, address: 4 } });
  await signIn(); // two of this address: sign-in and callback
  const cookie = [...(browser.cookies.get('gateway.example') ?? [])].map((pair) => pair.join('=')).join('; ');
  const calls = async (headers: object, times: number) => {
    const outcomes: string[] = [];
    for (let time = 0; time < times; time++)
      outcomes.push(await outcome(await ask(request('?action=query', { headers: { ...headers } as HeadersInit }))));
    return outcomes;
  };
  const [ok, many] = ['200', '429 gateway-too-many'];
  expect(await calls({ cookie }, 4)).toEqual([ok, ok, ok, many]);
  expect(await calls({}, 3)).toEqual([ok, ok, many]);
  // a household of IPv6 is one, another address another
  const home = '2001:db8:1:2';
  expect(await calls({ 'x-address': `${home}::1` }, 2)).toEqual([ok, ok]);
  expect(await calls({ 'x-address': `${home}:a:b:c:d` }, 3)).toEqual([ok, ok, many]);
  expect(await calls({ 'x-address': '2001:db8:1:3::1' }, 1)).toEqual([ok]);
  // whoever tries out ids is an address
  const guess = () => ({ authorization: `Bearer ${crypto.randomUUID()}0000000`, 'x-address': '192.0.2.9' });
  const guesses = await Promise.all(Array.from({ length: 6 }, () => calls(guess(), 1)));
  expect(guesses.flat().toSorted()).toEqual([...Array(4).fill('401 gateway-session-ended'), many, many]);
  const refused = await ask(request('?action=query', { headers: { cookie } }));
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
  expect(((await refused.json()) as { errors: { code: string }[] }).errors.map(({ code }) => code)).toContain(
    'ratelimited',
  );
});

test('a session that nobody has signed in with counts as its address, and is not kept for long', async () => {
  const kept = memoryStore();
  const seconds: number[] = [];
  const write: Store['write'] = (key, text, life) => {
    seconds.push(life);
    return kept.write(key, text, life);
  };
  const { ask } = open(
    {},
    {
      wiki: { signIn: { by: 'clientlogin' } },
      limits: { address: 3 },
      store: { ...kept, write },
    },
  );
  const asked = await ask(request('?action=query&meta=tokens&type=login'));
  const cookie = asked.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  expect(cookie).toMatch(/^__Host-mwkit-test=/u);
  expect(seconds).toEqual([3600]);
  const again = async () => outcome(await ask(request('?action=query', { headers: { cookie } })));
  expect([await again(), await again(), await again()]).toEqual(['200', '200', '429 gateway-too-many']);
});

test('a store that fails or is silent: a clean error, in time, and nothing is sent', async () => {
  const kept = memoryStore();
  let failure: (() => Promise<never>) | undefined;
  const store: Store = {
    read: (...args) => failure?.() ?? kept.read(...args),
    write: (...args) => failure?.() ?? kept.write(...args),
    take: (...args) => failure?.() ?? kept.take(...args),
    lease: (key) => kept.lease(key),
  };
  const { ask, testwiki, signIn, browser } = open({}, { store });
  await signIn();
  const health = async () => (await ask(new Request(`${origin}/health`))).status;
  expect(await health()).toBe(200);
  const before = testwiki.requests.length;
  const wiki = browser.wikiIn(app, api, { as: 'user' });
  failure = () => Promise.reject(new Error('redis://user:password@host'));
  const error: unknown = await wiki.get('query', {}).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'gateway-store-unreachable' });
  expect(String(error)).not.toContain('password');
  expect(await health()).toBe(503);
  failure = () => never;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const asked = health();
    await vi.advanceTimersByTimeAsync(5000);
    expect(await asked).toBe(503);
  } finally {
    vi.useRealTimers();
  }
  expect(testwiki.requests).toHaveLength(before);
  failure = undefined;
  expect((await wiki.get('query', { meta: 'userinfo' })).query?.userinfo?.name).toBe('Alice');
});
