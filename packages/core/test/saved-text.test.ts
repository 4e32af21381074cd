import { expect, test } from 'vitest';
import { isRewritten, resembles } from '../src/page/saved-text.ts';

const saved = (content: string) => ({ content, contentmodel: 'wikitext' });

test('a text is known again as the wiki saves it', () => {
  expect(resembles(saved('a\nb'), 'a\r\nb  \n', false)).toBe(true);
  expect(resembles(saved('a\nb'), 'b', false)).toBe(false);
  expect(resembles(saved('a\n* b'), '\n* b', true)).toBe(true);
  expect(resembles(saved('a\n* b\nc'), '\n* b', true)).toBe(false);
  expect(resembles(saved('caf\u00E9'), 'cafe\u0301', false)).toBe(true);
  expect(resembles(saved('a (b) [c] $1 \\ ^'), 'a (b) [c] $1 \\ ^', false)).toBe(true);
});

test('signatures and completed links may be anything within their line', () => {
  const signed = saved('before\n* A [[User:Robot|Robot]] 10:00 (UTC)');
  expect(resembles(signed, '\n* A ~~~~', true)).toBe(true);
  // of another line with the same beginning
  expect(resembles(saved('* A Robot 10:00\n* B Robot 10:01'), '\n* A ~~~~', true)).toBe(false);
  expect(resembles(saved('[[A (b)|A]] and [[a (x)|a]]'), '[[A (b)|]] and [[|a]]', false)).toBe(true);
});

test('what may have become anything is not judged', () => {
  expect(resembles(saved('x'), '{{subst:a|{{b}}}}', false)).toBeUndefined();
  expect(resembles({ content: '{\n    "a": 1\n}', contentmodel: 'json' }, '{"a":1}', false)).toBeUndefined();
  expect(resembles({}, 'a', false)).toBeUndefined();
});

test('whether the wiki saves another text', () => {
  expect(['~~~~', '{{ safesubst:x}}', '[[a|]]', '[[|a]]'].map(isRewritten)).toEqual([true, true, true, true]);
  expect(['~~', '{{x}}', '[[a|b]]', '| ]]'].map(isRewritten)).toEqual([false, false, false, false]);
});
