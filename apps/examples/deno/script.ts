// Says who one is on the wiki, and what one may do there. The session is kept in a file.
import { createWiki, sessionFile } from '@mwkit/deno';

const wiki = createWiki(Deno.env.get('WIKI_API') ?? 'https://wiki.example/w/api.php', {
  userAgent: 'MyScript/1.0 (https://example.org/myscript; me@example.org)', // wiki operators ask for it
  credentials: { username: 'Robot@lab', password: Deno.env.get('WIKI_PASSWORD') ?? '' },
  store: sessionFile('session.json'), // readable by you only
});
const { query } = await wiki.get('query', { meta: 'userinfo', uiprop: 'rights' });
console.log(`${query?.userinfo?.name} has ${query?.userinfo?.rights?.length} rights`);
