import {
  createWiki,
  type EditSuccess,
  type JsonObject,
  type LoginResult,
  type QueryPage,
  type Wiki,
} from '@mwkit/node';
import { describe, expectTypeOf, test } from 'vitest';

declare const wiki: Wiki;

describe('Action API', () => {
  test('parameters of a module the spec knows', () => {
    void wiki.post('edit', { title: 'A', text: 'x', summary: 'why', minor: true, tags: ['a', 'b'] });
    void wiki.post('upload', { filename: 'A.png', file: new Blob() });
    // @ts-expect-error not a text
    void wiki.post('edit', { title: 'A', text: new Blob() });
    // @ts-expect-error a wrong name
    void wiki.post('edit', { title: 'A', text: 'x', sumary: 'why' });
    // @ts-expect-error a wrong type
    void wiki.post('edit', { title: 'A', text: 1 });
    // @ts-expect-error not one of the values
    void wiki.post('edit', { title: 'A', text: 'x', watchlist: 'sometimes' });
    // @ts-expect-error which page: a required one is missing
    void wiki.post('edit', { text: 'x' });
    // @ts-expect-error what to change: a required one is missing
    void wiki.post('edit', { title: 'A' });
    // @ts-expect-error all required ones are missing
    void wiki.post('edit');
    void wiki.get('query', { meta: ['userinfo', 'tokens'], uiprop: 'rights' });
    void wiki.get('query');
    // @ts-expect-error a wrong name in a combined query
    void wiki.get('query', { meta: 'userinfo', uiprops: 'rights' });
  });

  test('results of a module the spec knows', async () => {
    const { edit } = await wiki.post('edit', { title: 'A', text: 'x' });
    if (edit.result === 'Success') expectTypeOf(edit.pageid).toEqualTypeOf<number>();
    // @ts-expect-error no such property
    void edit.pagid;
    const { query } = await wiki.get('query', { meta: 'userinfo' });
    expectTypeOf(query?.userinfo?.name).toEqualTypeOf<string | undefined>();
    // @ts-expect-error no such property
    void query?.userinfo?.nmae;
    // errors are thrown, never returned
    expectTypeOf((await wiki.get('query', {})).error).toEqualTypeOf<undefined>();
  });

  test('a module the spec does not know', async () => {
    // parameters of submodules that the spec does not know: loosely typed on request
    void wiki.get<string>('query', { list: 'allpages', aplimit: 10 });
    const answer = await wiki.post('some-extension', { anything: ['a', 1], flag: true });
    expectTypeOf(answer['some-extension']).toEqualTypeOf<unknown>();
    // @ts-expect-error no parameter can be an object
    void wiki.post('some-extension', { anything: { a: 1 } });
  });
});

describe('queries', () => {
  test('parameters: those of known modules are checked, any other is taken', () => {
    void wiki.query({ generator: 'allpages', gaplimit: 5, prop: ['info', 'categories'], cllimit: 'max' });
    // @ts-expect-error no parameter can be an object
    void wiki.query({ list: 'search', srsearch: { a: 1 } });
    // @ts-expect-error not one of the values
    void wiki.query({ titles: 'A', rvdir: 'sideways' });
    // @ts-expect-error the limit of all modules is a number, or max
    void wiki.query({ list: 'allpages' }, { limit: 'all' });
  });

  test('pages, batches and lists', async () => {
    for await (const page of wiki.query({ generator: 'allpages' })) {
      expectTypeOf(page.title).toEqualTypeOf<string | undefined>();
      // @ts-expect-error no such property
      void page.categories;
    }
    for await (const page of wiki.query<{ categories?: { title: string }[] }>({ prop: 'categories', titles: 'A' })) {
      expectTypeOf(page.categories?.[0]?.title).toEqualTypeOf<string | undefined>();
      expectTypeOf(page.lastrevid).toEqualTypeOf<number | undefined>();
    }
    for await (const batch of wiki.query({ list: 'allpages' }).batches()) {
      expectTypeOf(batch.query.pages?.[0]?.pageid).toEqualTypeOf<number | undefined>();
      void wiki.query({ list: 'allpages' }, { continue: batch.continue });
    }
    for await (const { title } of wiki.query({ list: 'allpages' }).items('allpages')) {
      expectTypeOf(title).toEqualTypeOf<string>();
    }
    for await (const item of wiki.query({ list: 'search' }).items('search')) {
      expectTypeOf(item).toEqualTypeOf<JsonObject>();
    }
    for await (const { size } of wiki.query({ list: 'search' }).items<{ size: number }>('search')) {
      expectTypeOf(size).toEqualTypeOf<number>();
    }
  });
});

