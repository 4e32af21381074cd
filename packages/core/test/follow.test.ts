import { describe, expect, test } from 'vitest';
import { follow } from '../src/http/follow.ts';
import { leaveToRuntime } from '../src/http/redirect.ts';
import type { CookieJar, Platform } from '../src/platform.ts';

interface Sent {
  url: string;
  method: string;
  headers: Headers;
  body: string | undefined;
}

/** A fetch that answers by URL, and what it was asked. For redirects that no server on one machine can give, such as from https. */
function network(answers: { [url: string]: () => Response }): { platform: Platform; jar: CookieJar; sent: Sent[] } {
  const sent: Sent[] = [];
  const cookies = new Map<string, string>();
  const jar: CookieJar = {
    getCookieString: async (url) => cookies.get(new URL(url).origin) ?? '',
    async setCookie(line, url) {
      cookies.set(new URL(url).origin, line.split(';')[0] ?? '');
    },
    save: async () => [],
  };
  const platform: Platform = {
    async fetch(url, init) {
      sent.push({
        url,
        method: init.method ?? 'GET',
        headers: new Headers(init.headers),
        body: init.body as string | undefined,
      });
      return answers[url]?.() ?? new Response('end');
    },
  };
  return { platform, jar, sent };
}

const redirect =
  (status: number, location: string, headers: { [name: string]: string } = {}) =>
  () =>
    new Response(null, { status, headers: { location, ...headers } });

const request = (url: string, more: object = {}) => ({
  url,
  method: 'GET',
  headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
  signal: new AbortController().signal,
  otherOrigin: 'follow' as const,
  ...more,
});

describe('follow', () => {
  test('keeps the cookie of a hop and sends it on', async () => {
    const { platform, jar, sent } = network({
      'https://a.example/1': redirect(302, '/2', { 'set-cookie': 'session=1; Path=/' }),
    });
    const { url } = await follow(platform, jar, request('https://a.example/1'));
    expect(url).toBe('https://a.example/2');
    expect(sent[1]?.headers.get('cookie')).toBe('session=1');
    expect(sent[1]?.headers.get('authorization')).toBe('Bearer t');
  });

  test.each([
    ['another host', 'https://b.example/'],
    ['a subdomain', 'https://x.a.example/'],
    ['another port', 'https://a.example:8443/'],
  ])('sends neither cookie nor Authorization to %s', async (_, elsewhere) => {
    const { platform, jar, sent } = network({ 'https://a.example/1': redirect(302, elsewhere) });
    await jar.setCookie('session=1', 'https://a.example/');
    await follow(platform, jar, request('https://a.example/1'));
    expect(sent[0]?.headers.get('cookie')).toBe('session=1');
    expect(sent[1]?.url).toBe(elsewhere);
    expect([...(sent[1]?.headers.keys() ?? [])]).toEqual(['content-type']);
  });

  test('a redirect that stays at the origin is signed anew; for another origin nothing is', async () => {
    const { platform, jar, sent } = network({
      'https://a.example/1': redirect(307, '/2'),
      'https://a.example/2': redirect(302, '/3'),
      'https://a.example/3': redirect(302, 'https://b.example/'),
      'https://b.example/': redirect(302, 'https://a.example/4'),
    });
    const signed: object[] = [];
    const sign = async (asked: object) => ({ authorization: `OAuth ${signed.push(asked)}`, secrets: [] });
    const headers = { authorization: 'OAuth 0', 'content-type': 'application/x-www-form-urlencoded' };
    await follow(
      platform,
      jar,
      request('https://a.example/1', { method: 'POST', body: 'a=b', headers, signer: { sign } }),
    );
    expect(signed).toEqual([
      { method: 'POST', url: 'https://a.example/2', form: 'a=b' },
      { method: 'GET', url: 'https://a.example/3', form: undefined },
    ]);
    expect(sent.map((one) => one.headers.get('authorization'))).toEqual(['OAuth 0', 'OAuth 1', 'OAuth 2', null, null]);
  });

  test('does not follow to another origin where that is refused, nor from https to http at all', async () => {
    const { platform, jar, sent } = network({
      'https://a.example/1': redirect(307, 'https://b.example/'),
      'https://a.example/2': redirect(302, 'http://a.example/'),
      'https://a.example/3': redirect(302, 'ftp://a.example/'),
    });
    const refuse = { method: 'POST', body: 'lgpassword=secret', otherOrigin: 'refuse' };
    await expect(follow(platform, jar, request('https://a.example/1', refuse))).rejects.toMatchObject({
      code: 'redirected-elsewhere',
    });
    await expect(follow(platform, jar, request('https://a.example/2'))).rejects.toMatchObject({
      code: 'insecure-redirect',
    });
    await expect(follow(platform, jar, request('https://a.example/3'))).rejects.toMatchObject({
      code: 'insecure-redirect',
    });
    expect(sent.map(({ url }) => url)).toEqual(['https://a.example/1', 'https://a.example/2', 'https://a.example/3']);
  });

  test.each([307, 308])('%i keeps method and body', async (status) => {
    const { platform, jar, sent } = network({ 'https://a.example/1': redirect(status, '/2') });
    await follow(platform, jar, request('https://a.example/1', { method: 'PUT', body: '{}' }));
    expect(sent[1]).toMatchObject({ method: 'PUT', body: '{}' });
    expect(sent[1]?.headers.get('content-type')).toBe('application/json');
  });

  test.each([301, 302, 303])('%i makes a POST a GET without body', async (status) => {
    const { platform, jar, sent } = network({ 'https://a.example/1': redirect(status, '/2') });
    await follow(platform, jar, request('https://a.example/1', { method: 'POST', body: '{}' }));
    expect(sent[1]).toMatchObject({ method: 'GET', body: undefined });
    expect(sent[1]?.headers.has('content-type')).toBe(false);
  });

  test('a 302 to a PUT keeps it a PUT, a 303 does not', async () => {
    const { platform, jar, sent } = network({
      'https://a.example/1': redirect(302, '/2'),
      'https://a.example/2': redirect(303, '/3'),
    });
    await follow(platform, jar, request('https://a.example/1', { method: 'PUT', body: '{}' }));
    expect(sent.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'GET']);
  });

  test('gives up after twenty', async () => {
    const { platform, jar, sent } = network({ 'https://a.example/1': redirect(302, '/1') });
    await expect(follow(platform, jar, request('https://a.example/1'))).rejects.toMatchObject({
      code: 'redirect-loop',
    });
    expect(sent).toHaveLength(21);
  });

  test("the caller's headers are left as they were", async () => {
    const { platform, jar } = network({ 'https://a.example/1': redirect(302, 'https://b.example/') });
    const asked = request('https://a.example/1');
    await follow(platform, jar, asked);
    expect(asked.headers).toEqual(request('https://a.example/1').headers);
  });

  test('without a jar it is the same: nothing of ours goes elsewhere', async () => {
    const { platform, sent } = network({ 'https://a.example/1': redirect(302, 'https://b.example/') });
    await follow({ fetch: platform.fetch }, undefined, request('https://a.example/1'));
    expect([...(sent[1]?.headers.keys() ?? [])]).toEqual(['content-type']);
  });

  test('a redirect whose body does not end is not read to its end', async () => {
    let read = 0;
    const endless = new ReadableStream({
      pull(controller) {
        read += 16_384;
        controller.enqueue(new Uint8Array(16_384));
      },
    });
    const { platform, jar } = network({
      'https://a.example/1': () => new Response(endless, { status: 302, headers: { location: '/2' } }),
    });
    const { response } = await follow(platform, jar, request('https://a.example/1'));
    expect(await (response as Response).text()).toBe('end');
    expect(read).toBeLessThan(200_000);
  });
});

