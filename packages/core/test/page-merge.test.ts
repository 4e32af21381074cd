import { expect, test } from 'vitest';
import { isMerge } from '../src/page/merge.ts';

test('an edit is known again by the lines that it changed, whatever others changed besides', () => {
  const sent = ['a\nb\nc', 'a\nB\nc\nc'] as const;
  expect(isMerge(sent, ['new\na\nb\nc', 'new\na\nB\nc\nc\n'])).toBe(true);
  expect(isMerge(sent, ['new\na\nb\nc', 'new\na\nB\nc'])).toBe(false);
  expect(isMerge(sent, ['a\nb\nc', 'a\nb\nc\nd'])).toBe(false);
});
