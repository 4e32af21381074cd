// The page's side of a gateway, with a gateway that is only a function. apps/gateway/test/pages has real ones, and browsers.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWiki } from '../src/index.ts';
import { gateway, isSignedOut, type GatewayOptions, type GatewayStorage } from '../src/gateway.ts';

const url = 'https://gateway.example/mywiki';
const here = 'https://app.example/page?x=1';
const bearer = 'the-bearer';
let asked: { readonly url: string; readonly init: RequestInit }[];
let answer: () => Response | Promise<Response>;
let kept: GatewayStorage;
let left: URL | undefined;

function storage(): GatewayStorage {
  const values = new Map<string, string>();
  return {
    getItem: (name) => values.get(name) ?? null,
    setItem: (name, value) => void values.set(name, value),
    removeItem: (name) => void values.delete(name),
  };
}

/** The page is opened, with this fragment. */
function openPage(hash = ''): void {
  const { origin, pathname, search } = new URL(here);
  const location = { origin, pathname, search, hash, href: here + hash, assign: (to: URL) => void (left = to) };
  vi.stubGlobal('location', location);
  vi.stubGlobal('history', { state: null, replaceState: (_: unknown, __: string, to: string) => replaced(to) });
  function replaced(to: string): void {
    location.href = new URL(to, here).href;
    location.hash = new URL(to, here).hash;
  }
}

const options = (keep: GatewayOptions['keep']): GatewayOptions => ({
  keep,
  storage: kept,
  fetch: async (url, init) => {
    asked.push({ url, init });
    return answer();
  },
});
const visited = (keep: GatewayOptions['keep'] = 'bearer', at = url) => gateway(at, options(keep));
const refusal = (status: number, code: string, headers: HeadersInit = {}) =>
  Response.json({ error: { code, info: 'Why.' } }, { status, headers });

/** There and back. @returns the page as it then is */
async function signedIn(at = url) {
  openPage();
  await visited('bearer', at).signIn();
  openPage('#mwkit-code=abc');
  answer = () => Response.json({ bearer });
  const gate = visited('bearer', at);
  expect(await gate.finish()).toBe(true);
  return gate;
}

beforeEach(() => {
  asked = [];
  left = undefined;
  kept = storage();
  vi.stubGlobal('sessionStorage', storage());
  openPage();
});
afterEach(() => vi.unstubAllGlobals());

test('what is no wiki at a gateway is refused', () => {
  for (const wrong of ['gateway', 'https://gateway.example', 'https://gateway.example/', 'ftp://gateway.example/wiki'])
    expect(() => visited('cookie', wrong), wrong).toThrow(expect.objectContaining({ code: 'bad-api-url' }));
  expect(visited('cookie', `${url}/`).api).toBe(`${url}/api.php`);
});

test('a sign-in by bearer: the code is redeemed with the verifier, and is gone from the URL', async () => {
  openPage('#part');
  await visited().signIn();
  expect(left?.origin + left!.pathname).toBe(`${url}/sign-in`);
  const asks = Object.fromEntries(left!.searchParams);
  expect(asks).toEqual({ return: `${here}#part`, challenge: expect.stringMatching(/^[\w-]{43}$/) });

  openPage('#mwkit-code=abc');
  answer = () => Response.json({ bearer });
  const gate = visited();
  // twice at once, as some frameworks do
  expect(await Promise.all([gate.finish(), gate.finish()])).toEqual([true, true]);
  expect(location.href).toBe(`${here}#part`);
  expect(asked.map((one) => one.url)).toEqual([`${url}/token`]);
  const { code, verifier } = JSON.parse(asked[0]!.init.body as string);
  expect(code).toBe('abc');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  expect(Buffer.from(digest).toString('base64url')).toBe(asks['challenge']);

  // and the page can be opened again
  openPage();
  answer = () => Response.json({ user: 'Alice', expiresAt: 1 });
  const again = visited();
  expect(await again.finish()).toBe(false);
  expect(await again.user()).toBe('Alice');
  expect(asked.at(-1)).toMatchObject({
    url: `${url}/session`,
    init: { credentials: 'omit', headers: { authorization: `Bearer ${bearer}` } },
  });
});

test('a sign-in by cookie asks for no code', async () => {
  openPage('#part');
  const gate = visited('cookie');
  await gate.signIn({ returnTo: '/other#there' });
  expect(Object.fromEntries(left!.searchParams)).toEqual({ return: 'https://app.example/other#there' });
  await expect(gate.signIn({ returnTo: 'https://elsewhere.example' })).rejects.toMatchObject({ code: 'bad-option' });
  expect(await gate.finish()).toBe(false);
  expect(gate.caller).toEqual({ as: 'user' });
  answer = () => Response.json({ user: null });
  expect(await gate.user()).toBeUndefined();
  expect(asked[0]).toMatchObject({ init: { credentials: 'include' } });
});

test('a page that came by http is told so', async () => {
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
  await expect(visited().signIn()).rejects.toMatchObject({ name: 'UsageError', code: 'insecure-context' });
  expect(left).toBeUndefined();
});

