import { accounts, botPasswords } from '@mwkit/wiki';
import type { Json } from '../exchange.ts';
import { at } from '../json.ts';
import type { Scenario } from '../scenario.ts';

const text = { source: 'New text', comment: 'made by rest' };

/** POST /v1/page: tokens, bodies, titles, users. */
export const restCreate: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const alice = browser();
    await alice.signIn(accounts.user);
    const token = await alice.token();
    const create = (name: string, json: Json) => alice.rest(`rest-create-${name}`, 'POST', '/v1/page', { json });
    await create('missing-token', { ...text, title: 'Rest 1' });
    await create('bad-token', { ...text, title: 'Rest 1', token: 'bad+\\' });
    await create('201', { ...text, title: 'Rest 1', token });
    await create('exists-409', { ...text, title: 'Rest 1', token });
    await create('missing-title', { ...text, token });
    await create('missing-comment', { title: 'Rest 2', source: 'x', token });
    await create('json-array', [1]);
    await create('invalid-title', { ...text, title: 'a[b', token });
    await create('protected-is-400', { ...text, title: 'MediaWiki:Sidebar', token });
    await create('content-model', { ...text, title: 'Rest js', content_model: 'nosuch', token });
    const tokenInQuery = { json: { ...text, title: 'Rest q' }, query: { token } };
    await alice.rest('rest-create-token-in-query', 'POST', '/v1/page', tokenInQuery);

    const raw = (name: string, body: string, contentType: string) =>
      alice.rest(name, 'POST', '/v1/page', { body, headers: { 'Content-Type': contentType } });
    await raw('rest-create-bad-json', '{"title": ', 'application/json');
    await raw('rest-create-no-body', '', 'application/json');
    await raw('rest-create-form-encoded-is-400', 'title=x', 'application/x-www-form-urlencoded');
    await raw('rest-create-no-content-type', 'x', '');
    await raw('rest-body-multipart', 'x', 'multipart/form-data; boundary=x');

    const anonymous = browser();
    const anonymously = (name: string, json: Json) => anonymous.rest(name, 'POST', '/v1/page', { json });
    await anonymously('rest-create-anon-with-anon-token', { ...text, title: 'Rest anon', token: '+\\' });
    await anonymously('rest-create-anon-no-token', { ...text, title: 'Rest anon 2' });

    const blocked = browser();
    await blocked.signIn(accounts.blocked);
    const byBlocked = { ...text, title: 'Rest bl', token: await blocked.token() };
    await blocked.rest('rest-create-blocked-is-400', 'POST', '/v1/page', { json: byBlocked });

    const bot = browser();
    await bot.signIn(botPasswords.bot);
    const byBot = { ...text, title: 'Rest bot', token: await bot.token() };
    await bot.rest('rest-create-with-botpassword-session', 'POST', '/v1/page', { json: byBot });
    const without = { ...text, title: 'Rest bot 2' };
    await bot.rest('rest-create-botpassword-session-no-token', 'POST', '/v1/page', { json: without });
  },
};

/** PUT /v1/page/{title}: new pages, new revisions, conflicts. */
export const restUpdate: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const alice = browser();
    await alice.signIn(accounts.user);
    const token = await alice.token();
    const put = (name: string, page: string, json: { [key: string]: Json }) =>
      alice.rest(`rest-${name}`, 'PUT', `/v1/page/${page}`, { json: { comment: 'c', token, ...json } });
    const latestOf = async (title: string) =>
      at(
        (await alice.send(undefined, { method: 'GET', path: `/w/rest.php/v1/page/${title}` })).response.body,
        'latest',
        'id',
      )!;

    await alice.post(undefined, { action: 'edit', title: 'Rest 1', text: 'First', token });
    const latest = { id: await latestOf('Rest_1') };
    await put('update-200', 'Rest%201', { source: 'Second', latest });
    await put('update-conflict-409', 'Rest%201', { source: 'Third', latest });
    await put('update-no-latest-exists', 'Rest%201', { source: 'Third' });
    await put('update-creates-201', 'Rest%203', { source: 'x' });
    await put('update-nochange', 'Rest%203', { source: 'x', latest: { id: await latestOf('Rest_3') } });
    await put('update-missing-latest-id', 'Nosuchpage', { source: 'x', latest: { id: 99999 } });
    await put('put-space-in-title', 'Put%20me', { source: 'x' });
    await put('body-latest-wrong-type', 'Lab_page', { source: 'x', latest: 3 });
  },
};

/** How the fields of a JSON body are checked. */
export const restBodies: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const alice = browser();
    await alice.signIn(accounts.user);
    const page = { title: 'Body test', source: 'x', comment: 'c', token: await alice.token() };
    const create = (name: string, json: Json) => alice.rest(`rest-body-${name}`, 'POST', '/v1/page', { json });
    await create('unknown-field', { ...page, nosuch: 1 });
    await create('wrong-type', { ...page, title: 7 });
    await create('null', { ...page, comment: null });
    const headers = { 'Content-Type': 'application/json; charset=utf-8' };
    await alice.rest('rest-body-json-charset', 'POST', '/v1/page', { json: page, headers });
  },
};