describe('pages', () => {
  const page = wiki.page('A');

  test('reading', () => {
    expectTypeOf(page.text()).resolves.toEqualTypeOf<string | undefined>();
    expectTypeOf(page.info(['protection'])).resolves.toEqualTypeOf<QueryPage>();
    void page.query({ prop: 'info', redirects: true });
    // @ts-expect-error which page is said already
    void page.query({ prop: 'info', titles: 'B' });
    // @ts-expect-error a generator would give other pages
    void page.query({ generator: 'links' });
  });

  test('writing', () => {
    expectTypeOf(page.edit('text')).resolves.toEqualTypeOf<EditSuccess>();
    expectTypeOf(page.edit((text) => text.trim())).resolves.toEqualTypeOf<EditSuccess | undefined>();
    void page.edit((_, { missing }) => (missing ? undefined : 'x'), { summary: 'why', bot: true });
    void page.edit('text', { baserevid: 1 });
    // @ts-expect-error a function is given the newest revision
    void page.edit((text) => text, { baserevid: 1 });
    // @ts-expect-error a wrong name
    void page.append('text', { sumary: 'why' });
    expectTypeOf(page.move('B')).resolves.toHaveProperty('redirectcreated');
    void wiki.options.set({ language: 'de', gender: null });
    // @ts-expect-error no preference can be an object
    void wiki.options.set({ language: {} });
  });
});

test('uploads', async () => {
  const outcome = await wiki.upload(new Blob(['x']), { filename: 'A.png', comment: 'why', ignorewarnings: true });
  if (outcome.result === 'Success') {
    expectTypeOf(outcome.imageinfo?.sha1).toEqualTypeOf<string | undefined>();
  } else {
    expectTypeOf(outcome.warnings.exists).toEqualTypeOf<string | undefined>();
    void wiki.upload(new Blob(['x']), { filename: 'A.png', resume: outcome.resume });
  }
  void wiki.upload(new Blob(['x']).stream(), {
    filename: 'A.png',
    size: 1,
    onProgress: ({ sent, size }) => sent / size,
  });
  // @ts-expect-error it needs a name
  void wiki.upload(new Blob(['x']), {});
  // @ts-expect-error no file
  void wiki.upload('file.png', { filename: 'A.png' });
});

describe('REST API', () => {
  test('a route the spec knows', async () => {
    const page = await wiki.rest.get('/v1/page/{title}', { path: { title: 'A' } });
    expectTypeOf(page.source).toEqualTypeOf<string>();
    // @ts-expect-error no such property
    void page.sourc;
    // @ts-expect-error the title is missing
    void wiki.rest.get('/v1/page/{title}', {});
    // @ts-expect-error a wrong name
    void wiki.rest.get('/v1/page/{title}', { path: { titel: 'A' } });
    // @ts-expect-error a required member of the body is missing
    void wiki.rest.post('/v1/page', { body: { title: 'A', source: 'x' } });
    void wiki.rest.post('/v1/page', { body: { title: 'A', source: 'x', comment: '' } });
    expectTypeOf(await wiki.rest.get('/v1/page/{title}/html', { path: { title: 'A' } })).toEqualTypeOf<string>();
  });

  test('a route the spec does not know', async () => {
    expectTypeOf(await wiki.rest.get('/some-extension/v0/thing')).toEqualTypeOf<unknown>();
  });
});

