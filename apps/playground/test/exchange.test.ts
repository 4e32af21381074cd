import type { Exchange } from '@mwkit/node';
import { expect, test } from 'vitest';
import { bodyOf, isRefused, purposeOf, queryOf } from '../src/page/exchange.ts';

const exchange: Exchange = {
  id: 1,
  method: 'GET',
  url: 'https://wiki.example/w/api.php?action=query&meta=tokens&type=csrf&origin=*',
  purpose: 'action=query',
  status: 200,
  milliseconds: 3,
  apiError: undefined,
  rule: 'anonymous',
  sent: undefined,
  received: '{"batchcomplete":true}',
};

test('the purpose of a query is what it asks', () => {
  expect(purposeOf(exchange)).toBe('action=query meta=tokens');
  expect(purposeOf({ ...exchange, url: 'https://wiki.example/w/rest.php/v1/page/A', purpose: 'GET /v1/page/A' })).toBe(
    '/v1/page/A',
  );
  expect(queryOf(exchange)).toContainEqual(['origin', '*']);
});

test('bodies are shown as parameters, as JSON over lines, or as they are', () => {
  expect(bodyOf('action=edit&title=A%20b&token=%5Bsecret%5D')).toEqual({
    kind: 'parameters',
    parameters: [
      ['action', 'edit'],
      ['title', 'A b'],
      ['token', '[secret]'],
    ],
  });
  expect(bodyOf('{"a":1}')).toEqual({ kind: 'text', text: '{\n  "a": 1\n}' });
  expect(bodyOf('<html lang="en">')).toEqual({ kind: 'text', text: '<html lang="en">' });
  expect(bodyOf(`"${'x'.repeat(50_000)}"`)).toMatchObject({ text: expect.stringMatching(/^"x{19999} …$/) });
});

test('refused: no answer, a bad status, an error of the Action API', () => {
  expect(isRefused(exchange)).toBe(false);
  expect(isRefused({ ...exchange, status: undefined })).toBe(true);
  expect(isRefused({ ...exchange, status: 403 })).toBe(true);
  expect(isRefused({ ...exchange, apiError: 'badtoken' })).toBe(true);
  // a page of another origin is not shown that header everywhere
  expect(isRefused({ ...exchange, received: '{"errors":[{"code":"badtoken"}]}' })).toBe(true);
});
