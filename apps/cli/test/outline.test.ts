import { expect, test } from 'vitest';
import { outline } from '../src/outline.ts';
import { visible } from '../src/output.ts';

test('an answer as an outline', () => {
  const answer = {
    batchcomplete: true,
    query: {
      pages: [
        { pageid: 1, title: 'A', text: 'one\ntwo' },
        { pageid: 2, title: 'B', text: '' },
      ],
      names: ['x', 'y'],
      none: [],
      empty: {},
    },
  };
  expect(outline(answer)).toBe(`batchcomplete: true
query:
  pages:
    - pageid: 1
      title: A
      text:
        one
        two
    - pageid: 2
      title: B
      text: ""
  names: x, y
  none: []
  empty: {}`);
});

test('what a wiki says cannot change the terminal', () => {
  expect(visible('a\u001B[2Jb\u009B1mc\rd\te\n')).toBe('a\\x1b[2Jb\\x9b1mc\\x0dd\te\n');
  expect(outline({ '\u001B]0;k\u0007': 'v\u001B[31m' })).toBe('\\x1b]0;k\\x07: v\\x1b[31m');
});
