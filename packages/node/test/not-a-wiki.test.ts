import type { ServerResponse } from 'node:http';
import { createWiki, HttpError, LoginError, NetworkError, UsageError, type WikiOptions } from '@mwkit/node';
import { validators } from '@mwkit/node/validators';
import { describe, expect, test } from 'vitest';
import { serve } from './server.ts';

const userAgent = 'mwkit-tests/1.0 (tests@wiki.example)';
const credentials = { username: 'Robot@lab', password: 'correct horse battery' };

/** Signs in at a server that answers everything in this way, and gives the error. */
async function signInAt(
  answer: (response: ServerResponse) => void,
  options: Partial<WikiOptions> = {},
): Promise<unknown> {
  await using server = await serve((_, response) => answer(response));
  return await failureOf(createWiki(server.api, { userAgent, ...options }).login(credentials));
}

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.unreachable('should have failed'),
    (error: unknown) => error,
  );
}

const answers =
  (status: number, type: string, body: string, headers: { [name: string]: string } = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);

describe('an answer that is not that of a MediaWiki API', () => {
  test('a web page instead of JSON: says so, with its title', async () => {
    const error = await signInAt(answers(200, 'text/html', '<title>Welcome</title>'));
    expect(error).toMatchObject({ name: 'HttpError', code: 'html', status: 200 });
    expect(String(error)).toMatch(/web page \("Welcome"\).*Give the URL of api\.php/);
  });

  test('404', async () => {
    expect(await signInAt(answers(404, 'text/html', 'no'))).toMatchObject({
      name: 'HttpError',
      code: 'not-found',
      status: 404,
    });
  });

  test('another status', async () => {
    expect(await signInAt(answers(500, 'text/html', 'oops'))).toMatchObject({
      name: 'HttpError',
      code: 'status',
      status: 500,
    });
  });

  test('another type of content', async () => {
    expect(await signInAt(answers(200, 'text/plain', 'hello'))).toMatchObject({ name: 'HttpError', code: 'not-json' });
  });

  test('the JSON of something else', async () => {
    expect(await signInAt(answers(200, 'application/json', '{"hello":1}'))).toMatchObject({
      name: 'HttpError',
      code: 'unexpected-shape',
    });
  });

  test('a REST base: by its URL, and by its answer', async () => {
    expect(() => createWiki('http://127.0.0.1/w/rest.php', { userAgent })).toThrow(UsageError);
    expect(() => createWiki('http://127.0.0.1/w/rest.php/v1', { userAgent })).toThrow(/REST API.*api\.php/);
    const body = JSON.stringify({
      httpCode: 404,
      httpReason: 'Not Found',
      messageTranslations: { en: 'No such route' },
    });
    expect(await signInAt(answers(404, 'application/json', body))).toMatchObject({
      name: 'HttpError',
      code: 'rest-base-given',
    });
  });

  test('a redirect to another host: nothing is sent there', async () => {
    await using elsewhere = await serve((_, response) => response.end('{}'));
    const error = await signInAt(answers(307, 'text/html', '', { location: elsewhere.api }));
    expect(error).toMatchObject({ name: 'HttpError', code: 'redirected-elsewhere' });
    expect(String(error)).toContain(elsewhere.origin);
    expect(elsewhere.seen).toEqual([]);
  });

  test('a redirect to itself, for ever', async () => {
    expect(await signInAt(answers(302, 'text/html', '', { location: '/w/api.php' }))).toMatchObject({
      code: 'redirect-loop',
    });
  });

  test('20 MB: not read to its end', async () => {
    const part = Buffer.alloc(1_048_576, 0x20);
    const error = await signInAt((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      for (let i = 0; i < 20; i++) response.write(part);
      response.end('{}');
    });
    expect(error).toMatchObject({ name: 'HttpError', code: 'too-large' });
  });

  test('an answer cut off, by a lost connection and by a short body', async () => {
    const lost = await signInAt((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"query":', () => response.destroy());
    });
    expect(lost).toMatchObject({ name: 'NetworkError', code: 'connection-lost' });
    const short = await signInAt(answers(200, 'application/json', '{"query":{"tokens":'));
    expect(short).toMatchObject({ name: 'HttpError', code: 'truncated' });
  });

  test('notices of PHP printed into the JSON', async () => {
    const error = await signInAt(answers(200, 'application/json', '<br />\n<b>Warning</b>: oops {"query":{}}'));
    expect(error).toMatchObject({ name: 'HttpError', code: 'not-json' });
    expect(String(error)).toMatch(/display_errors/);
  });

  test('a REST API that is none', async () => {
    await using server = await serve((_, response) => answers(404, 'text/html', 'no')(response));
    const error = await failureOf(
      createWiki(server.api, { userAgent }).rest.get('/v1/page/{title}', { path: { title: 'A' } }),
    );
    expect(error).toMatchObject({ name: 'HttpError', code: 'not-found' });
    expect(String(error)).toMatch(/rest\.php/);
    expect(() => createWiki(server.api, { userAgent, rest: 'https://elsewhere.example/rest.php' })).toThrow(/`rest`/);
  });

  test('keys named __proto__ reach nobody', async () => {
    await using server = await serve((_, response) =>
      answers(
        200,
        'application/json',
        '{"query":{"__proto__":{"polluted":1},"userinfo":{"id":0,"name":"x","anon":true}},"__proto__":{"polluted":1}}',
      )(response),
    );
    const answer = await createWiki(server.api, { userAgent }).get('query', { meta: 'userinfo' });
    expect(Object.assign({}, answer, answer.query)).not.toHaveProperty('polluted');
    expect(Object.getPrototypeOf(answer.query)).toBe(Object.prototype);
  });
});

