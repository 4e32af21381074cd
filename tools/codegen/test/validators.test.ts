import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { stripTypeScriptTypes } from 'node:module';
import { expect, test } from 'vitest';
import { validators } from '../src/validators.ts';
import type { Schema } from '../src/load.ts';

const schema: Schema = {
  type: 'object',
  required: ['name', 'kind'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 1 },
    date: { type: 'string', pattern: '^\\d{4}"\\{[,}]' },
    'a, "b}': { $ref: '#/$defs/Kind' },
    kind: { oneOf: [{ $ref: '#/$defs/Kind' }, { type: 'array', items: { $ref: '#/$defs/Kind' } }] },
  },
  $defs: { Kind: { enum: ['{', '},'] } },
};

const data = [
  { name: 'A', kind: '{' },
  { name: '', kind: '{' },
  { name: 'A', kind: ['},', '{'] },
  { name: 'A', kind: ['},', '('] },
  { name: 'A', kind: '{', 'a, "b}': 'x' },
  { name: 'A', kind: '{', date: '2026"{,' },
  { name: 'A', kind: '{', date: '26' },
  { name: 'A', kind: '{', more: 1 },
  { kind: 1 },
  [],
];

test('what is left of a validator decides as ajv does, and says where and what', async () => {
  const source = stripTypeScriptTypes(await validators(schema, [{ name: 'validate', type: 'X', from: './x.ts' }]));
  const { validate } = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as {
    validate: ValidateFunction;
  };
  const whole = new Ajv2020().compile(schema);
  for (const one of data) {
    expect(validate(one)).toBe(whole(one));
    const said = (errors: typeof whole.errors) =>
      errors?.map(({ instancePath, message }) => ({ instancePath, message }));
    expect(validate.errors?.map(({ params: _, ...error }) => error)).toEqual(said(whole.errors));
  }
  expect(validate({ name: 'A', kind: '{', more: 1 })).toBe(false);
  expect(validate.errors?.[0]?.params).toEqual({ additionalProperty: 'more' });
});

test('a length that needs characters to be counted is refused', async () => {
  const two = { type: 'string', minLength: 2 };
  await expect(async () => validators(two, [{ name: 'validate', type: 'X', from: './x.ts' }])).rejects.toThrow(
    /length/,
  );
});
