import { afterEach, expect, test, vi } from 'vitest';
import { WikiCookies } from '../src/wiki-cookies.ts';

const url = 'https://wiki.example/w/api.php';

afterEach(() => {
  vi.useRealTimers();
});

test('the age of a cookie goes on while it is stored', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-01-01T00:00:00Z'), toFake: ['Date'] });
  let cookies = new WikiCookies();
  const short = 'short=a; Max-Age=60; path=/; secure';
  await cookies.keep(
    [short, 'both=b; Max-Age=7200; Expires=Thu, 01 Jan 2026 00:00:01 GMT', 'ever=c', 'gone=d; Max-Age=0'],
    url,
  );
  for (const expected of ['short=a; both=b; ever=c', 'both=b; ever=c', 'both=b; ever=c', 'ever=c']) {
    cookies = new WikiCookies(JSON.parse(JSON.stringify(cookies.save())));
    expect((await cookies.header(url)).split('; ').toSorted()).toEqual(expected.split('; ').toSorted());
    vi.setSystemTime(Date.now() + 45 * 60_000);
  }
});
