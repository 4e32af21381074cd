// What needs no browser to be seen; the causes that only a browser can produce are in packages/browser/test/explain.test.ts.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ApiError, HttpError, LoginError, NetworkError, RestError, UsageError, Wiki } from '../src/index.ts';
import type { HttpErrorCode, NetworkErrorCode, Platform, SentRequest, WikiOptions } from '../src/index.ts';

const api = 'https://wiki.example/w/api.php';
const page = 'https://app.example';
const sent: SentRequest = { method: 'GET', url: `${api}?action=query&origin=*`, headers: [], rule: 'anonymous' };
const failedToFetch = (request: Partial<SentRequest> = {}) =>
  new NetworkError('network', 'wiki.example could not be reached.', undefined, false, { ...sent, ...request });

type Fetch = Platform['fetch'];
const refuse: Fetch = () => Promise.reject(new TypeError('Failed to fetch'));

function open(fetch: Fetch, options: Partial<WikiOptions> = {}, at = api) {
  return new Wiki({ fetch, origin: () => page }, at, { userAgent: 'tests/1.0 (tests@wiki.example)', ...options });
}

const onServer = new Wiki({ fetch: () => expect.unreachable('nothing is to be asked') }, api, {
  userAgent: 'tests/1.0 (tests@wiki.example)',
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('on a server the error says it, and nothing is asked', () => {
  test.each<[NetworkErrorCode, string]>([
    ['connection-refused', 'unreachable'],
    ['dns', 'unreachable'],
    ['tls', 'unreachable'],
    ['timeout', 'unreachable'],
    ['network', 'unreachable'],
    ['connection-lost', 'connection'],
  ])('NetworkError %s: %s', async (code, cause) => {
    const error = new NetworkError(code, 'wiki.example failed.', 'Do this.', false, { ...sent, rule: 'server' });
    expect(await onServer.explain(error)).toEqual({ cause, what: 'wiki.example failed.', advice: 'Do this.' });
  });

  test.each<[HttpErrorCode, string]>([
    ['html', 'not-a-wiki'],
    ['not-json', 'not-a-wiki'],
    ['not-found', 'not-a-wiki'],
    ['rest-base-given', 'not-a-wiki'],
    ['status', 'other'],
    ['truncated', 'other'],
  ])('HttpError %s: %s', async (code, cause) => {
    const error = new HttpError(code, 'It was so.', 'Do this.');
    expect(await onServer.explain(error)).toEqual({ cause, what: 'It was so.', advice: 'Do this.' });
  });

  test.each([
    ["'origin' parameter does not match Origin header", 'origin-mismatch'],
    ["'crossorigin' cannot be used with cookie-based sessions", 'crossorigin-with-cookies'],
    ["'origin' and 'crossorigin' parameters cannot be used together", 'crossorigin-with-cookies'],
  ])('%s: %s', async (text, cause) => {
    const error = new HttpError('origin-refused', `The wiki refuses this: ${text}.`);
    expect(await onServer.explain(error)).toMatchObject({
      cause,
      advice: expect.stringContaining('out of the parameters'),
    });
  });

  test.each([
    [new ApiError('query', [{ code: 'readapidenied', text: 'You need read permission' }]), 'private-wiki'],
    [new RestError('GET /v1/page/{title}', 403, 'rest-read-denied', 'Denied', {}), 'private-wiki'],
    [new LoginError('private-wiki', 'It is private.'), 'private-wiki'],
    [new ApiError('edit', [{ code: 'assertuserfailed', text: 'You are no longer logged in' }]), 'not-signed-in'],
    [new ApiError('watch', [{ code: 'notloggedin', text: 'Log in' }]), 'not-signed-in'],
    [new ApiError('query', [{ code: 'mwoauth-invalid-authorization', text: 'Expired' }]), 'token-refused'],
    [new LoginError('cookies-blocked', 'Blocked.'), 'cookies-blocked'],
    [new ApiError('edit', [{ code: 'protectedpage', text: 'Protected' }]), 'other'],
    [new UsageError('bad-parameter', 'It is wrong.'), 'other'],
    // a store of sessions is no wiki
    [new NetworkError('timeout', 'The store of the session did not answer in time.', undefined, false), 'other'],
    [new Error('Enough.'), 'other'],
    ['Enough.', 'other'],
  ])('%s: %s', async (error, cause) => {
    const explanation = await onServer.explain(error);
    expect(explanation).toMatchObject({ cause, what: expect.stringMatching(/\.$/) });
    if (cause !== 'other') expect(explanation.advice).not.toBe('');
  });
});

test('of what a cause has advice for, a page needs none loaded', async () => {
  const denied = new ApiError('query', [{ code: 'readapidenied', text: 'You need read permission' }]);
  expect(await open(refuse, { as: 'anonymous' }).explain(denied)).toEqual({
    cause: 'private-wiki',
    what: 'action=query was refused: [readapidenied] You need read permission.',
    advice: 'Sign in first.',
  });
});

test('by token, that nobody is signed in means that the token is none', async () => {
  const error = new ApiError('query', [{ code: 'assertuserfailed', text: '' }]);
  const json = '{"paraminfo":{"modules":[]}}';
  const wiki = open(async () => new Response(json, { headers: { 'content-type': 'application/json' } }), {
    bearer: 'x',
  });
  expect(await wiki.explain(error)).toMatchObject({ cause: 'token-refused' });
});

test('what failed at home is explained by the wiki that is home', async () => {
  const asked: string[] = [];
  const record: Fetch = (url) => {
    asked.push(new URL(url).host);
    return refuse(url, {});
  };
  const home = open(record, { as: 'user' }, 'https://home.example/w/api.php');
  const url = `${home.api}?action=centralauthtoken&origin=${encodeURIComponent(page)}`;
  const explanation = await open(refuse, { home }).explain(failedToFetch({ url, rule: 'cookies' }));
  expect(explanation).toMatchObject({ cause: 'unreachable', what: 'Nothing answers at home.example.' });
  expect(new Set(asked)).toEqual(new Set(['home.example']));
});

describe('each wait has an end', () => {
  const never: Fetch = () => new Promise<Response>(() => {}); // nor does it look at the signal

  test('by itself, after some seconds', async () => {
    const limits: number[] = [];
    const timer = globalThis.setTimeout;
    vi.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void, milliseconds: number) => {
      limits.push(milliseconds);
      return timer(work, milliseconds / 1000);
    }) as typeof setTimeout);
    for (const request of [sent, { ...sent, url: 'https://wiki.example/w/rest.php/v1/x', rule: 'cookies' } as const])
      expect(await open(never, { as: 'user' }).explain(failedToFetch(request))).toMatchObject({ cause: 'unreachable' });
    expect(limits.length).toBeLessThanOrEqual(10);
    expect(Math.max(...limits)).toBeLessThanOrEqual(15_000);
  });

  test('by its caller, with the reason that the caller gives', async () => {
    const controller = new AbortController();
    const explaining = open(never).explain(failedToFetch(), { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(explaining).rejects.toThrow('enough');
    await expect(open(never).explain(failedToFetch(), { signal: controller.signal })).rejects.toThrow('enough');
  });
});

test('onExchange is told of what is asked', async () => {
  const told: string[] = [];
  const wiki = open(refuse, { onExchange: ({ purpose, url }) => told.push(`${purpose} ${url}`) });
  await wiki.explain(failedToFetch());
  expect(told).toEqual([expect.stringMatching(/^explain .*origin=\*$/), `explain ${api}`]);
});
