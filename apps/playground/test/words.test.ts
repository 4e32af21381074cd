import { expect, test } from 'vitest';
import { de } from '../src/page/words/de.ts';
import { en } from '../src/page/words/en.ts';
import { wikiIds } from '../src/server/place.ts';

const placeholders = (text: string) => [...text.matchAll(/\$\d/g)].map(String).toSorted();

test('every word is there in both languages, with the same placeholders', () => {
  expect(Object.keys(de)).toEqual(Object.keys(en));
  for (const [word, text] of Object.entries(en)) {
    const german = de[word as keyof typeof en];
    expect(german.trim(), word).not.toBe('');
    expect(placeholders(german), word).toEqual(placeholders(text));
  }
});

test('German is not English that was left', () => {
  const same = Object.entries(en).flatMap(([word, text]) => (de[word as keyof typeof en] === text ? [word] : []));
  expect(same).toEqual(['wiki', 'api', 'route', 'milliseconds']);
});

test('every wiki of the menu has a name and a help', () => {
  for (const id of wikiIds) expect(Object.keys(en)).toEqual(expect.arrayContaining([`wiki-${id}`, `wiki-${id}-help`]));
});