test('a page that may keep nothing is told so before the browser leaves it, and may be opened all the same', async () => {
  const refuse = () => {
    throw new DOMException('Access is denied for this document.', 'SecurityError');
  };
  const names = ['localStorage', 'sessionStorage'] as const;
  const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const name of names) Object.defineProperty(globalThis, name, { configurable: true, get: refuse });
  try {
    const refused = { name: 'GatewayError', code: 'storage-refused' };
    for (const keep of ['bearer', 'cookie'] as const) {
      const gate = gateway(url, { ...options(keep), storage: undefined });
      expect(await gate.finish()).toBe(false);
      await expect(gate.signIn()).rejects.toMatchObject(refused);
    }
    const gate = gateway(url, { ...options('bearer'), storage: undefined });
    await expect(gate.user()).rejects.toMatchObject(refused);
    await expect(
      createWiki(gate.api, { userAgent: 'tests/1.0 (me@wiki.example)', ...gate.caller }).get('query', {}),
    ).rejects.toMatchObject(refused);
    // who signs in by cookie keeps nothing between
    answer = () => Response.json({ user: 'Alice' });
    expect(await visited('cookie').user()).toBe('Alice');
    expect(left).toBeUndefined();
  } finally {
    for (const [name, was] of before) {
      if (was) Object.defineProperty(globalThis, name, was);
      else Reflect.deleteProperty(globalThis, name);
    }
  }
});

test('what this tab has not begun it does not end; that of another wiki is left to its own object', async () => {
  openPage('#mwkit-code=abc');
  await expect(visited().finish()).rejects.toMatchObject({ name: 'GatewayError', code: 'foreign-sign-in' });
  expect(location.href).toBe(here);

  const other = 'https://gateway.example/other';
  await visited('bearer', other).signIn();
  openPage('#mwkit-code=abc');
  answer = () => Response.json({ bearer });
  expect(await visited().finish()).toBe(false);
  expect(await visited('bearer', other).finish()).toBe(true);
  expect(asked.map((one) => one.url)).toEqual([`${other}/token`]);
});

test('a visitor who does not allow it', async () => {
  openPage('#part');
  await visited('cookie').signIn();
  openPage('#mwkit-error=denied');
  await expect(visited('cookie').finish()).rejects.toMatchObject({ code: 'denied' });
  expect(location.href).toBe(`${here}#part`);
});

test('calls go with the bearer that there is now, and say when there is none', async () => {
  const gate = visited();
  const sent: (string | null)[] = [];
  const wiki = createWiki(gate.api, {
    userAgent: 'tests/1.0 (me@wiki.example)',
    ...gate.caller,
    fetch: async (_, init) => {
      sent.push(new Headers(init.headers).get('authorization'));
      return Response.json({ batchcomplete: true });
    },
  });
  const failure: unknown = await wiki.get('query', {}).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'not-signed-in' });
  expect(isSignedOut(failure)).toBe(true);
  expect(isSignedOut(new Error('not-signed-in'))).toBe(false);
  // another tab, which keeps it in the same place
  await signedIn();
  await wiki.get('query', {});
  expect(sent.at(-1)).toBe(`Bearer ${bearer}`);
});

test('a bearer whose session has ended is forgotten, but not the new one of another tab', async () => {
  const gate = await signedIn();
  answer = () => Response.json({ user: null });
  expect(await gate.user()).toBeUndefined();
  const requests = asked.length;
  expect(await gate.user()).toBeUndefined();
  expect(asked).toHaveLength(requests);

  const again = await signedIn();
  answer = () => {
    kept.setItem(`mwkit session at ${url}`, 'newer');
    return Response.json({ user: null });
  };
  expect(await again.user()).toBeUndefined();
  answer = () => Response.json({ user: 'Alice' });
  expect(await again.user()).toBe('Alice');
  expect(asked.at(-1)!.init.headers).toEqual({ authorization: 'Bearer newer' });
});

test('a sign-out forgets it here, whatever the gateway says', async () => {
  const gate = await signedIn();
  answer = () => refusal(503, 'gateway-store-unreachable', { 'retry-after': '5' });
  const failure: unknown = await gate.signOut().catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: 'refused',
    gatewayCode: 'gateway-store-unreachable',
    status: 503,
    retryAfter: 5,
    message: 'The gateway refused: HTTP 503 [gateway-store-unreachable] Why.',
  });
  expect(JSON.stringify(failure) + String(failure)).not.toContain(bearer);
  const requests = asked.length;
  expect(await gate.user()).toBeUndefined();
  await gate.signOut();
  expect(asked).toHaveLength(requests);
});

test('no answer, one that is none, one that comes too late for the caller', async () => {
  const gate = visited('cookie');
  answer = () => Promise.reject(new TypeError('Failed to fetch'));
  await expect(gate.user()).rejects.toMatchObject({ code: 'unreachable' });
  answer = () => new Response('<html>', { status: 502 });
  await expect(gate.user()).rejects.toMatchObject({ code: 'refused', status: 502, gatewayCode: undefined });
  answer = () => new Response('<html>');
  await expect(gate.user()).rejects.toMatchObject({ code: 'unreachable' });
  const aborted = AbortSignal.abort(new Error('enough'));
  answer = () => Promise.reject(new TypeError('aborted'));
  await expect(gate.user({ signal: aborted })).rejects.toThrow('enough');
});
