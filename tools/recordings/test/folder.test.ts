import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';

const main = path.resolve(import.meta.dirname, '../src/main.ts');
let folder = '';

const exchange = (url: string, body: unknown, more: object = {}): string =>
  JSON.stringify({
    request: { method: 'GET', url, headers: [], body: null },
    response: { status: 200, headers: [['content-type', 'application/json']], body },
    ...more,
  });

const userinfo = { batchcomplete: true, query: { userinfo: { id: 7, name: 'A' } } };
const query = 'action=query&meta=userinfo&format=json&formatversion=2';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'recordings-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(): { lines: string[]; status: number | null } {
  const { stdout, status } = spawnSync(process.execPath, [main], {
    env: { ...process.env, MWKIT_RECORDINGS: folder },
    encoding: 'utf8',
  });
  return { lines: stdout.trim().split('\n'), status };
}

test('any host, script path and depth of folders; other files are named and left out', () => {
  mkdirSync(path.join(folder, '1.31'));
  writeFileSync(path.join(folder, '1.31/a.json'), exchange(`http://a.example/api.php?${query}`, userinfo));
  writeFileSync(path.join(folder, 'b.json'), exchange(`https://b.example:8443/mediawiki/api.php?${query}`, userinfo));
  writeFileSync(path.join(folder, 'c.json'), exchange('https://c.example/rest.php/v1/search/title?q=a', { pages: [] }));
  writeFileSync(path.join(folder, 'paraminfo.json'), '{"paraminfo":{"modules":[]}}');
  writeFileSync(path.join(folder, 'INDEX.tsv'), 'name\toutcome\n');
  const { lines, status } = run();
  expect(lines.at(-1)).toBe('recordings: 3 of 3 valid');
  expect(lines).toContain('no exchanges, left out: INDEX.tsv, paraminfo.json');
  expect(status).toBe(0);
});

test('each one that is not valid is named with the reason', () => {
  writeFileSync(
    path.join(folder, 'wrong.json'),
    exchange(`https://b.example/api.php?${query}`, { query: { userinfo: { id: 7 } } }),
  );
  writeFileSync(path.join(folder, 'unknown.json'), exchange('https://b.example/api.php?action=block&format=json', {}));
  writeFileSync(path.join(folder, 'cut.json'), '{"request":{"method":"GET"');
  writeFileSync(path.join(folder, 'half.json'), exchange(`https://b.example/api.php?${query}`, {}, { response: {} }));
  const { lines, status } = run();
  expect(lines.at(-1)).toBe('recordings: 3 of 7 valid');
  expect(lines).toContain('  the spec does not know action=block');
  expect(lines.join('\n')).toMatch(/wrong\.json\n {2}response: .*'(batchcomplete|name)'/);
  expect(lines.join('\n')).toMatch(/cut\.json\n {2}the file is not JSON/);
  expect(lines.join('\n')).toMatch(/half\.json\n {2}the response has no status/);
  expect(status).toBe(1);
});