describe('no answer', () => {
  test('connection refused', async () => {
    const { api } = await serve(() => {}).then(async (server) => {
      await server[Symbol.asyncDispose]();
      return server;
    });
    const error = await failureOf(createWiki(api, { userAgent }).login(credentials));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ code: 'connection-refused', outcomeUnknown: false });
    expect(String(error)).toMatch(/refused the connection.*Is the wiki running/);
  });

  test('a name that cannot be looked up', async () => {
    // a label of 64 characters is too long to be asked for: no server is
    const error = await failureOf(
      createWiki(`http://${'x'.repeat(64)}.invalid/api.php`, { userAgent }).login(credentials),
    );
    expect(error).toMatchObject({ name: 'NetworkError', code: 'dns' });
  });

  test('TLS with a server that speaks none', async () => {
    await using server = await serve((_, response) => response.end());
    const error = await failureOf(createWiki(server.api.replace('http:', 'https:'), { userAgent }).login(credentials));
    expect(error).toMatchObject({ name: 'NetworkError', code: 'tls' });
  });

  test('timeout', async () => {
    const error = await signInAt(() => {}, { timeout: 50, maxWait: 0 });
    expect(error).toMatchObject({ name: 'NetworkError', code: 'timeout' });
    expect(String(error)).toMatch(/option `timeout`/);
  });
});

describe('what is refused before anything is sent', () => {
  test.each([
    ['nothing'],
    ['ftp://wiki.example/api.php'],
    ['https://wiki.example/wiki/Main_Page'],
    ['https://me:pass@wiki.example/w/api.php'],
  ])('as the URL: %s', (url) => {
    expect(() => createWiki(url, { userAgent })).toThrow(UsageError);
    expect(() => createWiki(url, { userAgent })).not.toThrow(/me:pass/);
  });

  test.each([[''], [undefined], ['bad\nheader'], ['ü\u2019']])('as the User-Agent: %j', (bad) => {
    expect(() => createWiki('https://wiki.example/w/api.php', { userAgent: bad as string })).toThrow(
      /MyBot\/1\.0 \(https/,
    );
  });

  test.each([
    [{ maxLag: 5 }, /`maxLag` does not exist/],
    [{ maxWait: '5' }, /`maxWait` must be number/],
    [{ actionIn: 'header' }, /`actionIn` must be/],
    [{ credentials: { username: 'x' } }, /`credentials` must have required property 'password'/],
  ])('as an option: %j', (bad, message) => {
    const create = () => createWiki('https://wiki.example/w/api.php', { userAgent, ...(bad as object) });
    expect(create).toThrow(expect.objectContaining({ name: 'UsageError', code: 'bad-option' }) as Error);
    expect(create).toThrow(message);
  });

  test('a sign-in without name or password', async () => {
    const wiki = createWiki('https://wiki.example/w/api.php', { userAgent });
    await expect(wiki.login({ username: '', password: 'x' })).rejects.toMatchObject({
      name: 'LoginError',
      code: 'no-name',
    });
    await expect(wiki.login({ username: 'x', password: '' })).rejects.toMatchObject({
      name: 'LoginError',
      code: 'empty-password',
    });
    await expect(wiki.login()).rejects.toMatchObject({ name: 'UsageError', code: 'no-credentials' });
  });
});

test('an answer of the wrong shape is told where the caller asked for a check, and that a write may be through', async () => {
  const answer = { edit: { result: 'Success', title: 1 } };
  await using server = await serve((request, response) =>
    answers(
      200,
      'application/json',
      JSON.stringify(request.method === 'GET' ? { query: { tokens: { csrftoken: '+\\' } } } : answer),
    )(response),
  );
  const edit = { title: 'A', text: 'x' };
  expect((await createWiki(server.api, { userAgent }).post('edit', edit)).edit.result).toBe('Success');
  const error = await failureOf(createWiki(server.api, { userAgent, validators }).post('edit', edit));
  expect(error).toMatchObject({ name: 'HttpError', code: 'unexpected-shape', outcomeUnknown: true });
  expect(String(error)).toMatch(/\/edit/);
});

test('errors are told apart by instanceof, and by what they extend', async () => {
  const error = await signInAt(answers(404, 'text/html', ''));
  expect(error).toBeInstanceOf(HttpError);
  expect(error).not.toBeInstanceOf(NetworkError);
  expect(error).not.toBeInstanceOf(LoginError);
});
