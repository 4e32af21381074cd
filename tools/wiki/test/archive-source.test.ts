import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { debianSource } from '../src/archive-source.ts';

async function withSources<T>(files: Record<string, string>, use: (etc: string) => Promise<T>): Promise<T> {
  const etc = await mkdtemp(path.join(tmpdir(), 'mwkit-etc-'));
  try {
    await mkdir(path.join(etc, 'sources.list.d'));
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(etc, name), text);
    return await use(etc);
  } finally {
    await rm(etc, { recursive: true });
  }
}

test('a deb822 stanza: archive and key stay, release and components are ours', async () => {
  const text = `# of an image
Types: deb deb-src
URIs: http://archive.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://archive.example/debian-security
Suites: bookworm-security
Components: main
`;
  const source = await withSources({ 'sources.list.d/debian.sources': text }, debianSource);
  expect(source?.format).toBe('sources');
  expect(source?.forRelease('trixie')).toBe(`Types: deb
URIs: http://archive.example/debian
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`);
});

test('a classic line, and third parties that name their suites after Debian’s', async () => {
  const files = {
    'sources.list': 'deb-src http://archive.example/debian bookworm main\n',
    'sources.list.d/a.list':
      'deb http://php.example/php bookworm main\ndeb http://tools.example/apt tools-bookworm main\n',
    'sources.list.d/b.list': 'deb [arch=amd64] http://archive.example/debian/ stable main non-free # ours\n',
  };
  const source = await withSources(files, debianSource);
  expect(source?.format).toBe('list');
  expect(source?.forRelease('bookworm')).toBe('deb [arch=amd64] http://archive.example/debian/ bookworm main\n');
});

test('no Debian archive', async () => {
  expect(
    await withSources({ 'sources.list': 'deb http://archive.example/ubuntu noble main\n' }, debianSource),
  ).toBeUndefined();
  expect(await withSources({}, debianSource)).toBeUndefined();
});
