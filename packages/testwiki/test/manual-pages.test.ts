import { describe, expect, test } from 'vitest';
import { createTestWiki, type ExternalLoginOptions, type RequestOptions } from '../src/index.ts';
import { visitor } from './steps.ts';

/** What the manual's pages on logging in and on account creation print, answered by a wiki of their time. */
const openIdFields = {
  code: { type: 'string', label: 'OpenID Code', help: 'OpenID Connect code response' },
  state: { type: 'string', label: 'OpenID State', help: 'OpenID Connect state response' },
} as const;

const openId: ExternalLoginOptions = {
  button: 'openid',
  label: 'OpenID Connect at example.net',
  authorize: 'https://openid.example.net/openid-auth.php',
  parameters: { scope: 'openid', response_type: 'code', client_id: 'ABC' },
  returnPage: 'Special:OpenIDConnectReturn',
  returns: {
    id: 'OpenIdConnectResponseAuthenticationRequest',
    provider: 'OpenID Connect at example.net',
    account: '',
    fields: openIdFields,
  },
  name: 'OpenID Connect at example.net',
  linkId: 'OpenIdConnect',
  links: { william: 'Alice' },
};

const code = { type: 'string', label: 'Code', help: 'Two-factor authentication code' } as const;
const secondStep: RequestOptions = {
  id: 'TwoFactorAuthenticationRequest',
  provider: '',
  account: '',
  fields: { code },
};
const setUp: readonly RequestOptions[] = [
  {
    ...secondStep,
    required: 'optional',
    metadata: { account: 'Alice', secret: '6CO3 2AKV EP2X MIV5' },
    fields: {
      '2FAInfo': {
        type: 'null',
        label: 'A bunch of text describing how to set up two-factor auth.',
        help: 'Two-factor authentication setup instructions',
      },
      code,
    },
  },
  {
    id: 'MediaWiki\\Auth\\ButtonAuthenticationRequest:skip2FASetup',
    required: 'optional',
    fields: { skip2FASetup: { type: 'button', label: 'Skip', help: 'Skip two-factor authentication setup' } },
  },
];

const printedRedirect = {
  status: 'REDIRECT',
  redirecttarget: expect.any(String),
  requests: [
    {
      id: 'OpenIdConnectResponseAuthenticationRequest',
      metadata: {},
      required: 'required',
      provider: 'OpenID Connect at example.net',
      account: '',
      fields: openIdFields,
    },
  ],
};

const wikiOf = (users = {}) =>
  createTestWiki({
    version: '1.27',
    origin: 'https://wiki.example.org',
    users: { William: { password: 'William-password-1' }, ...users },
    captcha: { type: 'image', answers: ['labword'] },
    externalLogin: [openId],
    questions: [
      {
        at: 'login',
        users: /^Alice$/u,
        message: 'Two-factor authentication',
        requests: [secondStep],
        right: [{ code: '1' }],
      },
      {
        at: 'create',
        users: /^Alice$/u,
        message: 'Set up two-factor authentication',
        requests: setUp,
        right: [{ code: '1' }, { skip2FASetup: true }],
      },
    ],
  });

const fv1 = { formatversion: '1' };

