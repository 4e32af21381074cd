import { request } from 'node:http';
import { expect, test } from 'vitest';
import { listenForReturn } from '../src/flow/loopback.ts';

const never = new AbortController().signal;

/** The status of a GET with any Host; `fetch` sets its own. */
function statusOf(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });
}

test('the browser comes back: it gets a page that loads and keeps nothing, we get the whole URL', async () => {
  await using back = await listenForReturn();
  const waiting = back.wait(never);
  const response = await fetch(`${back.url}&code=c%20d&state=theirs`);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('You can close this window.');
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  expect(await waiting).toBe(`${back.url}&code=c%20d&state=theirs`);
});

test('nothing but the browser’s return is taken for it', async () => {
  await using back = await listenForReturn();
  const waiting = back.wait(never);
  const { origin, host, port } = new URL(back.url);
  const statuses = [
    await statusOf(`${origin}/`, host),
    await statusOf(`${origin}/return`, host),
    await statusOf(`${origin}/return?mwkit=${'0'.repeat(32)}`, host),
    await statusOf(back.url.replace('/return', '/other'), host),
    // a page of another site whose name was made to mean 127.0.0.1
    await statusOf(back.url, `evil.example:${port}`),
    (await fetch(back.url, { method: 'POST', body: 'code=1' })).status,
  ];
  expect(statuses).toEqual([404, 404, 404, 404, 404, 404]);
  expect((await fetch(back.url)).status).toBe(200);
  expect(await waiting).toBe(back.url);
  // not twice
  expect((await fetch(back.url)).status).toBe(404);
});

test('two of them have different secrets', async () => {
  await using one = await listenForReturn();
  await using other = await listenForReturn();
  expect(new URL(one.url).search).not.toBe(new URL(other.url).search);
});

test('a wait ends by itself, or by the signal; then nobody listens any more', async () => {
  const back = await listenForReturn();
  await expect(back.wait(never, 20)).rejects.toMatchObject({ code: 'browser-timeout' });
  const controller = new AbortController();
  const waiting = back.wait(controller.signal);
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  // a browser that holds its connection open does not hold us
  const held = fetch(back.url);
  await held;
  await back[Symbol.asyncDispose]();
  await expect(fetch(back.url)).rejects.toThrow('fetch failed');
});
