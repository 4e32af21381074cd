import { inspect } from 'node:util';
import type { ServerResponse } from 'node:http';
import { createWiki, type SessionSnapshot, sessionFile } from '@mwkit/node';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Seen, serve } from './server.ts';

const userAgent = 'mwkit-tests/1.0 (tests@wiki.example)';
const password = 'pa$$ w+rd & hunter2';
const loginToken = '0123456789abcdef0123456789abcdef5f5e1000+\\';
const csrfToken = 'fedcba9876543210fedcba98765432105f5e1000+\\';
const cookie = 'c00kie-of-the-session';
const bearer = 'eyJhbGciOi.bearer.token';
const secrets = [password, loginToken, csrfToken, cookie, bearer].flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
]);

/** Every way in which an error may end up in a log. */
function everythingIn(error: unknown): string {
  const ways = [
    inspect(error, { showHidden: true, depth: Infinity, getters: true }),
    inspect(error, { showHidden: true, depth: Infinity, customInspect: false }),
    JSON.stringify(error),
    String(error),
    (error as Error).stack,
    JSON.stringify(Object.getOwnPropertyDescriptors(error)),
    inspect(structuredClone(error), { showHidden: true, depth: Infinity }),
    inspect(structuredClone((error as Error).cause), { showHidden: true, depth: Infinity }),
  ];
  return ways.join('\n');
}

/** A server that hands out tokens and a cookie, then does its worst with whatever it is sent. */
async function errorFrom(
  worst: (seen: Seen, response: ServerResponse) => void,
  call: 'login' | 'edit' | 'rest' = 'login',
): Promise<unknown> {
  await using server = await serve((request, response) => {
    const seen = server.seen.at(-1) as Seen;
    const type = /type=(\w+)/.exec(request.url ?? '')?.[1];
    response.setHeader('set-cookie', `wiki_session=${cookie}; path=/; HttpOnly`);
    if (type === undefined) return worst(seen, response);
    const tokens = { logintoken: loginToken, csrftoken: csrfToken };
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ query: { tokens } }));
  });
  const wiki = createWiki(server.api, { userAgent, maxWait: 0, timeout: 300, ...(call === 'login' ? {} : { bearer }) });
  const calls = {
    login: () => wiki.login({ username: 'Robot@lab', password }),
    edit: () => wiki.post('edit', { title: 'A', text: 'x' }),
    // a body token, as without a bearer, to have one that could leak
    rest: () =>
      wiki.rest.post('/v1/page', { body: { title: 'A', source: 'x', comment: '', token: csrfToken } as never }),
  };
  const error = await calls[call]().then(
    () => expect.unreachable('should have failed'),
    (thrown: unknown) => thrown,
  );
  const sent = server.seen.map((seen) => JSON.stringify(seen)).join('');
  // the test is only worth something if there was a secret to leak
  expect(sent).toContain(call === 'login' ? encodeURIComponent(loginToken).slice(0, 20) : bearer);
  return error;
}

/** What was sent, headers and all, decoded: a wiki or a proxy that repeats it in its answer. */
const echo = (seen: Seen) =>
  `${decodeURIComponent(seen.body.replaceAll('+', ' '))} ${seen.body} ${JSON.stringify(seen.headers)}`;
const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

