import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setInterval } from 'node:timers/promises';
import { createTestWiki } from '@mwkit/testwiki';
import { type ServedWiki, serve } from '@mwkit/testwiki/serve';
import { type RedisServer, startRedis, unavailable } from '@mwkit/wiki';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runtimes, startServer } from './server-process.ts';
import { configFor, oauthConsumers, Visitor } from './visitor.ts';
import { startWorkerd } from './workerd.ts';
import { startWrangler } from './wrangler.ts';

const why = await unavailable();
// CI must run everything: there a missing redis-server fails
const skip = why !== undefined && process.env['CI'] !== 'true';
if (skip) console.warn(`\nSKIPPED: gateways on servers, which need a real redis-server. ${why}\n`);

const users = { Alice: { password: 'a' }, Bob: { password: 'b' } };
const testwiki = createTestWiki({ version: '1.45', oauthConsumers, users });
/** A call that the wiki keeps waiting. */
let held: { readonly arrived: () => void; readonly until: Promise<void> } | undefined;
const soon = { timeout: 20_000, interval: 50 };
// each starts programs, while other tests may do the same
const patient = { timeout: 60_000 };

let folder: string;
let served: ServedWiki;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mwkit-gateway-'));
  const answer: typeof testwiki.fetch = async (...request) => {
    held?.arrived();
    await held?.until;
    return testwiki.fetch(...request);
  };
  served = await serve({ ...testwiki, fetch: answer });
  await writeFile(join(folder, 'config.json'), JSON.stringify(configFor(served)));
});
afterAll(async () => {
  await served.close();
  await rm(folder, { recursive: true });
});

const visitorAt = (base: string, user: keyof typeof users) => new Visitor(base, user, testwiki, served);

/** A promise, and what fulfils it. */
function settled(): { readonly promise: Promise<void>; readonly now: () => void } {
  let now = () => {};
  const promise = new Promise<void>((resolve) => {
    now = resolve;
  });
  return { promise, now };
}

/** Signs in and edits a page. */
async function useIt(visitor: Visitor, user: string, title: string): Promise<void> {
  expect(await visitor.user()).toBeNull();
  expect(await visitor.signIn()).toBe('https://app.example/page');
  expect(await visitor.user()).toBe(user);
  await visitor.wiki.post('edit', { title, text: `by ${user}` });
  expect(testwiki.text(title)).toBe(`by ${user}`);
}

/** Whom the wiki takes a visitor for; or the code of an error. */
async function whoAmI(visitor: Visitor): Promise<string> {
  const answer = (await (await visitor.call('/w/api.php?action=query&meta=userinfo&formatversion=2')).json()) as {
    readonly query?: { readonly userinfo: { readonly name: string } };
    readonly error?: { readonly code: string };
  };
  return answer.query?.userinfo.name ?? answer.error?.code ?? 'neither';
}

