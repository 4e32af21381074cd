import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, expect, test } from 'vitest';
import { compare, write } from '../src/files.ts';
import { loadSpec, type Json, type Schema } from '../src/load.ts';
import { modules } from '../src/modules.ts';
import { publishedSchemas } from '../src/schemas.ts';
import { withDiscriminators } from '../src/validators.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'generated-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a file that is changed, missing or not generated any more is drift', () => {
  const files = new Map([
    ['a.ts', 'a\n'],
    ['b/c.ts', 'c\n'],
  ]);
  expect(compare(folder, files)).toHaveLength(2);
  write(folder, files);
  expect(compare(folder, files)).toEqual([]);
  writeFileSync(path.join(folder, 'a.ts'), 'changed\n');
  writeFileSync(path.join(folder, 'stray.ts'), '');
  const [first, second] = compare(folder, files);
  expect(first).toMatch(/\ba\.ts is not what spec\/ says$/);
  expect(second).toMatch(/\bstray\.ts is not generated any more$/);
  write(folder, files);
  expect(compare(folder, files)).toEqual([]);
  expect(readFileSync(path.join(folder, 'a.ts'), 'utf8')).toBe('a\n');
});

const published = publishedSchemas(loadSpec(), []);

test.each([...published])('%s stands alone', (file, schema) => {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allowUnionTypes: true });
  ajv.addVocabulary(['x-mediawiki']);
  expect(() => ajv.compile(schema)).not.toThrow();
  expect(schema['$id']).toBe(`https://mwkit.github.io/spec/schemas/${encodeURIComponent(file)}`);
});

test('an answer may be an error, a damaged one is neither', () => {
  const validate = new Ajv2020({ strict: false }).compile(published.get('login.response.json') as Schema);
  expect(validate({ error: { code: 'readonly', info: 'x' } })).toBe(true);
  expect(validate({ login: { result: 'WrongToken' } })).toBe(true);
  expect(validate({ login: { result: 'Success' } })).toBe(false);
  expect(validate({ error: { code: 'readonly' } })).toBe(false);
});

const modulesOf = modules(loadSpec());

test.each([
  [
    'clientlogin',
    /"token":\{"parameter":"logintoken","type":"login"\},"secret":\[[^\]]*"OATHToken"[^\]]*"logintoken","password"[^\]]*\],"fields":true/,
  ],
  ['createaccount', /"token":\{"parameter":"createtoken","type":"createaccount"\}.*"fields":true/],
  ['linkaccount', /"token":\{"parameter":"linktoken","type":"csrf"\}.*"fields":true/],
  ['changeauthenticationdata', /"token":\{"parameter":"changeauthtoken","type":"csrf"\}.*"fields":true/],
  ['checktoken', /"method":"POST","write":false,"secret":\["token"\]\}/],
  ['validatepassword', /"method":"POST","write":false,"secret":\["password"\]\}/],
  ['edit', /"secret":\["token"\]\}/],
])('the table knows what is secret in %s, and whether it takes fields of any name', (action, row) => {
  expect(modulesOf.split('\n').find((line) => line.startsWith(`  ${action}: {"method"`))).toMatch(row);
});

test('a union names the fault of the branch that was meant', () => {
  const branch = (kind: string, required: string): Json => ({
    type: 'object',
    required: ['kind', required],
    properties: { kind: { const: kind }, [required]: { type: 'string' } },
  });
  const union = { oneOf: [branch('a', 'x'), { $ref: '#/$defs/B' }], $defs: { B: branch('b', 'y') } };
  const validate = new Ajv2020({ discriminator: true }).compile(withDiscriminators(union) as object);
  expect(validate({ kind: 'b', x: '' })).toBe(false);
  expect(validate.errors?.map(({ message }) => message)).toEqual(["must have required property 'y'"]);
});

test('both forms of REST errors are errors, a mixture is none', () => {
  const schema = publishedSchemas(loadSpec(), []).get('rest.error.json');
  const validate = new Ajv2020({ strict: false }).compile(schema as Schema);
  const first = {
    httpCode: 404,
    httpReason: 'Not Found',
    errorKey: 'rest-nonexistent-title',
    messageTranslations: { en: 'No' },
  };
  const tracing = {
    module: 'content.v2-beta',
    request_id: 'abc',
    method: 'GET',
    uri: '/page/A',
    url: 'https://wiki.example',
  };
  const second = { httpCode: 404, errorCode: 'rest-nonexistent-title', messageTranslations: { en: 'No' }, tracing };
  expect([first, second].map((error) => validate(error))).toEqual([true, true]);
  const { tracing: _, ...untraced } = second;
  expect(
    [untraced, { ...first, ...second }, { ...first, httpReason: undefined }].map((error) => validate(error)),
  ).toEqual([false, false, false]);
});
