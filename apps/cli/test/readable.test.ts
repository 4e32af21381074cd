import { expect, test } from 'vitest';
import { readable, readableLine } from '../src/readable.ts';
import { wrap } from '../src/wrap.ts';

test.for([
  ['What is the capital of <b>France</b>?', 'What is the capital of France?'],
  ['(<a href="/wiki/Special:Captcha/help" title="a > b">more info</a>):', '(more info):'],
  ["Please '''answer''' [[Main Page|this]] or [[that]]", 'Please answer this or that'],
  ['such as [https://www.authy.com/ Authy]', 'such as Authy'],
  [
    'Your password is not valid: \n* Too short.\n* Common.\n\n\nChoose.',
    'Your password is not valid:\n• Too short.\n• Common.\nChoose.',
  ],
  ['<ul><li>One</li><li>Two</li></ul><p>Three<br/>Four</p>', '• One\n• Two\nThree\nFour'],
  ['25&#8722;8 = &#x3d; &amp;lt;b&amp;gt; &nbsp; &unknown;', '25−8 = = &lt;b&gt; &unknown;'],
  ['&#99999999; &#1114112; <script>alert(1)</script><!-- x -->', '&#99999999; &#1114112;'],
  ['1 < 2, 3 > 2', '1 < 2, 3 > 2'],
  ['a\u001B[2Jb&#27;[31mc&#x9b;1m', 'a\\x1b[2Jb\\x1b[31mc\\x9b1m'],
] as const)('%j', ([text, expected]) => {
  expect(readable(text)).toBe(expected);
});

test('a label is one line', () => {
  expect(readableLine('One<br>two\n three')).toBe('One two three');
});

test('lines are wrapped at blanks, and a long word stays whole', () => {
  expect(wrap('one two  three https://wiki.example/long\n\nfour', 9)).toEqual([
    'one two',
    'three',
    'https://wiki.example/long',
    '',
    'four',
  ]);
});
