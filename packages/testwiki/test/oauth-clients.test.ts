import { expect, test } from 'vitest';
import { createTestWiki } from '../src/index.ts';
import { alice, Browser } from './browser.ts';

const email = 'alice@example.org';

async function open(): Promise<Browser> {
  const users = {
    Alice: { password: alice[1], email },
    Bob: { password: 'Bob-password-1', email: 'bob@example.org' },
    Carol: { password: 'Carol-password-1' },
  };
  const browser = new Browser(createTestWiki({ version: '1.45', users, oauthConsumers: {} }));
  await browser.login(...alice);
  return browser;
}

const application = {
  name: 'App',
  description: 'A test',
  email,
  is_confidential: true,
  grant_types: ['authorization_code', 'refresh_token'],
  scopes: ['editpage'],
  callback_url: 'https://app.example/callback',
};
const own = { ...application, name: 'Own', owner_only: true };

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const who = async (browser: Browser, token: string) =>
  new Browser(browser.wiki).get({ action: 'query', meta: 'userinfo' }, bearer(token));

test('an owner-only consumer has a token at once; its secret can be reset, which ends the token', async () => {
  const browser = await open();
  const first = await browser.rest('POST', '/oauth2/client', own);
  expect(Object.keys(first)).toEqual(['name', 'client_key', 'secret', 'access_token']);
  expect(first.client_key).toMatch(/^[0-9a-f]{32}$/u);
  expect((await who(browser, first.access_token)).query.userinfo.name).toBe('Alice');
  const reset = `/oauth2/client/${first.client_key}/reset_secret`;
  const second = await browser.rest('POST', reset, { reason: 'leaked' });
  expect(second).toMatchObject({ name: 'Own', client_key: first.client_key });
  expect(second.secret).not.toBe(first.secret);
  expect((await who(browser, first.access_token)).error.code).toBe('mwoauth-invalid-authorization');
  expect((await who(browser, second.access_token)).query.userinfo.name).toBe('Alice');
  expect(await browser.rest('POST', '/oauth2/client/nosuch/reset_secret', {})).toMatchObject({
    errorKey: 'mwoauth-invalid-consumer-key',
    httpCode: 400,
  });
  const other = new Browser(browser.wiki);
  await other.login('Bob', 'Bob-password-1');
  expect(await other.rest('POST', reset, {})).toMatchObject({ errorKey: 'mwoauth-consumer-user-mismatch' });
});

test('another is proposed: its owner may use it, and others not yet', async () => {
  const browser = await open();
  const { client_key, secret, ...rest } = await browser.rest('POST', '/oauth2/client', application);
  expect(rest).toEqual({ name: 'App' });
  const query = { response_type: 'code', client_id: client_key, scope: 'editpage', title: 'Special:OAuth/approve' };
  const allow = (user: string) =>
    browser.send(`${browser.wiki.origin}/w/index.php?${new URLSearchParams({ ...query, user })}`);
  expect((await allow('Bob')).status).toBe(403);
  const code = new URL((await allow('Alice')).headers.get('location') ?? '').searchParams.get('code') ?? '';
  const form = { grant_type: 'authorization_code', client_id: client_key, client_secret: secret, code };
  const body = new URLSearchParams(form);
  const tokens = await browser.send(`${browser.wiki.rest}/oauth2/access_token`, { method: 'POST', body });
  expect(await tokens.json()).toMatchObject({ token_type: 'Bearer', refresh_token: expect.any(String) });
});

test('the list has what one has registered, newest first', async () => {
  const browser = await open();
  for (const fields of [application, own]) await browser.rest('POST', '/oauth2/client', fields);
  const { clients, total } = await browser.rest('GET', '/oauth2/client');
  expect(total).toBe(2);
  expect(clients).toMatchObject([
    { name: 'Own', owner_only: true, stage: 1, oauth_version: 2 },
    { name: 'App', owner_only: false, stage: 0, scopes: ['basic', 'editpage'], callback_url: application.callback_url },
  ]);
  expect(JSON.stringify(clients)).not.toMatch(/secret/u);
  expect((await browser.rest('GET', '/oauth2/client?limit=1&offset=1')).clients).toMatchObject([{ name: 'App' }]);
  expect(await new Browser(browser.wiki).rest('GET', '/oauth2/client')).toMatchObject({ httpCode: 404 });
});

test('refusals', async () => {
  const browser = await open();
  const { email: _, ...without } = application;
  for (const [fields, refusal] of [
    [without, { errorKey: 'rest-body-validation-error', failureCode: 'missingparam', name: 'email' }],
    [
      { ...application, token: 'x+\\' },
      { errorKey: 'rest-extraneous-body-fields', name: 'token' },
    ],
    [{ ...application, callback_url: '' }, { errorKey: 'mwoauth-error-missing-callback-url-non-owner' }],
    [{ ...application, email: 'other@example.org' }, { message: 'email_mismatched' }],
  ] as const)
    expect(await browser.rest('POST', '/oauth2/client', fields)).toMatchObject({ ...refusal, httpCode: 400 });
  const nobody = new Browser(browser.wiki);
  const refused = { message: 'not_logged_in', httpCode: 400 };
  expect(await nobody.rest('POST', '/oauth2/client', application)).toMatchObject(refused);
  await browser.rest('POST', '/oauth2/client', application);
  const again = await browser.rest('POST', '/oauth2/client', application);
  expect(again).toMatchObject({ message: 'consumer_exists' });
  await nobody.login('Carol', 'Carol-password-1');
  const unconfirmed = { message: 'email_not_confirmed' };
  expect(await nobody.rest('POST', '/oauth2/client', application)).toMatchObject(unconfirmed);
  await browser.send(`${browser.wiki.rest}/oauth2/client`, { method: 'POST', body: new FormData() });
  expect(browser.response.status).toBe(415);
});
