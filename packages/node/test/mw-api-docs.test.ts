import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createCentralAuth, createTestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const users = { Alice: { password: 'Alice-password-1' } };
const pages = { 'Main Page': 'Welcome', Sandbox: 'foo' };

/** The code of the page: its first example, then what stands in the second column of its tables, if it is a statement. */
function codeOf(page: string): string[] {
  const example = /```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const cells = [...page.matchAll(/^\| .* \| `([^`]+;)` \|$/gm)].map(([, code]) => code!);
  expect(cells.length).toBeGreaterThan(15);
  // the example has a `wiki` of its own
  return [`{\n${example.replace(/^import .*\n/gm, '')}\n}`, ...cells];
}

test('the code of docs/gadgets.md compiles and runs', async () => {
  const page = await readFile(new URL('../../../docs/gadgets.md', import.meta.url), 'utf8');
  const centralAuth = createCentralAuth();
  const own = createTestWiki({ users, pages, centralAuth });
  const foreign = createTestWiki({ users, pages, centralAuth, origin: 'https://foreign.example' });
  const server = await serve(own);
  const other = await serve(foreign);
  // inside the package, so that its imports are found
  const folder = await mkdtemp(new URL('.gadgets-', import.meta.url).pathname);
  // a browser would send the visitor's cookies along: here each object gets the visitor's session
  const program = `
import { createWiki as create, type Wiki, type WikiOptions } from '@mwkit/node';
import { mwApi } from '@mwkit/node/mw-api';
const url = '${server.api}', restUrl = '${server.rest}', foreignUrl = '${other.api}', userAgent = 'mwkit-tests/1.0 (tests@wiki.example)';
const signedIn = create(url, { userAgent });
await signedIn.clientLogin().submit({ username: 'Alice', password: 'Alice-password-1' });
const session = await signedIn.session.save();
const createWiki = (at: string, options: WikiOptions): Wiki =>
  create(at, { ...options, ...(at === url && options.as !== 'anonymous' && { session }) });
${codeOf(page).join('\n')}
for (const made of [visitor, alice, quick, elsewhere, sister]) {
  const { query } = await made.get('query', { meta: 'userinfo' });
  console.log(query?.userinfo?.name);
}
console.log((await nobody.get('query', { meta: 'userinfo' })).query?.userinfo?.id);
`;
  try {
    await writeFile(join(folder, 'gadgets.ts'), program);
    const config = { extends: '../../../../tsconfig.test.json', files: ['gadgets.ts'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    await run('tsc', ['-p', folder]);
    const { stdout } = await run(process.execPath, ['gadgets.ts'], { cwd: folder });
    expect(stdout.trim().split('\n')).toEqual([...Array(5).fill('Alice'), '0']);
    expect(own.text('Sandbox')).toBe('bar');
    expect(own.text('New page')).toBe('x');
    expect(foreign.text('Sandbox')).toContain('* Hello');
    expect(foreign.text('Put')).toBe('x');
  } catch (error) {
    const { stdout = '' } = error as { stdout?: string };
    throw new Error(`${String(error)}\n${stdout}`, { cause: error });
  } finally {
    await Promise.all([server.close(), other.close()]);
    await rm(folder, { recursive: true });
  }
});
