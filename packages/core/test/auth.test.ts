import { describe, expect, test } from 'vitest';
import { readForm } from '../src/auth/form.ts';
import { redirectTarget } from '../src/auth/redirect-target.ts';
import { answersFrom } from '../src/auth/return-url.ts';
import { totp } from '../src/auth/totp.ts';
import { credentialAnswer, publicKeyRequest } from '../src/auth/webauthn.ts';
import { seal, unseal } from '../src/seal.ts';

const api = 'https://wiki.example/w/api.php';

describe('totp', () => {
  // RFC 6238, appendix B: the last six of its eight digits
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  test.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at %i seconds: %s', async (seconds, code) => {
    expect(await totp(secret, seconds * 1000)).toBe(code);
  });

  test('spaces and small letters do not matter; anything else is refused, without the secret', async () => {
    expect(await totp('gezd gnbv gy3t qojq gezd gnbv gy3t qojq', 59_000)).toBe('287082');
    await expect(totp('not-base32!', 0)).rejects.toThrow(RangeError);
    await expect(totp('not-base32!', 0)).rejects.not.toThrow(/not-base32!/);
    await expect(totp('', 0)).rejects.toThrow(RangeError);
  });
});

describe('the URL that a browser comes back to', () => {
  const fields = { code: { type: 'string', optional: true }, state: { type: 'string', optional: true } };
  const form = readForm([{ id: 'Return', required: 'optional', fields }], api);
  const from = (url: string, returnUrl = 'https://app.example/back?state=mine') => answersFrom(url, returnUrl, form);

  test('brings the fields of the form, and no others', () => {
    expect(from('https://app.example/back?code=1&x=2&state=theirs', 'https://app.example/back')).toEqual({
      code: '1',
      state: 'theirs',
    });
  });

  test("a provider's parameter of the same name comes after ours", () => {
    expect(from('https://app.example/back?state=mine&code=1&state=theirs')).toEqual({ code: '1', state: 'theirs' });
  });

  test.each([
    'https://evil.example/back?state=mine',
    'http://app.example/back?state=mine',
    'https://app.example/other?state=mine',
    'https://app.example/back',
    'https://app.example/back?state=min',
    'https://app.example/back?state=minex',
    'https://app.example/back?state=theirs&state=mine',
    'no url',
  ])('is refused: %s', (url) => {
    expect(() => from(url)).toThrow(
      expect.objectContaining({ name: 'FlowError', code: 'return-url-mismatch' }) as Error,
    );
  });

  test.each(['javascript:alert(1)', '/relative', 'file:///etc/passwd', 'data:text/html,x'])(
    'a redirect to %s is refused',
    (target) => {
      expect(() => redirectTarget(target)).toThrow(expect.objectContaining({ code: 'unsafe-redirect' }) as Error);
    },
  );
});

describe('seal', () => {
  const value = { format: 'mwkit-session', cookies: ['ü\u2019 c00kie'] };
  const key = crypto.getRandomValues(new Uint8Array(32));

  test('opens with the same key only, hides what it holds, and is new each time', async () => {
    const sealed = await seal(value, key);
    expect(sealed).toMatch(/^[\w-]+$/);
    expect(atob(sealed.replaceAll('-', '+').replaceAll('_', '/'))).not.toContain('c00kie');
    expect(await unseal(sealed, key)).toEqual(value);
    expect(await seal(value, key)).not.toBe(sealed);
    await expect(unseal(sealed, crypto.getRandomValues(new Uint8Array(32)))).rejects.toMatchObject({
      name: 'FlowError',
      code: 'wrong-key',
    });
  });

  test('a key of WebCrypto works too', async () => {
    const webKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    expect(await unseal(await seal(value, webKey), webKey)).toEqual(value);
  });

  test('a text that was changed anywhere, or is none, is refused', async () => {
    const sealed = await seal(value, key);
    for (let at = 0; at < sealed.length - 2; at += 7) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      await expect(unseal(changed, key)).rejects.toMatchObject({ code: 'wrong-key' });
    }
    for (const none of ['', 'abc', '{"format":"mwkit-session"}', '\u0000', 'a'.repeat(41)]) {
      await expect(unseal(none, key)).rejects.toMatchObject({ name: 'FlowError', code: 'damaged' });
    }
  });
});

