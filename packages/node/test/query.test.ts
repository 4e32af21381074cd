import { type Continuation, createWiki, type JsonObject, type QueryBatch, type Wiki } from '@mwkit/node';
import { accounts } from '@mwkit/wiki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect } from './collect.ts';
import { combinations, known, seed } from './query-pages.ts';
import { start, type TestedWiki, userAgent, wikis } from './wikis.ts';

const admin = { username: accounts.admin.name, password: accounts.admin.password };

/** The parts of batches put together: pages by their number or title, lists one after the other. */
function union(batches: readonly QueryBatch[]): JsonObject {
  const whole: { [key: string]: unknown } = {};
  const pages = new Map<string, unknown>();
  const facts = new Map<string, Set<string>>();
  for (const { query } of batches) {
    for (const [key, value] of Object.entries(query)) {
      if (key === 'pages')
        for (const page of value as JsonObject[]) pages.set(String(page['pageid'] ?? page['title']), page);
      else if (['normalized', 'redirects', 'interwiki'].includes(key)) {
        const said = facts.get(key) ?? new Set();
        facts.set(key, said);
        for (const item of value as JsonObject[]) said.add(JSON.stringify(item));
      } else if (Array.isArray(value)) whole[key] = [...((whole[key] ?? []) as unknown[]), ...(value as unknown[])];
      else whole[key] = value;
    }
  }
  const sorted = Object.fromEntries([...facts].map(([key, said]) => [key, [...said].toSorted()]));
  return { ...whole, ...sorted, pages: Object.fromEntries(pages) };
}

describe.for(wikis)('queries: $kind', ({ kind, skip }) => {
  let tested: TestedWiki;
  let wiki: Wiki;
  beforeAll(async () => {
    if (skip) return;
    tested = await start(kind);
    wiki = tested.open();
    await wiki.login(admin);
    await seed(wiki);
  });
  afterAll(() => tested?.[Symbol.asyncDispose]());

  const answerable = combinations.filter((one) => kind !== 'testwiki' || known.test(JSON.stringify(one)));

  test.skipIf(skip).for(answerable)(
    'the batches are together what one answer says, also when stopped and gone on with: %j',
    async (parameters) => {
      const before = await tested.requestCount();
      const whole = await collect(wiki.query(parameters).batches());
      expect((await tested.requestCount()) - before).toBe(1);
      const requests: string[] = [];
      const options = { ...(tested.fetch && { fetch: tested.fetch }), onExchange: () => void requests.push('') };
      const small = createWiki(tested.api, { userAgent, session: await wiki.session.save(), ...options });
      // stopped after each second batch, kept as text, and gone on with
      const parts: QueryBatch[] = [];
      let next: Continuation | undefined;
      do {
        const run: QueryBatch[] = [];
        for await (const batch of small.query(parameters, { limit: 3, continue: next }).batches()) {
          run.push(batch);
          if (run.length === 2) break;
        }
        parts.push(...run);
        next = JSON.parse(JSON.stringify(run.at(-1)?.continue ?? null)) ?? undefined;
      } while (next);
      expect(union(parts)).toEqual(union(whole));
      // it was in parts indeed
      expect(requests.length).toBeGreaterThan(1);
    },
  );

  test.skipIf(skip)('pages and entries one by one, and nothing more is asked for than is wanted', async () => {
    const before = await tested.requestCount();
    const titles: (string | undefined)[] = [];
    for await (const page of wiki.query({ generator: 'allpages', gapprefix: 'Seed', prop: ['info'] }, { limit: 2 })) {
      titles.push(page.title);
      if (titles.length === 3) break;
    }
    expect(titles).toEqual(['Seed A', 'Seed B', 'Seed C']);
    expect((await tested.requestCount()) - before).toBe(2);
    const entries = wiki.query({ list: 'allpages', apprefix: 'Seed', aplimit: 4 }).items('allpages');
    expect((await entries.next()).value?.title).toBe('Seed A');
    await entries.return();
    expect((await tested.requestCount()) - before).toBe(3);
    const all = await collect(wiki.query({ list: 'allpages', apprefix: 'Seed', aplimit: 4 }).items('allpages'));
    expect(all.map(({ title }) => title)).toContain('Seed to E');
    expect(all).toHaveLength(12);
  });

  test.skipIf(skip)('an abort ends it between two answers', async () => {
    const controller = new AbortController();
    const pages = wiki.query({ list: 'allpages' }, { limit: 1, signal: controller.signal }).items('allpages');
    await pages.next();
    controller.abort(new Error('enough'));
    await expect(pages.next()).rejects.toThrow('enough');
  });
});
