import { describe, expect, test } from 'vitest';
import { createTestWiki } from '../src/index.ts';
import { base64url } from '../src/auth/base64url.ts';
import { visitor, type Visitor } from './steps.ts';

const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'; // RFC 6238, appendix B: at 59 seconds the code is 287082
const bob = { username: 'Bob', password: 'Bob-password-1' };
const recovery = { recoveryCodes: ['AAAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBB'] };
const wikiOf = (user: object, options = {}) =>
  createTestWiki({ users: { Bob: { password: bob.password, ...user } }, clock: () => 59_000, ...options });

const outcome = ({ status, messagecode }: { status: string; messagecode?: string }) => messagecode ?? status;

describe('codes', () => {
  test('a wrong one, an empty one and none at all ask again, with the same state; the right one works once', async () => {
    const wiki = wikiOf({ twoFactor: secret });
    const one = visitor(wiki);
    expect(outcome(await one.begin('clientlogin', { ...bob, OATHToken: '287082' }))).toBe('oathauth-auth-ui');
    for (const fields of [{ OATHToken: '000000' }, { OATHToken: '' }, {}] as Record<string, string>[])
      expect(outcome(await one.goOn('clientlogin', fields))).toBe('oathauth-login-failed');
    expect(await one.who()).toBe('127.0.0.1');
    expect(outcome(await one.goOn('clientlogin', { OATHToken: '287 082' }))).toBe('PASS');
    const again = visitor(wiki);
    await again.begin('clientlogin', bob);
    expect(outcome(await again.goOn('clientlogin', { OATHToken: '287082' }))).toBe('oathauth-login-failed');
  });

  test('too many wrong ones: not even the right one is looked at, until the time is over', async () => {
    let now = 0;
    const limit = { secondFactorThrottle: { count: 3, seconds: 60 }, clock: () => now };
    const one = visitor(wikiOf({ twoFactor: secret }, limit));
    await one.begin('clientlogin', bob);
    for (let i = 0; i < 3; i++) await one.goOn('clientlogin', { OATHToken: '000000' });
    expect(outcome(await one.goOn('clientlogin', { OATHToken: '287082' }))).toBe('oathauth-throttled');
    now = 61_000;
    expect(outcome(await one.goOn('clientlogin', { OATHToken: '287082' }))).toBe('PASS');
  });

  test.for(['1.43', '1.39'] as const)('recovery codes, once each; never on 1.39: %s', async (version) => {
    const wiki = wikiOf({ twoFactor: secret, ...recovery }, { version });
    const attempt = async (OATHToken: string) => {
      const one = visitor(wiki);
      await one.begin('clientlogin', bob);
      return outcome(await one.goOn('clientlogin', { OATHToken }));
    };
    const [yes, no] = [version === '1.43' ? 'PASS' : 'oathauth-login-failed', 'oathauth-login-failed'];
    expect(await attempt('aaaa aaaa aaaa aaaa')).toBe(yes);
    expect(await attempt('AAAAAAAAAAAAAAAA')).toBe(no);
    expect(await attempt('BBBBBBBBBBBBBBBB')).toBe(yes);
  });
});

test.for([{ oathAuth: '1.45' }, { version: '1.45' }])(
  'another factor is chosen with newModule: %o',
  async (options) => {
    const one = visitor(wikiOf({ twoFactor: secret, ...recovery }, options));
    const { requests } = await one.begin('clientlogin', bob);
    expect(requests[1]).toMatchObject({
      metadata: { currentModule: 'totp', allowedModules: ['totp', 'recoverycodes'] },
      fields: { newModule: { type: 'select', options: { '': '', recoverycodes: 'Recovery codes' }, optional: true } },
    });
    const chosen = await one.goOn('clientlogin', { newModule: 'recoverycodes' });
    expect(Object.keys(chosen.requests[0].fields)).toEqual(['RecoveryCode']);
    const wrong = await one.goOn('clientlogin', { RecoveryCode: 'x', newModule: '' });
    expect(outcome(wrong)).toBe('oathauth-recovery-code-login-failed');
    expect(outcome(await one.goOn('clientlogin', { RecoveryCode: 'AAAAAAAAAAAAAAAA' }))).toBe('PASS');
  },
);

