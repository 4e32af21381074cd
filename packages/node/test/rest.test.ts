import { createWiki } from '@mwkit/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from './server.ts';
import { accounts, botPasswords, start, type TestedWiki, userAgent, wikis } from './wikis.ts';

const bot = { username: botPasswords.bot.name, password: botPasswords.bot.password };

describe.for(wikis)('REST API: $kind', ({ kind, skip }) => {
  let wiki: TestedWiki;
  beforeAll(async () => {
    if (!skip) wiki = await start(kind);
  });
  afterAll(() => wiki?.[Symbol.asyncDispose]());

  test.skipIf(skip)('reads a page in its four forms', async () => {
    const { rest } = wiki.open();
    const path = { title: 'Lab page' };
    const page = await rest.get('/v1/page/{title}', { path });
    expect(page).toMatchObject({ title: 'Lab page', key: 'Lab_page', content_model: 'wikitext' });
    expect(page.source).toContain("Hello '''lab'''");
    expect((await rest.get('/v1/page/{title}/bare', { path })).html_url).toContain('/html');
    expect(await rest.get('/v1/page/{title}/html', { path })).toMatch(/^<!DOCTYPE html>/);
    expect((await rest.get('/v1/page/{title}/with_html', { path })).html).toMatch(/^<!DOCTYPE html>/);
  });

  test.skipIf(skip)(
    'a title with a slash, a dot or an accent is one path segment; one that is not in normal form is found',
    async () => {
      const { rest } = wiki.open();
      expect((await rest.get('/v1/page/{title}', { path: { title: 'A.b/c' } })).source).toBe('Dots and slashes');
      expect((await rest.get('/v1/page/{title}', { path: { title: 'Café' } })).source).toBe('Accent');
      // 1.43 redirects this to `Lab_page` (rest-page-lowercase-redirect)
      expect((await rest.get('/v1/page/{title}', { path: { title: 'lab page' } })).title).toBe('Lab page');
    },
  );

  test.skipIf(skip)('creates a page and changes it, with the token of the session', async () => {
    const client = wiki.open();
    await client.login(bot);
    const title = 'By REST';
    const created = await client.rest.post('/v1/page', { body: { title, source: 'one', comment: 'why' } });
    const body = { source: 'two', comment: '', latest: { id: created.latest.id } };
    const updated = await client.rest.put('/v1/page/{title}', { path: { title }, body });
    expect(updated).toMatchObject({ title, source: 'two' });
    const { query } = await client.get('query', {
      prop: 'revisions',
      titles: title,
      rvprop: ['content', 'user'],
      rvslots: 'main',
    });
    expect(query?.pages?.[0]?.revisions?.[0]).toMatchObject({ user: 'Robot', slots: { main: { content: 'two' } } });

    // somebody else was faster
    const other = wiki.open();
    await other.login({ username: accounts.user.name, password: accounts.user.password });
    await other.post('edit', { title, text: 'three' });
    const late = { ...body, source: 'four', latest: { id: updated.latest.id } };
    await expect(client.rest.put('/v1/page/{title}', { path: { title }, body: late })).rejects.toMatchObject({
      name: 'RestError',
      status: 409,
    });
  });

  test.skipIf(skip)('searches', async () => {
    const { rest } = wiki.open();
    const { pages } = await rest.get('/v1/search/title', { query: { q: 'Lab', limit: 5 } });
    expect(pages.map(({ title }) => title)).toContain('Lab page');
  });

  test.skipIf(skip)('answers with a list, which may be empty', async () => {
    const client = wiki.open();
    await client.login({ username: accounts.user.name, password: accounts.user.password });
    expect(await client.rest.get('/v1/page/{title}/links/language', { path: { title: 'Lab page' } })).toEqual([]);
    await client.post('edit', { title: 'In other languages', text: '[[fr:Terre]]' });
    const path = { title: 'In other languages' };
    const links = await client.rest.get('/v1/page/{title}/links/language', { path });
    expect(Array.isArray(links)).toBe(true);
  });

  test.skipIf(skip)(
    'what restCache keeps is used only as long as the wiki says that it holds, by who asked',
    async () => {
      const statuses: (number | undefined)[] = [];
      const client = wiki.open({ restCache: 2, onExchange: ({ status }) => statuses.push(status) });
      const [a, b, c] = ['Kept', 'Lab page', 'A.b/c'];
      const writer = wiki.open();
      await writer.login(bot);
      await writer.post('edit', { title: a, text: 'one' });
      const read = async (title: string) => {
        statuses.length = 0;
        const page = await client.rest.get('/v1/page/{title}', { path: { title } });
        return [page.source, ...statuses];
      };
      expect(await read(a)).toEqual(['one', 200]);
      const first = await client.rest.get('/v1/page/{title}', { path: { title: a } });
      Object.assign(first, { source: 'changed by the caller' });
      expect(await read(a)).toEqual(['one', 304]);
      await writer.post('edit', { title: a, text: 'two' });
      expect(await read(a)).toEqual(['two', 200]);
      expect(await read(a)).toEqual(['two', 304]);
      // of three the one used longest ago is dropped
      await read(b);
      await read(c);
      expect(await read(a)).toEqual(['two', 200]);
      expect((await read(c))[1]).toBe(304);
      await client.login(bot);
      expect(await read(c)).toEqual([expect.any(String), 200]);
      const html = { path: { title: c } };
      const one = await client.rest.get('/v1/page/{title}/html', html);
      expect(await client.rest.get('/v1/page/{title}/html', html)).toBe(one);
      expect(statuses.slice(-2)).toEqual([200, 304]);
    },
  );

  test.skipIf(skip)('errors carry status, code and text, whichever shape the version gives them', async () => {
    const { rest } = wiki.open();
    const missing = await rest
      .get('/v1/page/{title}', { path: { title: 'No such page' } })
      .catch((error: unknown) => error);
    expect(missing).toMatchObject({ name: 'RestError', status: 404, route: 'GET /v1/page/{title}' });
    expect(missing).toMatchObject({ code: kind === '1.39' ? 'http-404' : 'rest-nonexistent-title' });
    expect((missing as Error).message).toMatch(/No such page/);
    await expect(rest.get('/v1/nosuch')).rejects.toMatchObject({ name: 'RestError', status: 404 });
    await expect(rest.get('/v1/page/{title}', { path: { title: '' } })).rejects.toMatchObject({ name: 'UsageError' });
  });
});

