import { runInNewContext } from 'node:vm';
import { createWiki, type WikiOptions } from '@mwkit/node';
import { createTestWiki } from '@mwkit/testwiki';
import { expect, test } from 'vitest';
import { type Call, callDeed, examples, send } from '../src/page/call.ts';
import { codeOf, submitDeed } from '../src/page/code.ts';

const testwiki = createTestWiki({ pages: { 'Main Page': 'Welcome', Sandbox: '' } });
const wiki = createWiki(testwiki.api, { fetch: testwiki.fetch, userAgent: 'playground-tests/1.0 (test@example.org)' });
const api = 'https://wiki.example/w/api.php';

test('the code of a sign-in: secrets are variables', async () => {
  const form = await wiki.clientLogin().form();
  const deeds = [
    { kind: 'flow', module: 'clientlogin', uselang: 'de', preserveState: false },
    submitDeed(form, { username: "O'Hara", password: 'wrong-1' }, 'FAIL'),
    submitDeed(form, { username: "O'Hara", password: 'right-1', rememberMe: true }, 'PASS'),
    { kind: 'logout' },
  ] as const;
  const code = codeOf({ api, as: 'user' }, deeds);
  expect(code).toContain(`createWiki('${api}', {`);
  expect(code).toContain("  uselang: 'de',\n");
  expect(code).toContain(String.raw`let step = await flow.submit({ username: 'O\'Hara', password }); // FAIL`);
  expect(code).toContain(
    String.raw`step = await flow.submit({ username: 'O\'Hara', password, rememberMe: true }); // PASS`,
  );
  expect(code.match(/let flow|let step/g)).toEqual(['let flow', 'let step']);
  expect(code).toContain('await wiki.logout();');
  expect(code).not.toMatch(/wrong-1|right-1/);
});

test('what is typed as a call is what is sent, and what the code says', async () => {
  const call: Call = structuredClone(examples.who);
  const answer = (await send(wiki, call)) as { query: { userinfo: { id: number } } };
  expect(answer.query.userinfo.id).toBe(0);
  expect(codeOf({ api, as: 'anonymous' }, [callDeed(call)])).toContain(
    "console.log(await wiki.call('query', { meta: 'userinfo', uiprop: 'groups|editcount' }));",
  );
  expect(await send(wiki, examples.rest)).toMatchObject({ title: 'Main Page', source: 'Welcome' });
  expect(codeOf({ api, as: 'user' }, [callDeed(examples.rest)])).toContain(
    "console.log(await wiki.rest.get('/v1/page/Main_Page'));",
  );
  await send(wiki, examples.edit);
  expect(testwiki.text('Sandbox')).toBe('* Hello');
});

test('a REST call that writes has a body; rows without a name are no parameters', async () => {
  const call: Call = {
    api: 'rest',
    target: '/v1/page',
    method: 'post',
    parameters: [
      { name: 'title', value: 'New' },
      { name: 'source', value: 'text' },
      { name: 'comment', value: '' },
      { name: ' ', value: 'nothing' },
    ],
  };
  await send(wiki, call);
  expect(testwiki.text('New')).toBe('text');
  expect(callDeed(call)).toMatchObject({
    method: 'wiki.rest.post',
    parameters: { body: { title: 'New', source: 'text', comment: '' } },
  });
});

test('a REST call that writes has a body without parameters too', async () => {
  const call: Call = { api: 'rest', target: '/v1/nowhere', method: 'post', parameters: [] };
  await expect(send(wiki, call)).rejects.toMatchObject({ status: 404 });
  expect(codeOf({ api, as: 'user' }, [callDeed(call)])).toContain("wiki.rest.post('/v1/nowhere', { body: {} })");
});

test('parameters that are named like secrets are not in the code', () => {
  const call: Call = {
    api: 'action',
    target: 'createaccount',
    method: 'post',
    parameters: ['lgpassword', 'password', 'retype', 'createtoken'].map((name) => ({ name, value: 'bbbb-1' })),
  };
  expect(codeOf({ api, as: 'user' }, [callDeed(call)])).not.toContain('bbbb-1');
});

test('the code does what was done', async () => {
  const form = await wiki.clientLogin().form();
  const code = codeOf({ api: testwiki.api, as: 'user' }, [
    { kind: 'flow', module: 'clientlogin', uselang: 'en', preserveState: false },
    submitDeed(form, { username: 'Nobody', password: 'wrong-1' }, 'FAIL'),
    submitDeed(form, { username: 'Alice', password: 'Alice-password-1' }, 'PASS'),
    callDeed({ ...examples.edit, parameters: [...examples.edit.parameters, { name: 'title', value: 'From code' }] }),
    callDeed(examples.rest),
    { kind: 'logout' },
  ]);
  const [first, ...rest] = code.split('\n');
  expect(first).toBe("import { createWiki } from '@mwkit/browser';");
  const logged: unknown[] = [];
  await runInNewContext(`(async () => {${rest.join('\n')}})()`, {
    createWiki: (url: string, options: WikiOptions) => createWiki(url, { ...options, fetch: testwiki.fetch }),
    password: 'Alice-password-1',
    location: { href: 'http://localhost/' },
    console: { log: (value: unknown) => logged.push(value) },
  });
  expect(testwiki.text('From code')).toBe('* Hello');
  expect(logged).toMatchObject([expect.anything(), { edit: { result: 'Success' } }, { title: 'Main Page' }]);
});
