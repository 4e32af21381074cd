import { describe, expect, test } from 'vitest';
import { Tokens } from '../src/tokens.ts';

/** A fetch that is answered when told to, and counted. */
function slowFetch() {
  const pending: ((token: string) => void)[] = [];
  return {
    fetch: () => new Promise<string>((resolve) => void pending.push(resolve)),
    answer: (token: string) => pending.shift()?.(token),
    get started() {
      return pending.length;
    },
  };
}

describe('Tokens', () => {
  test('one fetch serves all who wait, also from later ticks', async () => {
    const tokens = new Tokens();
    const wiki = slowFetch();
    const first = tokens.get('csrf', wiki.fetch);
    await new Promise((resolve) => setTimeout(resolve));
    const second = tokens.get('csrf', wiki.fetch);
    expect(wiki.started).toBe(1);
    wiki.answer('one');
    expect(await Promise.all([first, second])).toEqual(['one', 'one']);
    expect(await tokens.get('csrf', wiki.fetch)).toBe('one');
  });

  test('a fetch that fails is not remembered', async () => {
    const tokens = new Tokens();
    await expect(tokens.get('csrf', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(tokens.get('csrf', () => Promise.resolve('yes'))).resolves.toBe('yes');
  });

  test('a token that was on its way when the session changed is not kept', async () => {
    const tokens = new Tokens();
    const wiki = slowFetch();
    const early = tokens.get('csrf', wiki.fetch);
    tokens.forget();
    wiki.answer('of the old session');
    await early;
    expect(tokens.known()).toEqual({});
    expect(await tokens.get('csrf', () => Promise.resolve('new'))).toBe('new');
  });

  test('only the token that failed is rejected, not its successor', () => {
    const tokens = new Tokens();
    tokens.restore({ csrf: 'new' });
    tokens.reject('csrf', 'old');
    expect(tokens.known()).toEqual({ csrf: 'new' });
    tokens.reject('csrf', 'new');
    expect(tokens.known()).toEqual({});
  });
});