describe.for(wikis)('REST API with a bearer token: $kind', ({ kind, skip }) => {
  test.skipIf(skip)('no token is asked for, and none is in the body', async () => {
    await using wiki = await start(kind, ['bearer']);
    const sent: (string | undefined)[] = [];
    const client = wiki.open({ bearer: 'lab-alice', onExchange: (exchange) => sent.push(exchange.sent) });
    const body = { title: 'By bearer', source: 'one', comment: '' };
    expect(await client.rest.post('/v1/page', { body })).toMatchObject({ source: 'one' });
    // the first request asks whose the bearer token is
    expect(sent).toEqual([undefined, JSON.stringify(body)]);
  });
});

test('the second form of errors, of 1.47', async () => {
  const tracing = {
    module: 'content.v2-beta',
    request_id: 'abc',
    method: 'GET',
    uri: '/page/A',
    url: 'https://wiki.example',
  };
  const answer = {
    httpCode: 404,
    errorCode: 'rest-nonexistent-title',
    messageTranslations: { en: 'No A here' },
    tracing,
  };
  const fetch = async () => Response.json(answer, { status: 404, headers: { 'content-type': 'application/json' } });
  const { rest } = createWiki('https://wiki.example/w/api.php', { userAgent, fetch });
  await expect(rest.get('/content/v2-beta/page/A')).rejects.toMatchObject({
    name: 'RestError',
    status: 404,
    code: 'rest-nonexistent-title',
    message: expect.stringContaining('No A here') as string,
    data: { tracing },
  });
});

test('DELETE, of extensions: the body carries the token', async () => {
  const answers = [{ query: { tokens: { csrftoken: '0123456789+\\' } } }, { gone: true }];
  await using server = await serve((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answers.shift()));
  });
  const { rest } = createWiki(server.api, { userAgent });
  expect(await rest.delete('/readinglists/v0/lists/{id}', { path: { id: 7 } })).toEqual({ gone: true });
  expect(server.seen[1]).toMatchObject({ method: 'DELETE', path: '/w/rest.php/readinglists/v0/lists/7' });
  expect(JSON.parse(server.seen[1]!.body)).toEqual({ token: '0123456789+\\' });
});
