// Run by Deno, with as few permissions as can be. Edits a page with the session in the store, and says who it is.
import { createWiki, kvSession, sessionFile } from '../src/index.ts';

declare const Deno: {
  readonly args: readonly string[];
  openKv(path: string): Promise<Parameters<typeof kvSession>[0] & { close(): void }>;
};
const [kind, path = '', api = '', password] = Deno.args;

const kv = kind === 'kv' ? await Deno.openKv(path) : undefined;
const store = kv ? kvSession(kv, ['session']) : sessionFile(path);
const credentials = password ? { username: 'Robot@lab', password } : undefined;
const wiki = createWiki(api, { userAgent: 'mwkit-tests/1.0 (tests@wiki.example)', store, credentials });
const count = kind === 'kv' ? 8 : 1;
// one wiki object for each that shares the store
const wikis = [
  wiki,
  ...Array.from({ length: count - 1 }, () => createWiki(api, { userAgent: 'x/1.0', store, credentials })),
];
const edits = await Promise.all(wikis.map((wiki, n) => wiki.post('edit', { title: `Deno ${n}`, appendtext: 'x' })));
console.log(JSON.stringify({ user: wiki.session.user?.name, results: edits.map(({ edit }) => edit.result) }));
kv?.close();
