import { describe, expect, test } from 'vitest';
import { check } from '../src/check/check.ts';
import { object, readRecordings, type Recording } from '../src/check/recordings.ts';
import { loadSpec, root } from '../src/check/spec.ts';
import type { Exchange, Json } from '../src/exchange.ts';

const spec = loadSpec();
const { recordings } = readRecordings(`${root}/spec/recordings`);

const at = (data: Json | undefined, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((inner, key) => (Array.isArray(inner) ? inner[Number(key)] : object(inner)[key]), data);

/** A copy with the value at the path changed, or dropped if `change` gives nothing. */
function changed(data: Json, [key = '', ...rest]: readonly string[], change: (value: Json) => Json | undefined): Json {
  const entries = Object.entries(data as { [key: string]: Json }).flatMap(([name, value]): [string, Json][] => {
    if (name !== key) return [[name, value]];
    const next = rest.length > 0 ? changed(value, rest, change) : change(value);
    return next === undefined ? [] : [[name, next]];
  });
  return Array.isArray(data) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

const withBody = (exchange: Exchange, body: Json): Exchange => ({
  ...exchange,
  response: { ...exchange.response, body },
});

const faults = async ({ file }: Recording, exchange: Exchange): Promise<readonly string[]> =>
  (await check({ file, exchange }, spec)).faults;

const named = (name: string): { recording: Recording; exchange: Exchange } => {
  const recording = recordings.find(
    ({ exchange }) => exchange?.name === name && exchange.wiki?.version?.startsWith('1.43'),
  );
  if (!recording?.exchange) throw new Error(`there is no recording ${name}`);
  return { recording, exchange: recording.exchange };
};

/** What MediaWiki always sends; `0` is the first of a list. */
const always = [
  'login/result', 'login/lguserid', 'login/lgusername', 'login/reason', 'login/reason/code', 'login/token',
  'edit/result', 'edit/pageid', 'edit/title', 'edit/contentmodel', 'edit/nochange', 'edit/newrevid', 'edit/newtimestamp',
  'query/userinfo', 'query/userinfo/id', 'query/userinfo/name', 'query/userinfo/anon', 'query/userinfo/rights',
  'query/tokens/csrftoken', 'query/tokens/logintoken', 'query/tokens/createaccounttoken',
  'query/general', 'query/general/generator', 'query/general/sitename', 'query/general/server', 'query/general/time',
  'query/general/articlepath', 'query/namespaces', 'query/namespaces/0/id', 'query/pages/0/title',
  'batchcomplete', 'requestid', 'curtimestamp', 'uselang',
  'paraminfo', 'paraminfo/helpformat', 'paraminfo/modules/0/name', 'paraminfo/modules/0/path', 'paraminfo/modules/0/parameters',
  'paraminfo/modules/0/parameters/0/name', 'paraminfo/modules/0/parameters/0/type',
  'error/code', 'error/info', 'error/lag', 'error/readonlyreason', 'errors/0/code', 'errors/0/text', 'errors/0/html',
  'errors/0/key', 'errors/0/params', 'errors/0/module',
  'id', 'key', 'title', 'latest', 'latest/id', 'latest/timestamp', 'content_model', 'license', 'source', 'html', 'html_url',
  'pages', 'pages/0/id', 'pages/0/key', 'pages/0/title', 'pages/0/excerpt', 'httpCode', 'httpReason', 'failureCode',
  ...['clientlogin', 'createaccount', 'linkaccount'].flatMap((module) => ['', '/status', '/message', '/messagecode',
    '/canpreservestate', '/requests', '/redirecttarget'].map((name) => module + name)),
  ...['clientlogin', 'createaccount', 'linkaccount', 'query/authmanagerinfo'].flatMap((module) => ['id', 'metadata', 'required', 'provider',
    'account', 'fields'].map((name) => `${module}/requests/0/${name}`)),
  'clientlogin/username', 'createaccount/username', 'clientlogin/fields', 'clientlogin/message/key', 'clientlogin/message/params',
  'clientlogin/requests/0/provider/key', 'clientlogin/requests/0/fields/OATHToken/type', 'clientlogin/requests/0/fields/OATHToken/optional',
  'clientlogin/requests/0/fields/OATHToken/sensitive', 'clientlogin/requests/0/fields/labchoice/options', 'clientlogin/requests/0/fields/labmulti/options',
  ...['canauthenticatenow', 'cancreateaccounts', 'canlinkaccounts', 'securitysensitiveoperationstatus', 'haspreservedstate', 'hasprimarypreservedstate',
    'preservedusername', 'requests', 'fields'].map((name) => `query/authmanagerinfo/${name}`),
  'query/authmanagerinfo', 'query/authmanagerinfo/requests/0/metadata/mime', 'query/authmanagerinfo/requests/0/fields/captchaId/value',
  'query/authmanagerinfo/requests/0/fields/captchaInfo', 'query/authmanagerinfo/requests/0/fields/captchaWord',
  'unlinkaccount/status', 'changeauthenticationdata/status', 'resetpassword/status', 'checktoken', 'checktoken/result', 'validatepassword/validity',
  'validatepassword/validitymessages', 'validatepassword/validitymessages/0/code', 'validatepassword/validitymessages/0/message',
  'validatepassword/validitymessages/0/html', 'acquiretempusername', 'emailuser/result', 'help/mime', 'help/help',
  'parse', 'parse/title', 'parse/pageid', 'parse/text', 'parse/sections', 'parse/properties',
  'query/users', 'query/users/0/name', 'query/users/0/groups', 'query/users/2/cancreate', 'query/allusers', 'query/allusers/0/userid', 'query/allpages/0/title',
  'query/languageinfo', 'query/languageinfo/en/dir', 'query/languageinfo/en/autonym', 'query/oath', 'query/oath/enabled',
  'query/pages/0/lastrevid', 'query/pages/0/touched', 'query/pages/0/contentmodel', 'query/pages/0/pagelanguagedir',
  'revisions', 'revisions/0/id', 'revisions/0/user/name', 'revisions/0/comment', 'revisions/0/timestamp', 'count', 'limit', 'files',
  'size', 'minor', 'timestamp', 'page', 'page/key', 'user/id', 'comment', 'delta', 'from', 'from/slot_role', 'to/sections', 'diff', 'diff/0/type', 'diff/0/offset',
  'mw-discovery', 'info', 'info/title', 'servers', 'servers/0/url', 'modules', 'openapi', 'paths', 'components',
]; // prettier-ignore

/** An answer with `continue` may be without `batchcomplete`, and with formatversion=1 true may as well be false, which is absent. */
const isSpared = (pointer: string, body: Json): boolean =>
  (pointer === 'batchcomplete' && 'continue' in object(body)) ||
  (/\/can[a-z]+$/.test(pointer) && at(body, pointer.split('/')) === '');

function ofAnotherType(value: Json): Json {
  if (typeof value === 'string') return { was: value };
  return Array.isArray(value) || typeof value === 'object' ? 17 : `not ${String(value)}`;
}

describe.each(always)('%s', (pointer) => {
  const path = pointer.split('/');
  const having = recordings.flatMap((recording) =>
    recording.exchange &&
    at(recording.exchange.response.body, path) !== undefined &&
    !isSpared(pointer, recording.exchange.response.body as Json)
      ? [{ recording, exchange: recording.exchange, body: recording.exchange.response.body as Json }]
      : [],
  );

  test('is in a recording', () => {
    expect(having.length).toBeGreaterThan(0);
  });

  test.each([
    ['dropped', () => undefined],
    ['of another type', ofAnotherType],
  ])('%s, makes each of them invalid', async (_name, change) => {
    const survivors: string[] = [];
    for (const { recording, exchange, body } of having) {
      if ((await faults(recording, withBody(exchange, changed(body, path, change)))).length === 0)
        survivors.push(recording.file);
    }
    expect(survivors).toEqual([]);
  });
});

describe('a damaged answer is found invalid', () => {
  const cases: [what: string, recording: string, damage: (body: Json) => Json][] = [
    ['a result that is none', 'login-success-botpassword-fv2', (body) => changed(body, ['login', 'result'], () => 'Maybe')],
    ['a result of another kind', 'login-failed-wrongpassword-fv2', (body) => changed(body, ['login', 'result'], () => 'Success')],
    ['an edit that neither changed anything nor left it', 'edit-nochange', (body) => changed(body, ['edit', 'nochange'], () => undefined)],
    ['text under the name of formatversion 2', 'error-badtoken-errorformat-html-fv1', (body) => changed(body, ['errors', '0'], (error) => {
      const { '*': html, ...rest } = object(error);
      return { ...rest, html: html ?? '' };
    })],
    ['text under the name of formatversion 1', 'error-badtoken-errorformat-html-fv2', (body) => changed(body, ['errors', '0'], (error) => {
      const { html, ...rest } = object(error);
      return { ...rest, '*': html ?? '' };
    })],
    ['true as formatversion 1 writes it', 'edit-nochange', (body) => changed(body, ['edit', 'nochange'], () => '')],
    ['true as formatversion 2 writes it', 'edit-nochange-fv1', (body) => changed(body, ['edit', 'nochange'], () => true)],
    ['pages as formatversion 1 has them', 'format-json-ascii', (body) => changed(body, ['query', 'pages'], (pages) => ({ 4: (pages as Json[])[0] ?? null }))],
    ['plaintext where HTML was asked for', 'error-badtoken-errorformat-html-fv2', () => object(named('error-badtoken-errorformat-plaintext-fv2').exchange.response.body)],
    ['an error object where errors were asked for', 'error-badtoken-errorformat-raw-fv2', () => object(named('error-badtoken-errorformat-bc-fv2').exchange.response.body)],
    ['errors where an error object was asked for', 'error-badtoken-errorformat-bc-fv2', () => object(named('error-badtoken-errorformat-plaintext-fv2').exchange.response.body)],
    ['errors of two formats', 'error-badtoken-errorformat-html-fv2', (body) => changed(body, ['errors'], (errors) => [...(errors as Json[]), { code: 'x', text: 'y', module: 'edit' }])],
    ['warnings of another format', 'warning-unrecognised-errorformat-html-fv2', () => object(named('warning-unrecognised-errorformat-bc-fv2').exchange.response.body)],
    ['a reason of another format', 'login-failed-errorformat-raw', (body) => changed(body, ['login', 'reason'], () => 'Incorrect password')],
    ['no error where the header names one', 'edit-badmd5', () => ({ edit: { result: 'Failure' } })],
    ['another error than the header names', 'edit-badmd5', (body) => changed(body, ['error', 'code'], () => 'badtoken')],
    ['a token without its end', 'tokens-default-anon-fv2', (body) => changed(body, ['query', 'tokens', 'csrftoken'], () => 'abc')],
    ['nobody with a number', 'userinfo-anon-fv2', (body) => changed(body, ['query', 'userinfo', 'anon'], () => undefined)],
    ['no answer at all', 'userinfo-anon-fv2', () => ''],
    ['an HTML page', 'userinfo-anon-fv2', () => '<!DOCTYPE html><html></html>'],
    ['a list', 'userinfo-anon-fv2', () => []],
    ['another status in the body than on the wire', 'rest-page-404', (body) => changed(body, ['httpCode'], () => 403)],
    ['an error that says nothing', 'rest-page-404', (body) => changed(body, ['messageTranslations'], () => undefined)],
    ['HTML that is none', 'rest-page-html', () => 'Hello'],
    ['a body under 304', 'rest-page-html-304', () => 'Hello'],
    ['JSONP with another answer inside', 'tokens-jsonp-callback', () => '/**/cb({"query":{"tokens":17}})'],
    ['a status that is none', 'clientlogin-pass-fv2', (body) => changed(body, ['clientlogin', 'status'], () => 'DONE')],
    ['a status of another kind', '2fa-clientlogin-ui-fv2', (body) => changed(body, ['clientlogin', 'status'], () => 'REDIRECT')],
    ['a PASS in small letters', 'clientlogin-pass-fv2', (body) => changed(body, ['clientlogin', 'status'], () => 'pass')],
    ['the answer of another module', 'clientlogin-pass-fv2', (body) => ({ createaccount: object(body)['clientlogin'] ?? null })],
    ['a text where a raw message was asked for', '2fa-clientlogin-ui-messageformat-raw', (body) => changed(body, ['clientlogin', 'message'], () => 'Enter a code')],
    ['a raw message where a text was asked for', '2fa-clientlogin-ui-fv2', (body) => changed(body, ['clientlogin', 'message'], () => ({ key: 'x', params: [] }))],
    ['a message where none was asked for', '2fa-clientlogin-ui-messageformat-none', (body) => changed(body, ['clientlogin'], (step) => ({ ...object(step), message: 'x' }))],
    ['a label where none was asked for', '2fa-clientlogin-ui-messageformat-none', (body) => changed(body, ['clientlogin', 'requests', '0', 'fields', 'OATHToken'], (field) => ({ ...object(field), label: 'x' }))],
    ['a form that need not be filled, after all', '2fa-clientlogin-ui-fv2', (body) => changed(body, ['clientlogin', 'requests', '0', 'required'], () => false)],
    ['options that are a list', 'labauth-clientlogin-ui-all-field-types-fv2', (body) => changed(body, ['clientlogin', 'requests', '0', 'fields', 'labchoice', 'options'], () => ['red', 'blue'])],
    ['true as formatversion 1 writes it, in a field', '2fa-clientlogin-ui-fv2', (body) => changed(body, ['clientlogin', 'requests', '0', 'fields', 'OATHToken', 'optional'], () => '')],
    ['true as formatversion 2 writes it, in a field', 'labauth-clientlogin-redirect-fv1', (body) => changed(body, ['clientlogin', 'requests', '0', 'fields', 'code', 'optional'], () => true)],
    ['an operation of another status', 'authmanagerinfo-security-anon', (body) => changed(body, ['query', 'authmanagerinfo', 'securitysensitiveoperationstatus'], () => 'maybe')],
    ['a token that is neither valid nor not', 'checktoken-valid', (body) => changed(body, ['checktoken', 'result'], () => 'perhaps')],
    ['a result that is no success', 'resetpassword-by-user', (body) => changed(body, ['resetpassword', 'status'], () => 'failure')],
    ['an answer to an action that the wiki has not', 'error-unknown-action', () => ({ nosuch: {} })],
    ['an answer of a route that the wiki has not', 'rest-route-404', () => ({ id: 1 })],
    ['a page that is none', 'captcha-fancy-image', () => ''],
    ['a page under HEAD', 'index-login-form-head', () => '<!DOCTYPE html>'],
    ['wikitext that is not text', 'rest-transform-html-to-wikitext', () => ({ wikitext: 'x' })],
    ['a search description that is none', 'rest-search-endpoint', () => '<html></html>'],
  ]; // prettier-ignore

  test.each(cases)('%s', async (_what, name, damage) => {
    const { recording, exchange } = named(name);
    expect(await faults(recording, exchange)).toEqual([]);
    expect(await faults(recording, withBody(exchange, damage(exchange.response.body ?? null)))).toHaveLength(1);
  });

  test('an undocumented status or content type', async () => {
    const { recording, exchange } = named('userinfo-anon-fv2');
    expect(await faults(recording, { ...exchange, response: { ...exchange.response, status: 418 } })).toHaveLength(1);
    const headers = [['Content-Type', 'application/pdf']] as const;
    expect(await faults(recording, { ...exchange, response: { ...exchange.response, headers } })).toHaveLength(1);
  });

  test('a module that the spec does not know is named', async () => {
    const { recording, exchange } = named('userinfo-anon-fv2');
    const request = {
      ...exchange.request,
      url: exchange.request.url.replace('meta=userinfo', 'meta=userinfo%7Cnosuch'),
    };
    expect(await faults(recording, { ...exchange, request })).toEqual([
      'the spec does not know action=query&meta=nosuch',
    ]);
  });

  test('a request that the wiki took although the spec would not', async () => {
    const { recording, exchange } = named('edit-create');
    const body = JSON.stringify(exchange.request.body).replace('title=', 'nosuch=').slice(1, -1);
    expect(await faults(recording, { ...exchange, request: { ...exchange.request, body } })).toHaveLength(1);
  });
});

describe('what the spec leaves open stays valid', () => {
  const extra = (body: Json): Json => {
    if (Array.isArray(body) || body === null || typeof body !== 'object') return body;
    const parts = ['login', 'edit', 'error'].filter((name) => typeof body[name] === 'object');
    return parts.reduce((data, name) => changed(data, [name], (part) => ({ ...object(part), mwkitnew: [1] })), {
      ...body,
      mwkitnew: { a: 1 },
    } as Json);
  };

  test('properties that nobody knows', async () => {
    const refused: string[] = [];
    for (const recording of recordings) {
      const { exchange } = recording;
      if (!exchange || typeof exchange.response.body !== 'object') continue;
      const found = await faults(recording, withBody(exchange, extra(exchange.response.body)));
      if (found.length > 0) refused.push(recording.file);
    }
    expect(refused).toEqual([]);
  });

  test.each([
    ['a type of token', 'tokens-all-user-fv2', ['query', 'tokens', 'crosswikitoken'], 'ab+\\'],
    ['a siprop', 'siteinfo', ['query', 'newprop'], [1]],
    ['a code', 'error-badtoken-errorformat-none-fv2', ['errors', '0', 'data'], { anything: 1 }],
  ])('%s that nobody knows', async (_what, name, path, value) => {
    const { recording, exchange } = named(name);
    const parent = path.slice(0, -1);
    const body = changed(exchange.response.body ?? null, parent, (part) => ({
      ...object(part),
      [path.at(-1) ?? '']: value as Json,
    }));
    expect(await faults(recording, withBody(exchange, body))).toEqual([]);
  });
});

describe('wikis of other ages', () => {
  const form = [['Content-Type', 'application/x-www-form-urlencoded']] as const;
  const json = [['Content-Type', 'application/json; charset=utf-8']] as const;
  const old = (body: Json, version = '1.16.5', sent = 'action=login&lgname=A&lgpassword=b&format=json'): Exchange => ({
    name: 'old',
    wiki: { version },
    request: { method: 'POST', url: 'https://old.example/api.php', headers: form, body: sent },
    response: { status: 200, headers: json, body },
  });
  const recording = { file: 'old.json' };

  test.each([
    [{ result: 'NeedToken', token: 'abc', cookieprefix: 'old', sessionid: 'def' }],
    [{ result: 'Success', lguserid: 7, lgusername: 'A', lgtoken: 'abc', cookieprefix: 'old', sessionid: 'def' }],
    [{ result: 'Throttled', wait: 300 }],
    [{ result: 'CreateBlocked', details: 'Your IP address is blocked from account creation' }],
    [{ result: 'WrongPass' }],
    [{ result: 'NotExists', wait: 5, details: 'wait' }],
    [{ result: 'Blocked' }],
    [{ result: 'Aborted', reason: 'an-extension-says-no' }],
  ])('1.16 answers a log-in with %o', async (login) => {
    expect(await faults(recording, old({ login }))).toEqual([]);
  });

  test.each([
    [{ result: 'Throttled' }],
    [{ result: 'CreateBlocked' }],
    [{ result: 'Success', lgtoken: 'abc' }],
    [{ result: 'NeedToken' }],
  ])('but not with %o', async (login) => {
    expect(await faults(recording, old({ login }))).toHaveLength(1);
  });

  test('before 1.25 there is no batchcomplete, and formatversion=2 means nothing', async () => {
    const sent = 'action=query&meta=userinfo&format=json&formatversion=2';
    expect(
      await faults(recording, old({ query: { userinfo: { id: 0, name: '192.0.2.1', anon: '' } } }, '1.22.1', sent)),
    ).toEqual([]);
    expect(
      await faults(recording, old({ query: { userinfo: { id: 0, name: '192.0.2.1', anon: '' } } }, '1.31.1', sent)),
    ).toHaveLength(1);
  });

  test('a logout had an empty list for an answer', async () => {
    expect(await faults(recording, old([], '1.16.5', 'action=logout&format=json'))).toEqual([]);
    expect(await faults(recording, old([1], '1.16.5', 'action=logout&format=json'))).not.toEqual([]);
  });
});

describe('revisions', () => {
  const exchange = (revision: Json, sent = 'rvprop=ids%7Ccontent&rvslots=main', page: Json = {}): Exchange => ({
    name: 'revisions',
    request: {
      method: 'GET',
      url: `https://wiki.example/w/api.php?action=query&prop=revisions&titles=A&format=json&formatversion=2&${sent}`,
    },
    response: {
      status: 200,
      headers: [['Content-Type', 'application/json']],
      body: {
        batchcomplete: true,
        query: { pages: [{ pageid: 7, ns: 0, title: 'A', revisions: [revision], ...object(page) }] },
      },
    },
  });
  const main = { contentmodel: 'wikitext', contentformat: 'text/x-wiki', content: 'x' };

  test.each<[string, Exchange]>([
    ['content in a slot', exchange({ revid: 3, parentid: 0, slots: { main } })],
    ['content that is hidden', exchange({ revid: 3, parentid: 0, slots: { main: { texthidden: true } } })],
    ['content in the old form', exchange({ revid: 3, ...main }, 'rvprop=ids%7Ccontent')],
    ['a user who is hidden', exchange({ revid: 3, userhidden: true }, 'rvprop=ids%7Cuser')],
  ])('%s is valid', async (_what, one) => {
    expect(await faults({ file: 'revisions.json' }, one)).toEqual([]);
  });

  test.each<[string, Exchange]>([
    ['no number', exchange({ slots: { main } })],
    ['no slots', exchange({ revid: 3 })],
    ['no content in the slot', exchange({ revid: 3, slots: { main: { contentmodel: 'wikitext' } } })],
    ['content in the old form, with slots asked for', exchange({ revid: 3, ...main })],
    ['no user', exchange({ revid: 3 }, 'rvprop=ids%7Cuser')],
    ['a namespace that is no number', exchange({ revid: 3, slots: { main } }, undefined, { ns: 'Main' })],
    ['a page whose title is a number', exchange({ revid: 3, slots: { main } }, undefined, { title: 17 })],
  ])('%s is not', async (_what, one) => {
    expect(await faults({ file: 'revisions.json' }, one)).toHaveLength(1);
  });
});
