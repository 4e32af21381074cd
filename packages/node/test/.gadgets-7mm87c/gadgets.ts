import { createWiki as create, type Wiki, type WikiOptions } from '@mwkit/node';
import { mwApi } from '@mwkit/node/mw-api';
const url = 'http://127.0.0.1:32931/w/api.php',
  restUrl = 'http://127.0.0.1:32931/w/rest.php',
  foreignUrl = 'http://127.0.0.1:44551/w/api.php',
  userAgent = 'mwkit-tests/1.0 (tests@wiki.example)';
const signedIn = create(url, { userAgent });
await signedIn.clientLogin().submit({ username: 'Alice', password: 'Alice-password-1' });
const session = await signedIn.session.save();
const createWiki = (at: string, options: WikiOptions): Wiki =>
  create(at, { ...options, ...(at === url && options.as !== 'anonymous' && { session }) });
{
  const wiki = createWiki(url, { userAgent, as: 'user' });
  const api = mwApi(wiki);

  await api.edit('Sandbox', ({ content }) => content.replace('foo', 'bar'));
  await api.saveOption('userjs-colour', 'blue');
}
const wiki = createWiki(url, { userAgent });
const nobody = createWiki(url, { userAgent, as: 'anonymous' });
const visitor = createWiki(url, { userAgent, as: 'user' });
const alice = createWiki(url, { userAgent, assertuser: 'Alice' });
const sister = createWiki(foreignUrl, { userAgent, home: wiki });
const quick = createWiki(url, { userAgent, timeout: 5000 });
await wiki.get('query', { meta: 'userinfo' });
await wiki.post('parse', { text: "''x''", contentmodel: 'wikitext' });
await wiki.post('options', { optionname: 'userjs-test', optionvalue: 'Hello' });
await sister.post('edit', { title: 'Sandbox', appendtext: '* Hello' });
await wiki.session.token('csrf');
wiki.session.badToken('csrf');
await mwApi(wiki).getUserInfo();
await wiki.get('query', { meta: 'siteinfo' }, { signal: AbortSignal.timeout(5000) });
const { rest } = wiki;
const elsewhere = createWiki(url, { userAgent, rest: restUrl });
const open = nobody.rest;
await rest.get('/v1/page/{title}', { path: { title: 'Main Page' } });
await open.get('/v1/search/title', { query: { q: 'Main', limit: 10 } });
await rest.post('/v1/page', { body: { title: 'New page', source: 'x', comment: '' } });
await sister.rest.put('/v1/page/{title}', { path: { title: 'Put' }, body: { source: 'x', comment: '' } });
for (const made of [visitor, alice, quick, elsewhere, sister]) {
  const { query } = await made.get('query', { meta: 'userinfo' });
  console.log(query?.userinfo?.name);
}
console.log((await nobody.get('query', { meta: 'userinfo' })).query?.userinfo?.id);
