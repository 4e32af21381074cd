// Adds a line to a page. The session is kept in a file: the next run needs one request only.
import { createWiki, sessionFile } from '@mwkit/node';

const wiki = createWiki(process.env['WIKI_API'] ?? 'https://wiki.example/w/api.php', {
  userAgent: 'MyBot/1.0 (https://example.org/mybot; me@example.org)', // wiki operators ask for it
  credentials: { username: 'Robot@lab', password: process.env['WIKI_PASSWORD'] ?? '' },
  store: sessionFile('.sessions/wiki.json'), // readable by you only
});
const { edit } = await wiki.post('edit', { title: 'Sandbox', appendtext: '\n* Hello', summary: 'greeting' });
console.log(edit.result, edit.newrevid);
