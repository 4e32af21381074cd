/** A process of its own that appends lines to a page: `node append-process.ts API TITLE NAME COUNT`. */
import { createWiki } from '@mwkit/node';
import { botPasswords } from '@mwkit/wiki';

const [api = '', title = '', name = '', count = '0'] = process.argv.slice(2);
const wiki = createWiki(api, { userAgent: 'mwkit-tests/1.0 (tests@wiki.example)' });
await wiki.login({ username: botPasswords.bot.name, password: botPasswords.bot.password });
for (let n = 0; n < Number(count); n++) await wiki.page(title).append(`\n* ${name} ${n}`, { summary: 'a line' });
