import { memoryStore, type Store } from '@mwkit/gateway';
import { expect, test } from 'vitest';
import { api, app, open, origin } from './gateway.ts';

test('one line for each sign-in, write, refusal and sign-out, with nothing secret; a sample for each request', async () => {
  const kept = memoryStore();
  const written: string[] = [];
  const write: Store['write'] = (key, text, seconds) => {
    written.push(text);
    return kept.write(key, text, seconds);
  };
  const { browser, signIn, log, samples, testwiki } = open({}, { store: { ...kept, write } });
  const texts: string[] = [];
  testwiki.intercept(async (request) => void texts.push(request.headers.get('authorization') ?? ''));
  await signIn();
  const wiki = browser.wikiIn(app, api, { as: 'user' });
  await wiki.post('edit', { title: 'Secret title', text: 'x' });
  await wiki.post('block', { user: 'Bob' }).catch(() => {});
  await browser.fetchFrom(app)(`${origin}/test/sign-out`, { method: 'POST', credentials: 'include' });

  const visitor = expect.stringMatching(/^[\da-f]{8}$/u);
  const time = expect.stringMatching(/^\d{4}-.*Z$/u);
  const ms = expect.any(Number);
  const by = { time, wiki: 'test', app, visitor, ms };
  expect(log).toEqual([
    { time, event: 'sign-in-begun', wiki: 'test', app, ms },
    { ...by, event: 'sign-in-ended' },
    { ...by, event: 'write', call: 'edit', status: 200 },
    { ...by, event: 'refused', call: 'block', code: 'gateway-module-refused', status: 403 },
    { ...by, event: 'sign-out' },
  ]);
  expect(new Set(log.map((entry) => entry.visitor)).size).toBe(2);
  expect(
    samples.map(({ route, outcome }) => `${route} ${outcome}`).filter((sample) => !sample.endsWith('passed')),
  ).toEqual(['action gateway-module-refused']);
  expect(samples.every(({ milliseconds, wiki }) => milliseconds >= 0 && wiki === 'test')).toBe(true);

  const cookie = browser.cookies.get('gateway.example')?.get('__Host-mwkit-test.pending') ?? '';
  const token = (texts.at(-1) ?? '').replace('Bearer ', '');
  expect(token.length).toBeGreaterThan(20);
  const all = JSON.stringify([log, samples]);
  for (const secret of [token, ...cookie.split('.'), 'Secret title', '192.0.2.1']) expect(all).not.toContain(secret);
  // neither does the store hold anything that opens by itself
  for (const secret of [token, 'Alice', 'accessToken']) expect(written.join('\n')).not.toContain(secret);
});

test('a fault is told by its kind, and by nothing that came with the request', async () => {
  const { ask, log } = open({}, {});
  const request = new Request(`${api}?action=query&titles=Secret`, { headers: { origin: app } });
  Object.defineProperty(request, 'signal', { value: undefined });
  const response = await ask(request);
  expect([response.status, ((await response.json()) as { error: { code: string } }).error.code]).toEqual([
    500,
    'gateway-internal',
  ]);
  expect(log.at(-1)).toMatchObject({ event: 'fault', code: 'TypeError', status: 500 });
  expect(JSON.stringify(log)).not.toContain('Secret');
});
