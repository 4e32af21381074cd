import { readFile } from 'node:fs/promises';
import { checkConfig } from '@mwkit/gateway';
import { expect, test } from 'vitest';
import { defaultLimits } from '../src/check-config.ts';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
const docs = await read('../../../docs/gateway.md');

test('the configuration of the docs is one, and the limits are those', () => {
  const [, json = ''] = /```json\n([^`]+)```/u.exec(docs) ?? [];
  expect(Object.keys(checkConfig(JSON.parse(json)).wikis)).toEqual(['mywiki', 'private']);
  const rows = [...docs.matchAll(/^\| `limits\.(\w+)` \|.*\| (\d+) \|$/gmu)];
  expect(Object.fromEntries(rows.map(([, name, value]) => [name, Number(value)]))).toEqual(defaultLimits);
});

test('each refusal is in the docs, with its status', async () => {
  const source = await read('../src/refusal.ts');
  const refusals = [...source.matchAll(/^ {2}'?([a-z-]+)'?: \[\s*(\d+)/gmu)].map(
    ([, code, status]) => `gateway-${code} ${status}`,
  );
  const documented = [...docs.matchAll(/^\| (`gateway-.*?) \| ([\d, ]+) \|/gmu)].flatMap(
    ([, codes = '', statuses = '']) =>
      codes
        .split(', ')
        .map((code, index) => `${code.slice(1, -1)} ${statuses.split(', ')[index] ?? statuses.split(', ')[0]}`),
  );
  expect(documented.toSorted()).toEqual(refusals.toSorted());
});
