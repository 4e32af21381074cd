/** What newer wikis and their extensions ask for in a log-in; of these there is no recording. */
import { describe, expect, test } from 'vitest';
import { check } from '../src/check/check.ts';
import { loadSpec } from '../src/check/spec.ts';
import type { Exchange, Json } from '../src/exchange.ts';

const spec = loadSpec();

const faults = async (module: string, body: Json, sent = '', version = '1.45.0'): Promise<readonly string[]> => {
  const exchange: Exchange = {
    name: 'extension',
    wiki: { version },
    request: {
      method: 'POST',
      url: 'https://wiki.example/w/api.php',
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: `action=${module}&format=json&formatversion=2${sent}`,
    },
    response: { status: 200, headers: [['Content-Type', 'application/json; charset=utf-8']], body },
  };
  return (await check({ file: 'extension.json', exchange }, spec)).faults;
};

const login = '&logincontinue=1&logintoken=abc%2B%5C';
const texts = { label: 'A', help: 'B', optional: false, sensitive: false };
const request = (id: string, fields: { [name: string]: Json }, more: { [name: string]: Json } = {}): Json => ({
  id,
  metadata: {},
  required: 'required',
  provider: 'x',
  account: 'Bob',
  fields,
  ...more,
});
const ui = (requests: Json[], messagecode: string): Json => ({
  clientlogin: { status: 'UI', requests, message: 'x', messagecode },
});

const oathauth = String.raw`MediaWiki\Extension\OATHAuth\Auth`;
const totp = request(`${oathauth}\\TOTPAuthenticationRequest`, { OATHToken: { type: 'string', ...texts } });
const moduleSelect = request(
  `${oathauth}\\TwoFactorModuleSelectAuthenticationRequest`,
  {
    newModule: {
      type: 'select',
      ...texts,
      optional: true,
      value: '',
      options: { '': 'Stay', recoverycodes: 'Recovery codes', webauthn: 'Security key' },
    },
  },
  {
    metadata: {
      currentModule: 'totp',
      allowedModules: ['recoverycodes', 'webauthn'],
      moduleDescriptions: { totp: 'Authenticator app' },
    },
  },
);
const webauthn = (id: string, more: { [name: string]: Json } = {}): Json =>
  request(id, {
    auth_info: { type: 'hidden', value: '{"challenge":"abc","rpId":"wiki.example","allowCredentials":[]}', ...texts },
    credential: { type: 'hidden', value: '', ...texts },
    ...more,
  });

describe('a wiki of 1.45 and later asks for', () => {
  test.each<[string, Json]>([
    ['a code, or another second factor', ui([totp, moduleSelect], 'oathauth-auth-ui')],
    [
      'a recovery code',
      ui(
        [
          request(`${oathauth}\\RecoveryCodesAuthenticationRequest`, {
            RecoveryCode: { type: 'string', ...texts, optional: true },
          }),
        ],
        'oathauth-recovery-code-login-failed',
      ),
    ],
    [
      'a security key',
      ui(
        [webauthn(String.raw`MediaWiki\Extension\WebAuthn\Auth\WebAuthnAuthenticationRequest`)],
        'webauthn-ui-login-prompt',
      ),
    ],
    [
      'a passkey, with fields that have neither label nor help',
      ui(
        [
          webauthn(`${oathauth}\\WebAuthnAuthenticationRequest`, {
            webauthnLabel: { type: 'null', value: 'Use a passkey', optional: true, sensitive: false },
            passwordlessButton: { type: 'button', optional: true, sensitive: false },
          }),
        ],
        'oathauth-webauthn-ui-login-prompt',
      ),
    ],
    [
      'a code that came by e-mail',
      ui(
        [
          request(String.raw`MediaWiki\Extension\EmailAuth\EmailAuthAuthenticationRequest`, {
            token: { type: 'string', ...texts },
          }),
        ],
        'emailauth-login-message',
      ),
    ],
    [
      'something of a type that nobody knows, by a request that nobody knows',
      ui(
        [
          request(
            'Acme:one|two',
            { voice: { type: 'recording', value: { seconds: 3 }, ...texts } },
            { metadata: { type: 17, a: [1] }, newer: true },
          ),
        ],
        '___1____2',
      ),
    ],
    ['nothing, having logged in', { clientlogin: { status: 'PASS', username: 'Bob', newer: 1 } }],
    [
      'nothing, having failed for a reason of its own',
      {
        clientlogin: {
          status: 'FAIL',
          message: 'x',
          messagecode: 'oathauth-2fa-required-nologin',
          canpreservestate: false,
        },
      },
    ],
  ])('%s', async (_what, body) => {
    expect(await faults('clientlogin', body, login)).toEqual([]);
  });
});

describe('but not for', () => {
  test.each<[string, Json]>([
    ['a choice without options', ui([request('A', { newModule: { type: 'select', ...texts } })], 'x')],
    ['a field without a type', ui([request('A', { a: { ...texts } })], 'x')],
    ['a field that is a text', ui([request('A', { a: 'string' })], 'x')],
    ['fields that are a list', ui([request('A', {}, { fields: [] })], 'x')],
    [
      'modules to choose from that are a text',
      ui(
        [
          request(
            `${oathauth}\\TwoFactorModuleSelectAuthenticationRequest`,
            {},
            { metadata: { allowedModules: 'totp' } },
          ),
        ],
        'x',
      ),
    ],
    [
      'a captcha of no kind',
      ui([request('CaptchaAuthenticationRequest', { captchaWord: { type: 'string', ...texts } })], 'x'),
    ],
  ])('%s', async (_what, body) => {
    expect(await faults('clientlogin', body, login)).toHaveLength(1);
  });
});