describe('leaveToRuntime', () => {
  test('what the runtime hides (a browser: status 0) the runtime follows; but no body is left to it', async () => {
    const asked: unknown[] = [];
    const browser = (end: string): Platform => ({
      async fetch(url, { method, redirect }) {
        asked.push({ method, redirect });
        if (redirect !== 'manual') return located(new Response('end'), end);
        return Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' });
      },
    });
    const get = request('https://a.example/1', { otherOrigin: 'refuse' });
    const { response, url } = await leaveToRuntime(browser('https://a.example/2'), undefined, get);
    expect([await (response as Response).text(), url]).toEqual(['end', 'https://a.example/2']);
    expect(asked.splice(0)).toEqual([{ method: 'GET', redirect: 'manual' }, { method: 'GET' }]);
    const elsewhere = browser('https://b.example/');
    await expect(leaveToRuntime(elsewhere, undefined, get)).rejects.toMatchObject({ code: 'redirected-elsewhere' });

    asked.splice(0);
    const post = { ...get, method: 'POST', body: 'lgpassword=secret' };
    await expect(leaveToRuntime(elsewhere, undefined, post)).rejects.toMatchObject({ code: 'redirected-elsewhere' });
    expect(asked).toEqual([{ method: 'POST', redirect: 'manual' }]);
  });

  test('a redirect that is seen is refused: its cookies would be lost', async () => {
    const { platform, jar, sent } = network({ 'https://a.example/1': redirect(302, '/2') });
    await expect(leaveToRuntime(platform, jar, request('https://a.example/1'))).rejects.toMatchObject({
      code: 'redirected-elsewhere',
      message: expect.stringContaining('https://a.example/2') as string,
    });
    expect(sent).toHaveLength(1);
  });
});

function located(response: Response, url: string): Response {
  return Object.defineProperty(response, 'url', { value: url });
}
