import { createWiki, HttpError, type WikiOptions } from '@mwkit/node';
import { describe, expect, test } from 'vitest';
import { collect } from './collect.ts';
import { serve } from './server.ts';
import { start, userAgent, wikis } from './wikis.ts';

describe.for(wikis)('how much is asked for at a time: $kind', ({ kind, skip }) => {
  test.skipIf(skip)('all that a module gives, by the name that its limit has on the wiki', async () => {
    await using tested = await start(kind);
    const asked: URLSearchParams[] = [];
    const fetch: NonNullable<WikiOptions['fetch']> = async (input, init) => {
      const url = new URL(input);
      asked.push(url.searchParams);
      return url.searchParams.get('action') === 'query'
        ? Response.json({ batchcomplete: true })
        : (tested.fetch ?? globalThis.fetch)(input, init);
    };
    const wiki = createWiki(tested.api, { userAgent, fetch });
    const { paraminfo } = await createWiki(tested.api, { userAgent, fetch }).get('paraminfo', { modules: 'query+*' });
    const modules = (paraminfo?.modules ?? []).filter(({ group }) => group === 'list' || group === 'prop');
    expect(modules.length).toBeGreaterThan(kind === 'testwiki' ? 4 : 50);
    for (const { name, prefix, group, generator, parameters = [] } of modules) {
      const limit = parameters.find((parameter) => parameter.name === 'limit');
      // none by default, or one, means another way of asking; lists of revisions have ten, and do not say so
      const few = Number(limit?.default ?? (group === 'list' ? 10 : 0)) <= 1;
      asked.length = 0;
      for (const parameters of [{ [group ?? '']: name }, ...(generator ? [{ generator: name }] : [])]) {
        await wiki.query(parameters).batches().next();
      }
      const sent = (query: URLSearchParams | undefined) => [...(query ?? [])].filter(([key]) => key.endsWith('limit'));
      const max = (prefix: string) => (limit && !few ? [[`${prefix}limit`, 'max']] : []);
      expect([name, sent(asked[0])]).toEqual([name, max(prefix)]);
      if (generator) expect([name, sent(asked[1])]).toEqual([name, max(`g${prefix}`)]);
      // none of them had to be asked about
      expect(asked).toHaveLength(generator ? 2 : 1);
    }
  });
});

describe('what the wiki says', () => {
  /** A wiki with a module of an extension, that answers a query as told. */
  async function extended(query: object) {
    const parameters = [{ name: 'limit', type: 'limit', default: 20 }];
    const asked: URLSearchParams[] = [];
    const server = await serve((request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
      asked.push(searchParams);
      const paraminfo = { modules: [{ name: 'extracts', prefix: 'ex', parameters }] };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(searchParams.get('action') === 'paraminfo' ? { paraminfo } : query));
    });
    return { server, asked, wiki: createWiki(server.api, { userAgent }) };
  }

  test('a module of an extension is asked about once; a limit that was given stays', async () => {
    const { server, asked, wiki } = await extended({ batchcomplete: true });
    await using _ = server;
    await wiki.query({ prop: 'extracts' }).batches().next();
    await wiki
      .query({ prop: ['extracts', 'links'], pllimit: 5 }, { limit: 7 })
      .batches()
      .next();
    await wiki.query({ prop: 'extracts', exlimit: 3 }).batches().next();
    expect(asked.map((one) => [one.get('action'), one.get('exlimit'), one.get('pllimit')])).toEqual([
      ['paraminfo', null, null],
      ['query', 'max', null],
      ['query', '7', '5'],
      ['query', '3', null],
    ]);
  });

  test.for([
    { continue: { clcontinue: '1|A', continue: '||' } },
    { 'query-continue': { categories: { clcontinue: '1|A' } } },
  ])('a continuation that leads nowhere ends with an error: %j', async (answer) => {
    const { server, wiki } = await extended(answer);
    await using _ = server;
    const error: unknown = await collect(wiki.query({ titles: 'A' })).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({ code: 'unexpected-shape' });
    expect(server.seen.length).toBeLessThan(3);
  });
});
