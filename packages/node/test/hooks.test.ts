import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createWiki, type WikiOptions } from '@mwkit/node';
import { createTestWiki } from '@mwkit/testwiki';
import { expect, test } from 'vitest';
import { userAgent } from './wikis.ts';

const password = 'p'.repeat(32);
const edit = { title: 'Hooks', text: 'x' };

/** A wiki in memory whose first edits are refused, in turn, with these. */
function wikiWith(refusals: readonly (() => Response)[], options: Partial<WikiOptions> = {}) {
  const wiki = createTestWiki({ botPasswords: { 'Robot@lab': { password } } });
  const left = [...refusals];
  wiki.intercept((_, { action }) => (action === 'edit' ? left.shift()?.() : undefined));
  const credentials = { username: 'Robot@lab', password };
  return { wiki, client: createWiki(wiki.api, { userAgent, fetch: wiki.fetch, credentials, ...options }) };
}

const refused =
  (code: string, headers = {}) =>
  () =>
    Response.json({ errors: [{ code, text: '' }] }, { headers });

test('a call that is made again: told in order, by numbers that fit, with no secret', async () => {
  const told: [hook: string, event: { [key: string]: unknown }][] = [];
  const hook = (name: string) => (event: object) => void told.push([name, { ...event }]);
  const { client } = wikiWith(
    [refused('maxlag', { 'retry-after': '0' }), refused('badtoken'), refused('ratelimited')],
    {
      onRequest: hook('request'),
      onExchange: hook('exchange'),
      onRetry: hook('retry'),
      onWait: hook('wait'),
    },
  );
  await client.post('edit', edit, { maxWait: 100 });
  const line = told.map(([name, { purpose, after, attempt, code }]) =>
    [name, purpose, after, attempt, code].join(' ').trim(),
  );
  expect(line.slice(line.indexOf('request action=edit'))).toEqual([
    'request action=edit',
    'exchange action=edit',
    'retry action=edit wait 2 maxlag',
    'request action=edit',
    'exchange action=edit',
    'retry action=edit refetch-token 3 badtoken',
    'request action=query',
    'exchange action=query',
    'request action=edit',
    'exchange action=edit',
    'wait action=edit   ratelimited',
    'retry action=edit wait 4 ratelimited',
    'request action=edit',
    'exchange action=edit',
  ]);
  const ids = (name: string) => told.filter(([hook]) => hook === name).map(([, { id }]) => id);
  expect(ids('request')).toEqual(ids('exchange'));
  expect(new Set(ids('request')).size).toBe(ids('request').length);
  const { tokens } = await client.session.save();
  for (const secret of [password, ...Object.values(tokens)]) {
    expect(JSON.stringify(told)).not.toContain(secret);
    expect(JSON.stringify(told)).not.toContain(encodeURIComponent(secret));
  }
});

test('a session that has ended: the call is told of as made again after the renewal', async () => {
  const retries: unknown[] = [];
  const { client } = wikiWith([refused('assertuserfailed')], { onRetry: (retry) => retries.push(retry) });
  await client.post('edit', edit);
  const purpose = 'action=edit';
  expect(retries).toEqual([{ attempt: 2, after: 'renew-session', code: 'assertuserfailed', purpose }]);
});

test('diagnostics_channel has the same of all wiki objects, while somebody listens', async () => {
  const names = ['mwkit:request', 'mwkit:exchange', 'mwkit:retry', 'mwkit:wait'];
  const heard: [name: unknown, event: { [key: string]: unknown }][] = [];
  const listen = (event: unknown, name: unknown) => void heard.push([name, event as { [key: string]: unknown }]);
  const requests: unknown[] = [];
  const { client, wiki } = wikiWith([refused('ratelimited')], { onRequest: ({ id }) => requests.push(id) });
  await client.get('query', { meta: 'userinfo' });
  for (const name of names) subscribe(name, listen);
  await client.post('edit', edit, { maxWait: 50 });
  for (const name of names) unsubscribe(name, listen);
  await client.get('query', { meta: 'userinfo' });
  expect(new Set(heard.map(([, { api }]) => api))).toEqual(new Set([wiki.api]));
  expect(heard.map(([name, { purpose }]) => `${String(name).slice(6)} ${String(purpose)}`)).toEqual([
    'request action=query',
    'exchange action=query',
    'request action=edit',
    'exchange action=edit',
    'wait action=edit',
    'retry action=edit',
    'request action=edit',
    'exchange action=edit',
  ]);
  // the caller's own hook is told all the time
  expect(requests.length).toBeGreaterThan(heard.filter(([name]) => name === 'mwkit:request').length);
});

test('where credentials are left nobody waits for the call: maxlag is sent, unless it is not to be', async () => {
  const sent = async (options: Partial<WikiOptions>) => {
    const { client, wiki } = wikiWith([], options);
    await client.get('query', { meta: 'siteinfo' });
    return new URL(wiki.requests.at(-1)!.url).searchParams.get('maxlag');
  };
  expect(await sent({})).toBe('5');
  expect(await sent({ maxlag: 1 })).toBe('1');
  expect(await sent({ maxlag: false })).toBeNull();
  expect(await sent({ credentials: undefined })).toBeNull();
  expect(await sent({ credentials: undefined, maxlag: 3 })).toBe('3');
});

test('`concurrency` must be a number of calls', () => {
  const make = (concurrency: unknown) => () =>
    createWiki('https://wiki.example/w/api.php', { userAgent, concurrency } as never);
  for (const unfit of [0, -1, '2']) expect(make(unfit)).toThrow('The option `concurrency`');
  expect(make(1)).not.toThrow();
});
