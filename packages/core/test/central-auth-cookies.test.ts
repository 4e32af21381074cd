import { describe, expect, test } from 'vitest';
import { centralAuthSession } from '../src/central-auth-cookies.ts';
import { createJar } from '../src/cookie-jar.ts';
import type { SavedCookie } from '../src/platform.ts';
import type { SessionSnapshot } from '../src/session.ts';

const cookie = (key: string, domain: string): SavedCookie => ({
  key,
  value: `value of ${key}`.replaceAll(' ', '-'),
  domain,
  path: '/',
  secure: true,
  httpOnly: true,
  hostOnly: false,
});
const expires = '2099-01-01T00:00:00.000Z';
const saved: SessionSnapshot = {
  format: 'mwkit-session',
  version: 1,
  secret: true,
  api: 'https://de.wikipedia.example/w/api.php',
  savedAt: '2026-01-01T00:00:00.000Z',
  signedInAt: '2026-01-01T00:00:00.000Z',
  user: { name: 'Alice', id: 7 },
  cookies: [
    { ...cookie('dewiki_session', 'de.wikipedia.example'), hostOnly: true },
    { ...cookie('dewikiUserID', 'de.wikipedia.example'), hostOnly: true },
    cookie('centralauth_User', 'wikipedia.example'),
    { ...cookie('centralauth_Token', 'wikipedia.example'), expires },
    cookie('centralauth_Session', 'wikipedia.example'),
    cookie('GeoIP', 'wikipedia.example'),
  ],
  tokens: { csrf: 'secret-token+\\' },
};
const sister = { api: 'https://en.wiktionary.example/w/api.php', domain: '.wiktionary.example' };

describe('the session of a sister wiki', () => {
  test('has the central cookies, for its domain, and else only the name', () => {
    expect(centralAuthSession(saved, sister)).toEqual({
      ...saved,
      api: sister.api,
      savedAt: expect.any(String),
      user: { name: 'Alice' },
      cookies: [
        cookie('centralauth_User', 'wiktionary.example'),
        { ...cookie('centralauth_Token', 'wiktionary.example'), expires },
        cookie('centralauth_Session', 'wiktionary.example'),
      ],
      tokens: {},
    });
    expect(saved.cookies[2]?.domain).toBe('wikipedia.example');
  });

  test('a jar sends them to the sister wiki over https, and nowhere else', async () => {
    const jar = createJar(centralAuthSession(saved, sister).cookies);
    const names = async (url: string) => (await jar.getCookieString(url)).replaceAll(/=[^;]*/g, '');
    const central = 'centralauth_User; centralauth_Token; centralauth_Session';
    expect(await names(sister.api)).toBe(central);
    expect(await names('https://de.wiktionary.example/w/api.php')).toBe(central);
    expect(await names(sister.api.replace('https', 'http'))).toBe('');
    expect(await names(saved.api)).toBe('');
    expect(await names('https://notwiktionary.example/')).toBe('');
  });

  test('with another prefix', () => {
    const cookies = [cookie('sul_Token', 'wikipedia.example'), cookie('centralauth_Token', 'wikipedia.example')];
    const made = centralAuthSession({ ...saved, cookies }, { ...sister, cookiePrefix: 'sul_' });
    expect(made.cookies.map(({ key }) => key)).toEqual(['sul_Token']);
  });

  test.each([
    ['a domain of others', { ...sister, domain: 'wikipedia.example' }],
    ['a top-level domain', { ...sister, domain: 'example' }],
    ['the end of a name', { ...sister, domain: 'ary.example' }],
    ['no cookies of that prefix', { ...sister, cookiePrefix: 'other_' }],
  ])('refused: %s', (_, other) => {
    expect(() => centralAuthSession(saved, other)).toThrow(expect.objectContaining({ code: 'bad-parameter' }));
  });

  test('of a host alone', () => {
    const made = centralAuthSession(saved, { api: 'http://localhost:8080/w/api.php', domain: 'localhost' });
    expect(made.cookies.every(({ domain, secure }) => domain === 'localhost' && secure)).toBe(true);
  });
});