describe('the types of one wiki, as mwkit types writes them', () => {
  interface MyWiki {
    actions: {
      edit: { method: 'POST'; request: { title: string; text?: string } };
      flowinfo: { request: { page: string; format?: 'html' | 'json' } };
      ping: { request: { loud?: boolean }; response: { ping: 'pong' } };
      query: {
        request: { list?: 'flows'; prop?: 'flow'; flprop?: 'id' };
        lists: { flows?: { id: number }[]; userinfo?: 1 };
        page: { flow?: string };
      };
    };
    routes: {
      '/v1/page/{title}': 'get';
      '/flow/v0/{id}': {
        get: {
          parameters: { path: { id: number } };
          responses: { 200: { content: { 'application/json': { id: number } } } };
        };
      };
    };
  }
  const mine = createWiki<MyWiki>('https://wiki.example/w/api.php', { userAgent: 'x' });

  test('modules', async () => {
    void mine.get('flowinfo', { page: 'A', format: 'json' });
    void mine.call('ping');
    // @ts-expect-error a wrong name
    void mine.get('flowinfo', { page: 'A', fromat: 'json' });
    // @ts-expect-error not one of the values
    void mine.get('flowinfo', { page: 'A', format: 'xml' });
    // @ts-expect-error a required one is missing
    void mine.get('flowinfo');
    // @ts-expect-error it has no such module
    void mine.get('parse', { page: 'A' });
    // @ts-expect-error it must be posted
    void mine.get('edit', { title: 'A' });
    // what the wiki takes, not what the spec knows
    void mine.post('edit', { title: 'A' });
  });

  test('answers: from the spec, else inferred, else loose', async () => {
    expectTypeOf((await mine.post('edit', { title: 'A' })).edit.result).toEqualTypeOf(
      (await wiki.post('edit', { title: 'A', text: 'x' })).edit.result,
    );
    expectTypeOf(await mine.get('ping')).toEqualTypeOf<{ ping: 'pong' }>();
    expectTypeOf((await mine.get('flowinfo', { page: 'A' }))['flowinfo']).toEqualTypeOf<unknown>();
    const { query } = await mine.get('query', { list: 'flows' });
    expectTypeOf(query?.flows).toEqualTypeOf<{ id: number }[] | undefined>();
    expectTypeOf(query?.pages?.[0]?.flow).toEqualTypeOf<string | undefined>();
    expectTypeOf(query?.userinfo?.name).toEqualTypeOf<string | undefined>();
  });

  test('queries and pages', async () => {
    for await (const { id } of mine.query({ list: 'flows', flprop: 'id' }).items('flows')) {
      expectTypeOf(id).toEqualTypeOf<number>();
    }
    for await (const page of mine.query({ prop: 'flow' })) expectTypeOf(page.flow).toEqualTypeOf<string | undefined>();
    expectTypeOf((await mine.page('A').query({ prop: 'flow' })).flow).toEqualTypeOf<string | undefined>();
    // @ts-expect-error it has no such parameter
    void mine.query({ list: 'flows', fllimit: 5 });
    // @ts-expect-error nor this one
    void mine.page('A').query({ inprop: 'url' });
  });

  test('routes', async () => {
    expectTypeOf(await mine.rest.get('/flow/v0/{id}', { path: { id: 1 } })).toEqualTypeOf<{ id: number }>();
    expectTypeOf((await mine.rest.get('/v1/page/{title}', { path: { title: 'A' } })).source).toEqualTypeOf<string>();
    // @ts-expect-error it has no such method
    void mine.rest.put('/v1/page/{title}', { path: { title: 'A' } });
    // @ts-expect-error it has no such route
    void mine.rest.get('/v1/search/page', { query: { q: 'x' } });
  });

  test('what takes any wiki takes this one', () => {
    const any: Wiki = mine;
    createWiki('https://sister.example/w/api.php', { userAgent: 'x', home: mine });
    expectTypeOf(any.api).toEqualTypeOf<string>();
  });
});

describe('the wiki itself', () => {
  test('options', () => {
    createWiki('https://wiki.example/w/api.php', { userAgent: 'x' });
    // @ts-expect-error who sends the requests is required
    createWiki('https://wiki.example/w/api.php', {});
    // @ts-expect-error a wrong name
    createWiki('https://wiki.example/w/api.php', { userAgent: 'x', maxLag: 5 });
  });

  test('sign-in', () => {
    expectTypeOf(wiki.login({ username: 'a', password: 'b' })).resolves.toEqualTypeOf<LoginResult>();
    // @ts-expect-error no password
    void wiki.login({ username: 'a' });
  });
});
