// Run by Bun. Edits a page with the session in the store, and says who it is.
import { createWiki, sessionFile, sqliteSession } from '@mwkit/bun';

const [kind, path = '', api = '', password] = process.argv.slice(2);
const store = kind === 'sqlite' ? sqliteSession(path) : sessionFile(path);
const credentials = password ? { username: 'Robot@lab', password } : undefined;
const wiki = createWiki(api, { userAgent: 'mwkit-tests/1.0 (tests@wiki.example)', store, credentials });
const { edit } = await wiki.post('edit', { title: `Bun ${process.pid}`, text: 'x' });
console.log(JSON.stringify({ runtime: 'Bun' in globalThis, user: wiki.session.user?.name, result: edit.result }));