const captcha = (metadata: { [name: string]: Json }, fields: { [name: string]: Json }): Json => ({
  batchcomplete: true,
  query: {
    authmanagerinfo: {
      canauthenticatenow: true,
      cancreateaccounts: true,
      canlinkaccounts: false,
      haspreservedstate: false,
      hasprimarypreservedstate: false,
      preservedusername: '',
      requests: [request('CaptchaAuthenticationRequest', fields, { metadata })],
    },
  },
});
const word = { captchaWord: { type: 'string', ...texts } };
const info = {
  captchaId: { type: 'hidden', value: '7', ...texts },
  captchaInfo: { type: 'null', value: '1+1 =', ...texts },
};

test.each<[valid: boolean, string, Json]>([
  [
    true,
    'a widget, whose answer is all there is',
    captcha({ type: 'hcaptcha', mime: 'application/javascript', key: 'site' }, word),
  ],
  [true, 'a kind that nobody knows', captcha({ type: 'smell', mime: 'application/scent' }, word)],
  [true, 'a sum', captcha({ type: 'simple', mime: 'text/plain' }, { ...word, ...info })],
  [false, 'a sum without the sum', captcha({ type: 'simple', mime: 'text/plain' }, word)],
  [
    false,
    'an image without an id',
    captcha({ type: 'image', mime: 'image/png' }, { ...word, captchaInfo: info.captchaInfo }),
  ],
])('a captcha, valid: %s: %s', async (valid, _what, body) => {
  expect(await faults('query', body, '&meta=authmanagerinfo&amirequestsfor=create')).toHaveLength(valid ? 0 : 1);
});

test('a reauthentication names its operation since 1.47', async () => {
  const error = { code: 'reauthenticate', info: 'x', operation: 'ChangeCredentials' };
  const sent = '&changeauthrequest=A&password=x&retype=x&changeauthtoken=abc%2B%5C';
  expect(await faults('changeauthenticationdata', { error }, sent, '1.47.0')).toEqual([]);
  const info = { canauthenticatenow: true, cancreateaccounts: true, canlinkaccounts: false };
  const state = { haspreservedstate: false, hasprimarypreservedstate: false, preservedusername: '' };
  const field = { type: 'hidden', value: 'abc', ...texts, sensitive: true };
  const requests = [request('ElevatedSecurity', { elevatedSecurityToken: field })];
  const body = { batchcomplete: true, query: { authmanagerinfo: { ...info, ...state, requests } } };
  const asked = '&meta=authmanagerinfo&amirequestsfor=login&amireauthenticate=ChangeCredentials';
  expect(await faults('query', body, asked, '1.47.0')).toEqual([]);
});

describe('what only farms have', () => {
  const user = { home: 'enwiki', id: 7, registration: '2026-01-01T00:00:00Z', name: 'A' };
  const merged = [
    {
      wiki: 'enwiki',
      url: 'https://en.example',
      timestamp: '2026-01-01T00:00:00Z',
      method: 'new',
      editcount: 0,
      registration: '2026-01-01T00:00:00Z',
    },
  ];
  const query = (globaluserinfo: Json): Json => ({ batchcomplete: true, query: { globaluserinfo } });
  const asked = '&meta=globaluserinfo&guiprop=groups%7Cmerged';

  test.each<[valid: boolean, string, string, string, Json]>([
    [true, 'a token for another wiki', 'centralauthtoken', '', { centralauthtoken: { centralauthtoken: 'a1b2' } }],
    [false, 'no token', 'centralauthtoken', '', { centralauthtoken: {} }],
    [true, 'a central account', 'query', asked, query({ ...user, groups: [], merged })],
    [true, 'none of that name', 'query', asked, query({ missing: true })],
    [false, 'one without what was asked for', 'query', asked, query({ ...user, groups: [] })],
    [false, 'neither one nor none', 'query', asked, query({ groups: [], merged })],
  ])('valid: %s: %s', async (valid, _what, module, sent, body) => {
    expect(await faults(module, body, sent)).toHaveLength(valid ? 0 : 1);
  });
});

test.each<[valid: boolean, string, string, Json]>([
  [true, 'clearhasmsg', '', { clearhasmsg: 'success' }],
  [false, 'clearhasmsg', '', { clearhasmsg: true }],
  [true, 'options', '&change=skin%3Dvector&token=abc%2B%5C', { options: 'success' }],
  [false, 'options', '&change=skin%3Dvector&token=abc%2B%5C', { options: { result: 'success' } }],
  [true, 'removeauthenticationdata', '&request=A&token=abc%2B%5C', { removeauthenticationdata: { status: 'success' } }],
  [false, 'removeauthenticationdata', '&request=A&token=abc%2B%5C', { removeauthenticationdata: {} }],
])('valid: %s: %s', async (valid, module, sent, body) => {
  expect(await faults(module, body, sent)).toHaveLength(valid ? 0 : 1);
});

test('the forms printed in the manual are valid on a wiki of that age', async () => {
  const field = { type: 'string', label: 'Code', help: 'Two-factor authentication code' };
  const form = {
    id: 'TwoFactorAuthenticationRequest',
    metadata: {},
    required: 'required',
    provider: '',
    account: '',
    fields: { code: field },
  };
  const step = { status: 'UI', message: 'Two-factor authentication', requests: [form] };
  const sent = `${login}&formatversion=1`;
  expect(await faults('clientlogin', { clientlogin: step }, sent, '1.27.0')).toEqual([]);
  expect(await faults('clientlogin', { clientlogin: step }, sent, '1.43.0')).toHaveLength(1);
});
