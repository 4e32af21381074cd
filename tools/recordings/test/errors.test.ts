import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { object, readRecordings } from '../src/check/recordings.ts';
import { loadSpec, root } from '../src/check/spec.ts';
import type { Json } from '../src/exchange.ts';

// builds spec/dist where it is missing
loadSpec();
const { errors } = JSON.parse(readFileSync(path.join(root, 'spec/dist/errors.json'), 'utf8')) as {
  errors: { codes: string[] }[];
};
const known = errors.flatMap(({ codes }) => codes).map((code) => new RegExp(`^${code.replaceAll('*', '.*')}$`));

/** The codes in an answer, wherever an API has them. */
function codesIn(body: { [key: string]: Json }): Json[] {
  const steps = ['clientlogin', 'createaccount', 'linkaccount'].map((name) => object(body[name])['messagecode']);
  const { error, errors: list, errorKey, failureCode } = body;
  const inErrors = [error, ...(Array.isArray(list) ? list : [])].map((one) => object(one)['code']);
  return [error, errorKey, failureCode, object(object(body['login'])['reason'])['code'], ...steps, ...inErrors].filter(
    (code) => typeof code === 'string',
  );
}

test('each code of a recording has advice', () => {
  const codes = readRecordings(path.join(root, 'spec/recordings')).recordings.flatMap(({ exchange }) =>
    codesIn(object(exchange?.response.body)),
  );
  expect(codes.length).toBeGreaterThan(300);
  // a text that is no message gives itself for a code, with `__` for a blank beside a stop
  const messages = codes.filter((code) => !(code as string).includes('__'));
  expect([...new Set(messages)].filter((code) => !known.some((one) => one.test(code as string)))).toEqual([]);
});
