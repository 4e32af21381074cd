import { describe, expect, test } from 'vitest';
import { encodeParameters } from '../src/action/parameters.ts';
import { place } from '../src/action/placement.ts';
import { UsageError } from '../src/errors.ts';

const api = 'https://wiki.example/w/api.php';

describe('encodeParameters', () => {
  test('booleans are true by presence', () => {
    expect([...encodeParameters({ minor: true, bot: false, watch: undefined, tags: null })]).toEqual([['minor', '1']]);
  });

  test('an empty text and a zero are sent', () => {
    expect([...encodeParameters({ text: '', section: 0 })]).toEqual([
      ['text', ''],
      ['section', '0'],
    ]);
  });

  test('multi-values are joined by |, or by U+001F where a value holds |', () => {
    expect(encodeParameters({ titles: ['A', 'B'] }).get('titles')).toBe('A|B');
    expect(encodeParameters({ titles: ['A|B', 'C'] }).get('titles')).toBe('\u001FA|B\u001FC');
    expect(encodeParameters({ pageids: [1, 2] }).get('pageids')).toBe('1|2');
    expect(encodeParameters({ meta: [] }).get('meta')).toBe('');
  });

  test('dates are ISO 8601', () => {
    expect(encodeParameters({ basetimestamp: new Date(0) }).get('basetimestamp')).toBe('1970-01-01T00:00:00.000Z');
  });

  test('a Blob stays one', () => {
    const file = new Blob(['x']);
    expect(encodeParameters({ file }).get('file')).toBe(file);
  });

  test.each([
    ['NaN', Number.NaN],
    ['an invalid date', new Date('x')],
    ['an object', { a: 1 }],
    ['a list of objects', [{}]],
  ])('refuses %s, by the name of the parameter', (_, value) => {
    expect(() => encodeParameters({ section: value })).toThrow(UsageError);
    expect(() => encodeParameters({ section: value })).toThrow(/`section`/);
  });
});

describe('place', () => {
  test('a read goes into the URL', () => {
    expect(place(api, 'GET', new Map([['action', 'query']]), 'body')).toEqual({
      method: 'GET',
      url: `${api}?action=query`,
    });
  });

  test('a plus sign is percent-encoded: raw it would arrive as a space (checktoken-percent-encoding-trouble)', () => {
    expect(place(api, 'POST', new Map([['token', '+\\']]), 'body').body).toBe('token=%2B%5C');
  });

  test('a read whose URL would be too long is posted', () => {
    const placed = place(
      api,
      'GET',
      new Map([
        ['action', 'query'],
        ['titles', 'x'.repeat(7000)],
      ]),
      'body',
    );
    expect(placed).toMatchObject({ method: 'POST', url: api });
    expect(placed.body).toContain('action=query');
  });

  test('with a file among them, parameters are posted as a form; what belongs into the URL stays there', () => {
    const file = new File(['x'], 'local.png');
    const parameters = new Map<string, string | Blob>([
      ['action', 'upload'],
      ['origin', '*'],
      ['file', file],
    ]);
    for (const method of ['GET', 'POST'] as const) {
      const placed = place(api, method, parameters, 'body');
      expect(placed).toMatchObject({ method: 'POST', url: `${api}?origin=*` });
      expect([...(placed.body as FormData)]).toEqual([
        ['action', 'upload'],
        ['file', file],
      ]);
    }
  });

  test('origin stays in the URL of a POST, action goes where the wiki wants it', () => {
    const parameters = new Map([
      ['action', 'edit'],
      ['origin', '*'],
      ['token', 'secret'],
    ]);
    expect(place(api, 'POST', parameters, 'body')).toEqual({
      method: 'POST',
      url: `${api}?origin=*`,
      body: 'action=edit&token=secret',
    });
    expect(place(api, 'POST', parameters, 'url')).toEqual({
      method: 'POST',
      url: `${api}?action=edit&origin=*`,
      body: 'token=secret',
    });
  });
});