describe.skipIf(skip).each(Object.entries(runtimes))('a server of %s', (name, command) => {
  let redis: RedisServer;
  const start = () =>
    startServer(
      // the socket of Redis is a file
      name === 'Deno' ? [...command, `--allow-write=${redis.path}`] : command,
      join(folder, 'config.json'),
      { REDIS_URL: redis.path, CLIENT_SECRET_W: oauthConsumers.web.secret },
    );
  beforeAll(async () => {
    redis = await startRedis({ durable: true });
  });
  afterAll(() => redis[Symbol.asyncDispose]());

  test('two processes serve the same visitors, and the store may die under them', patient, async () => {
    await using first = await start();
    await using second = await start();
    const alice = visitorAt(first.url, 'Alice');
    const bob = visitorAt(second.url, 'Bob');
    await useIt(alice, 'Alice', `${name} 1`);
    await useIt(bob, 'Bob', `${name} 2`);
    alice.base = second.url;
    expect(await alice.user()).toBe('Alice');
    await alice.wiki.post('edit', { title: `${name} 3`, text: 'x' });
    expect((await fetch(`${first.url}/health`)).status).toBe(200);

    // both go on to call while their store dies and comes back
    const outcomes = { Alice: new Set<string>(), Bob: new Set<string>() };
    const enough = new AbortController();
    const calling = [
      [alice, outcomes.Alice],
      [bob, outcomes.Bob],
    ] as const;
    const calls = calling.map(async ([visitor, heard]) => {
      for await (const _ of setInterval(20)) {
        heard.add(await whoAmI(visitor));
        if (enough.signal.aborted) break;
      }
    });
    await redis.kill();
    const began = Date.now();
    await vi.waitFor(async () => {
      for (const { url } of [first, second]) expect((await fetch(`${url}/health`)).status).toBe(503);
    }, soon);
    const refused = await alice.call('/w/api.php?action=query&meta=userinfo');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect(Date.now() - began).toBeLessThan(10_000);
    await redis.restart();
    await vi.waitFor(async () => {
      for (const { url } of [first, second]) expect((await fetch(`${url}/health`)).status).toBe(200);
    }, soon);
    enough.abort();
    await Promise.all(calls);
    expect(outcomes).toEqual({
      Alice: new Set(['Alice', 'gateway-store-unreachable']),
      Bob: new Set(['Bob', 'gateway-store-unreachable']),
    });
    expect([await whoAmI(alice), await whoAmI(bob)]).toEqual(['Alice', 'Bob']);
    alice.base = first.url;
    expect(await whoAmI(alice)).toBe('Alice');

    const metrics = await (await fetch(`${first.url}/metrics`)).text();
    expect(metrics).toMatch(/_count\{wiki="w",route="action",outcome="passed"\} [1-9]/);
    expect(metrics).toContain('process_resident_memory_bytes');
    const said = [...first.said, ...second.said];
    const events = said.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as { event: string });
    expect(events.filter(({ event }) => event === 'sign-in-ended')).toHaveLength(2);
    expect(events.filter(({ event }) => event === 'write')).toHaveLength(3);
    const secrets = [...alice.secrets, ...bob.secrets, oauthConsumers.web.secret, 'by Alice'];
    expect(secrets.filter((secret) => said.some((line) => line.includes(secret)))).toEqual([]);
  });

  test('SIGTERM: calls under way end, no new ones come in', patient, async () => {
    await using server = await start();
    const alice = visitorAt(server.url, 'Alice');
    await alice.signIn();
    const arrived = settled();
    const goOn = settled();
    held = { arrived: arrived.now, until: goOn.promise };
    try {
      const call = alice.call('/w/api.php?action=query&meta=userinfo');
      await Promise.race([arrived.promise, call]);
      const ended = server.end('SIGTERM');
      await vi.waitFor(() => expect(fetch(`${server.url}/health`)).rejects.toThrow('fetch failed'), soon);
      goOn.now();
      const answer = await call;
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ query: { userinfo: { name: 'Alice' } } });
      expect(await ended).toBe(0);
    } finally {
      held = undefined;
      goOn.now();
    }
  });
});

describe('a Worker', () => {
  const entry = new URL('../src/worker.ts', import.meta.url);
  const vars = () => ({ CONFIG: JSON.stringify(configFor(served)), CLIENT_SECRET_W: oauthConsumers.web.secret });

  test('in workerd, killed and started again: the visitor is still signed in', patient, async () => {
    const env = { ...vars(), CONFIG: configFor(served) };
    await using worker = await startWorkerd(entry, { objects: 'StoreObject', env });
    const alice = visitorAt(worker.url, 'Alice');
    await useIt(alice, 'Alice', 'workerd');
    expect(await (await fetch(`${worker.url}/health`)).json()).toEqual({ store: 'ok' });
    expect((await fetch(`${worker.url}/metrics`)).status).toBe(404);

    await worker.restart();
    alice.base = worker.url;
    expect(await alice.user()).toBe('Alice');
    await alice.wiki.post('edit', { title: 'workerd 2', text: 'x' });
    expect(await visitorAt(worker.url, 'Bob').user()).toBeNull();
    await vi.waitFor(
      () => expect(worker.said.filter((line) => line.includes('"event":"write"'))).toHaveLength(2),
      soon,
    );
    const secrets = [...alice.secrets, oauthConsumers.web.secret, 'by Alice'];
    expect(secrets.filter((secret) => worker.said.some((line) => line.includes(secret)))).toEqual([]);
  });

  test('says in its log what is wrong with its configuration', patient, async () => {
    const env = { ...vars(), CLIENT_SECRET_X: 's' };
    await using worker = await startWorkerd(entry, { objects: 'StoreObject', env });
    const answer = await fetch(`${worker.url}/health`);
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('its log says what is wrong')]);
    await vi.waitFor(() => expect(worker.said.join('\n')).toContain('CLIENT_SECRET_X is set, but wikis.x of'), soon);
  });

  test('as wrangler runs it locally', patient, async () => {
    await using worker = await startWrangler(vars(), join(folder, 'wrangler'));
    const bob = visitorAt(worker.url, 'Bob');
    await useIt(bob, 'Bob', 'wrangler');
    expect(await whoAmI(bob)).toBe('Bob');
  });
});