describe('account creation', () => {
  const zane = { username: 'Zane', password: 'your_password', retype: 'your_password' };

  test('1: nothing special', async () => {
    const one = visitor(createTestWiki({ version: '1.27' }));
    const createtoken = (await one.get({ action: 'query', meta: 'tokens', type: 'createaccount', ...fv1 })).query.tokens
      .createaccounttoken;
    expect(createtoken).toMatch(/^[0-9a-f]{40}\+\\$/u);
    const body = { action: 'createaccount', createtoken, ...zane, createreturnurl: 'http://127.0.0.1', ...fv1 };
    expect(await one.post(body)).toEqual({ createaccount: { status: 'PASS', username: 'Zane' } });
  });

  test('2: a captcha', async () => {
    const one = visitor(createTestWiki({ version: '1.27', captcha: { type: 'image', answers: ['labword'] } }));
    const ask = { action: 'query', meta: 'authmanagerinfo|tokens', amirequestsfor: 'create', type: 'createaccount' };
    const { batchcomplete, query } = await one.get({ ...ask, ...fv1 });
    expect(batchcomplete).toBe('');
    const { requests, ...about } = query.authmanagerinfo;
    expect(about).toEqual({ canauthenticatenow: '', cancreateaccounts: '', preservedusername: '' });
    const id = requests[0].fields.captchaId.value;
    expect(requests[0]).toEqual({
      id: 'CaptchaAuthenticationRequest',
      metadata: { type: 'image', mime: 'image/png' },
      required: 'required',
      provider: 'CaptchaAuthenticationRequest',
      account: 'CaptchaAuthenticationRequest',
      fields: {
        captchaId: {
          type: 'hidden',
          value: expect.stringMatching(/^\d+$/u),
          label: 'CAPTCHA ID',
          help: 'This value should be sent back unchanged.',
        },
        captchaInfo: {
          type: 'null',
          value: `/w/index.php?title=Special:Captcha/image&wpCaptchaId=${id}`,
          label:
            'To help protect against automated account creation, please enter the words that appear below in the box ([[Special:Captcha/help|more info]]):',
          help: 'Description of the CAPTCHA.',
        },
        captchaWord: { type: 'string', label: 'CAPTCHA', help: 'Solution of the CAPTCHA.' },
      },
    });
    const createtoken = query.tokens.createaccounttoken;
    const answer = { captchaId: id, captchaWord: 'labword', createreturnurl: 'http://127.0.0.1:5000/' };
    const body = { action: 'createaccount', createtoken, ...zane, email: '', ...answer, ...fv1 };
    expect((await one.post(body)).createaccount).toEqual({ status: 'PASS', username: 'Zane' });
  });

  test('3: a captcha, OpenID and two-factor authentication', async () => {
    const one = visitor(wikiOf());
    const { captchaId } = await one.fieldsOf('create', 'CaptchaAuthenticationRequest');
    const solved = { captchaId: captchaId.value, captchaWord: 'labword' };
    const redirect = await one.begin('createaccount', { username: 'Alice', openid: '1', ...solved, ...fv1 });
    expect(redirect).toEqual(printedRedirect);
    expect(decodeURIComponent(redirect.redirecttarget)).toMatch(
      /^https:\/\/openid\.example\.net\/openid-auth\.php\?scope=openid&response_type=code&client_id=ABC&redirect_uri=https:\/\/wiki\.example\.org\/wiki\/Special:OpenIDConnectReturn&state=\w+$/u,
    );
    const { code: given = '', state = '' } = await one.through(redirect.redirecttarget, { user: 'alice' });
    expect(await one.goOn('createaccount', { code: given, state, ...fv1 })).toEqual({
      status: 'UI',
      message: 'Set up two-factor authentication',
      requests: [
        setUp[0],
        {
          ...setUp[1],
          metadata: {},
          provider: 'MediaWiki\\Auth\\ButtonAuthenticationRequest',
          account: 'MediaWiki\\Auth\\ButtonAuthenticationRequest:skip2FASetup',
        },
      ],
    });
    expect(await one.goOn('createaccount', { code: '1', ...fv1 })).toEqual({ status: 'PASS', username: 'Alice' });
  });

  test.for([
    ['badtoken', { createtoken: 'x' }],
    ['notoken', {}],
    ['mustpostparams', {}],
    ['missingparam', { createreturnurl: '' }],
  ] as const)('the error %s', async ([code, fields]) => {
    const one = visitor(wikiOf());
    const createtoken = await one.token('createaccount');
    const body: Record<string, string> = {
      action: 'createaccount',
      createtoken,
      createreturnurl: 'http://a.example/',
      ...fields,
    };
    if (code === 'missingparam') delete body['createreturnurl'];
    if (code === 'mustpostparams' || code === 'notoken') delete body['createtoken'];
    const query = code === 'mustpostparams' ? `?createtoken=${encodeURIComponent(createtoken)}` : '';
    expect((await one.post(body, query)).error.code).toBe(code);
  });
});

describe('logging in', () => {
  test('1: nothing special', async () => {
    const one = visitor(wikiOf());
    const william = { username: 'William', password: 'William-password-1', ...fv1 };
    expect(await one.begin('clientlogin', william)).toEqual({ status: 'PASS', username: 'William' });
  });

  test('2: OpenID and two-factor authentication', async () => {
    const one = visitor(wikiOf({ Alice: { password: '' } }));
    const redirect = await one.begin('clientlogin', { openid: '1', ...fv1 });
    expect(redirect).toEqual(printedRedirect);
    const { code: given = '', state = '' } = await one.through(redirect.redirecttarget, { user: 'william' });
    expect(await one.goOn('clientlogin', { code: given, state, ...fv1 })).toEqual({
      status: 'UI',
      message: 'Two-factor authentication',
      requests: [{ ...secondStep, metadata: {}, required: 'required' }],
    });
    expect(await one.goOn('clientlogin', { code: '1', ...fv1 })).toEqual({ status: 'PASS', username: 'Alice' });
  });

  test('of 2011: the same request twice, in XML, and the cookies made of the answer', async () => {
    const wiki = createTestWiki({ version: '1.16', cookiePrefix: 'enwiki', users: { Bob: { password: 'secret' } } });
    const one = visitor(wiki);
    const login = async (more = {}) => {
      const body = new URLSearchParams({
        action: 'login',
        lgname: 'Bob',
        lgpassword: 'secret',
        format: 'xml',
        ...more,
      });
      return (await one.send(wiki.api, { method: 'POST', body })).text();
    };
    const need = await login();
    const [, token = '', sessionid = ''] =
      /^<\?xml version="1\.0"\?><api><login result="NeedToken" token="([0-9a-f]{32})" cookieprefix="enwiki" sessionid="(\w+)" \/><\/api>$/u.exec(
        need,
      ) ?? [];
    expect(one.cookies.get('enwiki_session')).toBe(sessionid);
    const done = await login({ lgtoken: token });
    const [, lgtoken = ''] =
      /<login result="Success" lguserid="1" lgusername="Bob" lgtoken="(\w+)" cookieprefix="enwiki" sessionid="\w+" \/>/u.exec(
        done,
      ) ?? [];
    const own = { enwikiUserName: 'Bob', enwikiUserID: '1', enwikiToken: lgtoken };
    const Cookie = Object.entries({ enwiki_session: sessionid, ...own })
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    const who = await wiki.fetch(`${wiki.api}?action=query&meta=userinfo&format=xml`, { headers: { Cookie } });
    expect(await who.text()).toContain('<userinfo id="1" name="Bob" />');
  });
});
