import { describe, expect, test } from 'vitest';
import { recovery } from '../src/retry.ts';
import { ApiError, HttpError, NetworkError, RestError } from '../src/errors.ts';

const api = (code: string, retryAfter?: number) => new ApiError('edit', [{ code, text: '' }], retryAfter);
const http = (status: number, retryAfter?: number) => new HttpError('status', '', '', { status, retryAfter });
const lost = new NetworkError('connection-lost', '', '', true);
const write = true;
const read = false;

describe('recovery', () => {
  test.each([
    ['maxlag', ''],
    ['readonly', 'write'],
  ])('%s: waits as long as the wiki says, else longer each time', (code, shared) => {
    expect(recovery(api(code, 7), write, 1)).toEqual({ do: 'wait', milliseconds: 7000, asked: true, shared });
    expect(recovery(api(code), write, 1)).toEqual({ do: 'wait', milliseconds: 5000, asked: false, shared });
    expect(recovery(api(code), write, 3)).toEqual({ do: 'wait', milliseconds: 20_000, asked: false, shared });
  });

  test('ratelimited: a minute, for calls of this kind', () => {
    const minute = { do: 'wait', milliseconds: 60_000, asked: false, shared: 'same' };
    expect(recovery(api('ratelimited'), write, 1)).toEqual(minute);
  });

  test('429: the call was not taken, so a write waits too, and all others', () => {
    expect(recovery(http(429), write, 1)).toMatchObject({ do: 'wait' });
    expect(recovery(http(429, 3), write, 1)).toEqual({ do: 'wait', milliseconds: 3000, asked: true, shared: '' });
  });

  test('a server that says "at once" again and again is believed three times', () => {
    for (const failures of [1, 2, 3])
      expect(recovery(http(429, 0), write, failures)).toMatchObject({ do: 'wait', milliseconds: 0 });
    expect(recovery(http(429, 0), write, 4)).toMatchObject({ do: 'wait', milliseconds: 40_000 });
  });

  test('503: a write is only sent again where the server says when', () => {
    expect(recovery(http(503), write, 1)).toEqual({ do: 'give-up' });
    expect(recovery(http(503, 3), write, 1)).toMatchObject({ do: 'wait' });
    expect(recovery(http(503), read, 1)).toMatchObject({ do: 'wait' });
  });

  test.each([502, 504])('%i: only a read is sent again', (status) => {
    expect(recovery(http(status), write, 1)).toEqual({ do: 'give-up' });
    expect(recovery(http(status), read, 1)).toMatchObject({ do: 'wait' });
  });

  test('a connection that broke: a read once more, a write never', () => {
    expect(recovery(lost, write, 1)).toEqual({ do: 'give-up' });
    expect(recovery(lost, read, 1)).toMatchObject({ do: 'wait' });
    expect(recovery(lost, read, 2)).toEqual({ do: 'give-up' });
  });

  test('an exception in the wiki: a read once more', () => {
    expect(recovery(api('internal_api_error_DBQueryError'), read, 1)).toMatchObject({ do: 'wait' });
    expect(recovery(api('internal_api_error_DBQueryError'), write, 1)).toEqual({ do: 'give-up' });
  });

  test.each(['badtoken', 'notoken', 'nologintoken'])('%s: a new token', (code) => {
    expect(recovery(api(code), write, 1)).toEqual({ do: 'refetch-token' });
  });

  test.each(['assertuserfailed', 'assertnameduserfailed'])('%s: a new session', (code) => {
    expect(recovery(api(code), write, 1)).toEqual({ do: 'renew-session' });
  });

  test('REST says a bad token by its own key, or by no code at all (1.39)', () => {
    expect(recovery(new RestError('', 403, 'rest-badtoken', '', {}), write, 1)).toEqual({ do: 'refetch-token' });
    const nameless = new RestError('', 403, 'http-403', '', {});
    expect(recovery(nameless, write, 1)).toEqual({ do: 'refetch-token' });
    expect(recovery(nameless, read, 1)).toEqual({ do: 'give-up' });
  });

  test.each(['protectedpage', 'blocked', 'editconflict', 'an-extension-says-no'])('%s: nothing helps', (code) => {
    expect(recovery(api(code), write, 1)).toEqual({ do: 'give-up' });
  });
});
