import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { formatversion1 } from '../src/formatversion1.ts';
import type { Json } from '../src/load.ts';

const schemas = {
  Page: {
    type: 'object',
    required: ['title', 'text', 'watched', 'real'],
    properties: {
      title: { type: 'string' },
      text: { type: 'string', 'x-mediawiki': { content: true } },
      watched: { type: 'boolean' },
      missing: { type: 'boolean', const: true },
      real: { type: 'boolean', 'x-mediawiki': { bool: true } },
      required: { type: 'boolean' },
    },
  },
  Pages: { type: 'array', items: { $ref: '#/$defs/Page' }, 'x-mediawiki': { keyedBy: 'pageid' } },
  Odd: { type: 'boolean', 'x-mediawiki': { formatversion1: { type: 'string', enum: ['yes', 'no'] } } },
};

const valid = (name: string, data: Json): boolean => {
  const ajv = new Ajv2020({ strict: false });
  return ajv.validate({ $ref: `#/$defs/${name}`, $defs: formatversion1(schemas) }, data);
};

test('true is an empty text, false is absent, content is called *', () => {
  expect(valid('Page', { title: 'A', '*': 'x', real: false })).toBe(true);
  expect(valid('Page', { title: 'A', '*': 'x', watched: '', missing: '', required: '', real: true })).toBe(true);
  expect(valid('Page', { title: 'A', '*': 'x', watched: true, real: false })).toBe(false);
  expect(valid('Page', { title: 'A', '*': 'x', missing: true, real: false })).toBe(false);
  expect(valid('Page', { title: 'A', '*': 'x', real: '' })).toBe(false);
  expect(valid('Page', { title: 'A', text: 'x', real: false })).toBe(false);
  expect(valid('Page', { title: 'A', '*': 'x' })).toBe(false);
});

test('lists of pages are objects', () => {
  expect(valid('Pages', { 7: { title: 'A', '*': 'x', real: true } })).toBe(true);
  expect(valid('Pages', { 7: { title: 'A', real: true } })).toBe(false);
  expect(valid('Pages', [{ title: 'A', '*': 'x', real: true }])).toBe(false);
});

test('a form of its own is taken as it is written', () => {
  expect(valid('Odd', 'yes')).toBe(true);
  expect(valid('Odd', '')).toBe(false);
});
