// A test wiki in a process of its own, with so many visitors, each of whom has an access token: `node wiki.ts 10000 web secret URL`.
import { createTestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { nameOf, type WikiReady } from './wiki-process.ts';

const [count = '0', id = '', secret = '', callbackUrl = ''] = process.argv.slice(2);
const names = Array.from({ length: Number(count) }, (_, n) => nameOf(n));
const consumers = names.map((name) => [name, { secret, ownerOnly: name }]);
const wiki = createTestWiki({
  version: '1.45',
  users: Object.fromEntries(names.map((name) => [name, { password: 'p' }])),
  oauthConsumers: { ...Object.fromEntries(consumers), [id]: { secret, callbackUrl } },
});
const served = await serve(wiki);
process.on('message', () => {
  wiki.oauth.expireAccessTokens();
  process.send?.('expired');
});
process.on('disconnect', () => process.exit());
const ready: WikiReady = { api: served.api, tokens: names.map((name) => wiki.oauth.ownerOnlyToken(name)) };
process.send?.(ready);
