import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTestWiki, type TestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const password = 'b'.repeat(32);

/** Compiles the code of a page of docs/ as one program, runs it on a wiki in memory, and gives what it printed. */
async function runCodeOf(name: string, wiki: TestWiki, more: Record<string, string> = {}): Promise<string> {
  const text = await readFile(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
  const code = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block).join('\n');
  const server = await serve(wiki);
  // inside the package, so that its imports are found
  const folder = await mkdtemp(new URL('.docs-', import.meta.url).pathname);
  try {
    await writeFile(join(folder, 'example.ts'), code.replace('https://wiki.example/w/api.php', server.api));
    const config = { extends: '../../../../tsconfig.test.json', files: ['example.ts'], include: [] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    await run('tsc', ['-p', folder]);
    const env = { ...process.env, WIKI_PASSWORD: password, WIKI_CLIENT_SECRET: password, ...more };
    return (await run(process.execPath, ['example.ts'], { cwd: folder, env })).stdout;
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
}

test('docs/reading.md', async () => {
  const pages = { 'Main Page': ['Hello', 'Hello, world'], Sandbox: 'x', Help: 'y', Zebra: 'z' };
  const printed = await runCodeOf('reading.md', createTestWiki({ pages }));
  expect(printed.replace(/\s+/g, ' ')).toContain(
    "[ 'Main Page: there', 'Sandbox: there', 'Main Page: there', 'Nowhere: missing' ]",
  );
  expect(printed).toMatch(/^12 2 \d{4}-/m);
  expect(printed).toContain('\nZebra 1\n');
  expect(printed).toContain("\n[ 'Main Page', 'Help' ]\nthen Sandbox\nthen Zebra\n");
});

test('docs/editing.md', async () => {
  const botPasswords = {
    'Robot@lab': { password, grants: ['basic', 'editpage', 'createeditmovepage', 'editmyoptions'] },
  };
  const wiki = createTestWiki({ pages: { Sandbox: 'a colour', 'Talk:Sandbox': 'x' }, botPasswords });
  const printed = await runCodeOf('editing.md', wiki);
  expect(printed).toMatch(/^\d+\narticleexists\npermissiondenied\npermissiondenied\nen\n$/);
});

test('docs/oauth.md', async () => {
  const oauthConsumers = {
    'my-bot': { secret: password, ownerOnly: 'Robot' },
    'my-old-bot': { secret: password, ownerOnly: 'Robot', oauthVersion: 1 },
  } as const;
  const wiki = createTestWiki({ version: '1.45', oauthConsumers });
  const { consumerKey, consumerSecret, accessToken, accessSecret } = wiki.oauth.ownerOnlyKeys('my-old-bot');
  const printed = await runCodeOf('oauth.md', wiki, {
    WIKI_CONSUMER_KEY: consumerKey,
    WIKI_CONSUMER_SECRET: consumerSecret,
    WIKI_ACCESS_TOKEN: accessToken,
    WIKI_ACCESS_SECRET: accessSecret,
  });
  expect(wiki.text('Sandbox')).toBe('* Hello* Hello');
  expect(printed).toMatch(/^Robot\nhttp:\S+\/rest\.php\/oauth2\/authorize\?response_type=code&client_id=my-app&\S+\n$/);
});

test('docs/etiquette.md', async () => {
  const wiki = createTestWiki({ botPasswords: { 'Robot@lab': { password } } });
  let edits = 0;
  const busy = () => new Response('', { status: 429, headers: { 'retry-after': '0' } });
  wiki.intercept((_, { action }) => (action === 'edit' && edits++ === 0 ? busy() : undefined));
  const printed = await runCodeOf('etiquette.md', wiki);
  expect(printed).toMatch(/attempt: 2,\s+after: 'wait',\s+code: 'status',\s+purpose: 'action=edit'/);
});

test('docs/uploading.md', async () => {
  const botPasswords = {
    'Robot@lab': { password, grants: ['basic', 'editpage', 'createeditmovepage', 'uploadfile', 'uploadeditmovefile'] },
  };
  const printed = await runCodeOf('uploading.md', createTestWiki({ uploads: true, botPasswords }));
  expect(printed).toBe('Map.png 6000\n33 %\n67 %\n100 %\nexists: Map.png\nMap_of_the_moon.png\nnothing left to send\n');
});