describe('no secret is in an error', () => {
  test.each([
    [
      'ApiError',
      'login',
      (seen: Seen, r: ServerResponse) =>
        json(r, 200, { errors: [{ code: 'x', text: echo(seen), data: { echo: echo(seen) } }] }),
    ],
    [
      'ApiError',
      'edit',
      (seen: Seen, r: ServerResponse) =>
        json(r, 200, { error: { code: 'badtoken', info: echo(seen), more: [echo(seen)] } }),
    ],
    [
      'LoginError',
      'login',
      (seen: Seen, r: ServerResponse) =>
        json(r, 200, { login: { result: 'Failed', reason: { code: 'odd', text: echo(seen) } } }),
    ],
    [
      'LoginError',
      'login',
      (_: Seen, r: ServerResponse) => json(r, 200, { login: { result: 'NeedToken', token: loginToken } }),
    ],
    [
      'RestError',
      'rest',
      (seen: Seen, r: ServerResponse) =>
        json(r, 400, { httpCode: 400, message: echo(seen), errorKey: 'k', value: echo(seen) }),
    ],
    [
      'HttpError',
      'login',
      (seen: Seen, r: ServerResponse) =>
        r.writeHead(200, { 'content-type': 'text/html' }).end(`<title>${echo(seen).slice(0, 150)}</title>`),
    ],
    [
      'HttpError',
      'login',
      (seen: Seen, r: ServerResponse) => r.writeHead(500, { 'content-type': 'text/html' }).end(echo(seen)),
    ],
    [
      'HttpError',
      'login',
      (seen: Seen, r: ServerResponse) => json(r, 200, { login: { result: 'Success', lguserid: echo(seen) } }),
    ],
    [
      'HttpError',
      'rest',
      (seen: Seen, r: ServerResponse) => r.writeHead(502, { 'content-type': 'text/html' }).end(echo(seen)),
    ],
    ['NetworkError', 'edit', (_: Seen, r: ServerResponse) => r.destroy()],
    ['NetworkError', 'login', (_: Seen, r: ServerResponse) => r.destroy()],
    ['NetworkError', 'login', () => {}],
  ] as const)('%s of %s', async (name, call, worst) => {
    const error = await errorFrom(worst, call);
    expect(error).toMatchObject({ name });
    const text = everythingIn(error);
    for (const secret of secrets) expect(text).not.toContain(secret);
  });

  test('UsageError about a session, a URL, a file', async () => {
    const api = 'https://wiki.example/w/api.php';
    const snapshot: SessionSnapshot = {
      format: 'mwkit-session',
      version: 1,
      secret: true,
      api,
      savedAt: '2026-01-01T00:00:00Z',
      cookies: [{ key: 'wiki_session', value: cookie }],
      tokens: { csrf: csrfToken },
    };
    const path = join(await mkdtemp(join(tmpdir(), 'mwkit-')), 'session');
    await writeFile(path, `${JSON.stringify(snapshot)} and more`);
    const attempts: (() => unknown)[] = [
      () => createWiki('https://other.example/w/api.php', { userAgent, session: snapshot }),
      () => createWiki(api, { userAgent, session: { ...snapshot, version: 2 } as never }),
      () => createWiki(api, { userAgent, session: { ...snapshot, tokens: csrfToken } as never }),
      () => createWiki(api, { userAgent, session: JSON.stringify(snapshot) as never }),
      () => createWiki(`https://me:${bearer}@wiki.example/w/api.php`, { userAgent }),
      () => sessionFile(path).read(),
    ];
    for (const attempt of attempts) {
      const error = await Promise.resolve()
        .then(attempt)
        .then(
          () => expect.unreachable(),
          (thrown: unknown) => thrown,
        );
      expect(error).toMatchObject({ name: 'UsageError' });
      const text = everythingIn(error);
      for (const secret of secrets) expect(text).not.toContain(secret);
    }
  });

  test('a captcha whose picture lies elsewhere is loaded without Authorization', async () => {
    await using elsewhere = await serve((_, response) =>
      response.writeHead(200, { 'content-type': 'image/png' }).end('PNG'),
    );
    const field = (type: string, value?: string) => ({ type, optional: false, ...(value !== undefined && { value }) });
    const fields = { captchaInfo: field('null', `${elsewhere.origin}/picture`), captchaWord: field('string') };
    const request = {
      id: 'CaptchaAuthenticationRequest',
      metadata: { type: 'image', mime: 'image/png' },
      required: 'required',
      fields,
    };
    const info = { canauthenticatenow: true, cancreateaccounts: true, canlinkaccounts: false, requests: [request] };
    await using wiki = await serve((_, response) =>
      json(response, 200, { query: { authmanagerinfo: info, tokens: { createaccounttoken: csrfToken } } }),
    );
    const flow = createWiki(wiki.api, { userAgent, bearer }).createAccount();
    expect(await flow.captchaImage()).toMatchObject({ type: 'image/png' });
    expect(wiki.seen[0]?.headers.authorization).toBe(`Bearer ${bearer}`);
    expect(elsewhere.seen).toMatchObject([{ path: '/picture' }]);
    expect(elsewhere.seen[0]?.headers).not.toHaveProperty('authorization');
  });

  test('onExchange is told nothing secret either', async () => {
    const told: unknown[] = [];
    await using server = await serve((request, response) => {
      const isToken = request.url?.includes('tokens');
      json(
        response,
        200,
        isToken
          ? { query: { tokens: { logintoken: loginToken } } }
          : { login: { result: 'Success', lguserid: 1, lgusername: 'R' } },
      );
    });
    await createWiki(server.api, { userAgent, onExchange: (exchange) => told.push(exchange) }).login({
      username: 'R',
      password,
    });
    expect(told).toHaveLength(2);
    const text = inspect(told, { depth: Infinity });
    for (const secret of secrets) expect(text).not.toContain(secret);
  });
});
