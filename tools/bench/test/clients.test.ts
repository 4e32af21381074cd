import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChild } from '../src/child.ts';
import { clientNames } from '../src/clients.ts';
import { countLoaded } from '../src/loaded.ts';
import { measure } from '../src/measure.ts';
import { report } from '../src/report.ts';
import { type BenchWiki, checkSaved, startBenchWiki } from '../src/wikis.ts';

let wiki: BenchWiki;
beforeAll(async () => {
  wiki = await startBenchWiki('testwiki', () => {});
});
afterAll(() => wiki[Symbol.asyncDispose]());

const newEdits = () => [1, 2, 3].map((n) => ({ title: `Client ${n}`, text: randomUUID() }));

test.for(clientNames)('%s signs in and saves three pages', async (name) => {
  const { api, username, password } = wiki;
  const edits = newEdits();
  using child = await startChild(name);
  const before = await wiki.requestCount();
  const { wall, cpu } = await child.run({ api, username, password, edits });
  const requests = (await wiki.requestCount()) - before;
  await checkSaved(api, edits);
  await expect(checkSaved(api, newEdits())).rejects.toThrow('"Client 1" holds');
  if (name === 'mwkit') expect(requests).toBe(6);
  // a login token, the login, a token to edit with, three edits
  else expect(requests).toBeGreaterThanOrEqual(6);
  expect(wall).toBeGreaterThan(0);
  expect(cpu).toBeGreaterThan(0);
});

const rounds = { fresh: 1, warmUp: 1, warm: 2 };
const results = (measured: Awaited<ReturnType<typeof measure>>) =>
  report({
    started: new Date(),
    wikis: [{ kind: 'testwiki', rounds, measured }],
    missing: undefined,
    sizes: [],
    loaded: {},
  });

// two processes for each client, one after the other
test('clients take turns, and mwkit is what they are compared to', { timeout: 60_000 }, async () => {
  const measured = await measure(wiki, rounds, () => {});
  for (const name of clientNames) {
    const { loaded, fresh, warm, error } = measured[name];
    expect([loaded.length, fresh.length, warm.length, error]).toEqual([1, 1, 2, undefined]);
  }
  expect(results(measured)).toMatch(/^\| mwkit +\| +6 \| 1\.00 \(1\.00-1\.00\) \|/m);
});

test('the files that are read to load a client are counted, the bench aside', async () => {
  expect(await countLoaded('wiki-saikou')).toMatchObject({ files: 1 });
  const { files = 0, bytes = 0 } = (await countLoaded('mwkit')) ?? {};
  expect(files).toBeGreaterThan(1);
  expect(bytes).toBeGreaterThan(10_000);
});

test('a client that fails is left out, with its reason', async () => {
  const measured = await measure({ ...wiki, password: 'wrong' }, rounds, () => {});
  const text = results(measured);
  for (const name of clientNames) {
    expect(measured[name].warm).toEqual([]);
    expect(text).toContain(`**${name} failed**: warm-up, round 1: `);
  }
});