test('a code that is mailed: asked four times at most', async () => {
  const wiki = wikiOf({ emailedCode: true, email: 'bob@example.org' });
  const one = visitor(wiki);
  expect(outcome(await one.begin('clientlogin', bob))).toBe('emailauth-login-message');
  for (let i = 0; i < 3; i++)
    expect(outcome(await one.goOn('clientlogin', { token: 'x' }))).toBe('emailauth-login-failure');
  expect(outcome(await one.goOn('clientlogin', { token: 'x' }))).toBe('emailauth-login-retry-limit');
  await one.begin('clientlogin', bob);
  const token = /^\d{6}$/mu.exec(wiki.mails.at(-1)?.body ?? '')?.[0] ?? '';
  expect(wiki.mails.at(-1)?.to).toEqual(['bob@example.org']);
  expect(outcome(await one.goOn('clientlogin', { token }))).toBe('PASS');
});

describe('passkeys', async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const publicKey = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const passkeys = [{ id: 'a2V5', publicKey }];
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const sha256 = async (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

  /** Two numbers, as ASN.1 has them. */
  function der(signature: Uint8Array): Uint8Array {
    const number = (bytes: Uint8Array) => {
      const start = bytes.findIndex((byte) => byte !== 0);
      const digits = bytes.slice(start);
      const sign = (digits[0] ?? 0) > 127 ? [0] : [];
      return [2, digits.length + sign.length, ...sign, ...digits];
    };
    const both = [...number(signature.slice(0, 32)), ...number(signature.slice(32))];
    return Uint8Array.from([48, both.length, ...both]);
  }

  async function assertion(authInfo: string, origin: string): Promise<string> {
    const { challenge, rpId } = JSON.parse(authInfo) as { challenge: string; rpId: string };
    const clientData = utf8(JSON.stringify({ type: 'webauthn.get', challenge, origin }));
    const authenticatorData = new Uint8Array([...(await sha256(utf8(rpId))), 1, 0, 0, 0, 1]);
    const signed = new Uint8Array([...authenticatorData, ...(await sha256(clientData))]);
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const signature = der(new Uint8Array(await crypto.subtle.sign(algorithm, pair.privateKey, signed)));
    const response = {
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(authenticatorData),
      signature: base64url(signature),
    };
    return JSON.stringify({ id: 'a2V5', rawId: 'a2V5', type: 'public-key', response });
  }

  const begin = async (one: Visitor) => (await one.begin('clientlogin', bob)).requests[0].fields.auth_info.value;

  test('a real signature passes', async () => {
    const wiki = wikiOf({ passkeys });
    for (let i = 0; i < 5; i++) {
      const one = visitor(wiki);
      const credential = await assertion(await begin(one), wiki.origin);
      expect(outcome(await one.goOn('clientlogin', { credential }))).toBe('PASS');
    }
  });

  test('nothing asks again, with the same challenge; what was signed for another site fails', async () => {
    const wiki = wikiOf({ passkeys });
    const one = visitor(wiki);
    const authInfo = await begin(one);
    const again = await one.goOn('clientlogin', { credential: '' });
    expect(outcome(again)).toBe('webauthn-error-credentials-missing');
    expect(again.requests[0].fields.auth_info.value).toBe(authInfo);
    const credential = await assertion(authInfo, 'https://evil.example');
    expect(outcome(await one.goOn('clientlogin', { credential }))).toBe('webauthn-error-verification-failed');
    expect(outcome(await one.goOn('clientlogin', { credential }))).toBe('authmanager-authn-not-in-progress');
  });

  test('an old challenge is good for nothing, nor is no JSON', async () => {
    const wiki = wikiOf({ passkeys });
    const old = await assertion(await begin(visitor(wiki)), wiki.origin);
    for (const credential of [old, '{']) {
      const one = visitor(wiki);
      await begin(one);
      expect(outcome(await one.goOn('clientlogin', { credential }))).toBe('webauthn-error-verification-failed');
    }
  });
});