describe('WebAuthn', () => {
  const info = {
    challenge: 'AAEC_-7d',
    rpId: 'wiki.example',
    timeout: 60000,
    userVerification: 'preferred',
    allowCredentials: [{ type: 'public-key', id: '_w', transports: ['usb'] }],
  };
  const form = (value: string) =>
    readForm(
      [
        {
          id: 'X\\WebAuthnAuthenticationRequest',
          required: 'required',
          fields: {
            auth_info: { type: 'hidden', value, optional: false },
            credential: { type: 'hidden', value: '', optional: false },
          },
        },
      ],
      api,
    );

  test('what the wiki asks becomes what navigator.credentials.get takes', () => {
    const request = publicKeyRequest(form(JSON.stringify(info)));
    expect(request).toMatchObject({ rpId: 'wiki.example', timeout: 60000, userVerification: 'preferred' });
    expect([...new Uint8Array(request?.challenge ?? new ArrayBuffer(0))]).toEqual([0, 1, 2, 255, 238, 221]);
    expect(request?.allowCredentials?.map(({ id }) => [...new Uint8Array(id)])).toEqual([[255]]);
    expect(publicKeyRequest(form('no JSON'))).toBeUndefined();
    expect(publicKeyRequest(readForm([], api))).toBeUndefined();
  });

  test('the credential becomes the answer, in base64url', () => {
    const bytes = (...values: number[]) => new Uint8Array(values).buffer;
    const response = {
      clientDataJSON: bytes(1),
      authenticatorData: bytes(2),
      signature: bytes(255, 254),
      userHandle: null,
    };
    const answer = credentialAnswer({ id: '_w', rawId: bytes(255), type: 'public-key', response });
    expect(JSON.parse(answer['credential'] as string)).toEqual({
      id: '_w',
      rawId: '_w',
      type: 'public-key',
      response: { clientDataJSON: 'AQ', authenticatorData: 'Ag', signature: '__4', userHandle: null },
    });
  });
});

describe('readForm', () => {
  test('a captcha, whatever namespace its class has, with the absolute URL of its image', () => {
    const request = (id: string) => ({
      id,
      metadata: { type: 'image', mime: 'image/png' },
      required: 'required',
      fields: {
        captchaId: { type: 'hidden', value: '1', optional: false },
        captchaInfo: { type: 'null', value: '/w/index.php?title=Special:Captcha/image&wpCaptchaId=1', optional: false },
        captchaWord: { type: 'string', optional: false },
      },
    });
    for (const id of [
      'CaptchaAuthenticationRequest',
      'MediaWiki\\Extension\\ConfirmEdit\\Auth\\CaptchaAuthenticationRequest',
    ]) {
      expect(readForm([request(id)], api).captcha).toEqual({
        type: 'image',
        field: 'captchaWord',
        imageUrl: 'https://wiki.example/w/index.php?title=Special:Captcha/image&wpCaptchaId=1',
      });
    }
  });

  test('a widget has a site key, and its response token is the answer', () => {
    const request = {
      id: 'CaptchaAuthenticationRequest',
      metadata: { type: 'hcaptcha', mime: 'application/javascript', key: 'site' },
      required: 'required',
      fields: { captchaWord: { type: 'string', optional: false } },
    };
    expect(readForm([request], api).captcha).toEqual({ type: 'hcaptcha', field: 'captchaWord', siteKey: 'site' });
  });

  test('a type that nobody knows is kept', () => {
    const form = readForm([{ id: 'X', required: 'optional', fields: { when: { type: 'date', optional: true } } }], api);
    expect(form.fields).toEqual([
      { name: 'when', type: 'other', wikiType: 'date', label: '', help: '', required: false, secret: false },
    ]);
  });
});
