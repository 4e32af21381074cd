import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DebianRelease } from './versions.ts';

/** The entry of this machine's apt sources that names the Debian archive, to be written again for another release. */
export interface DebianSource {
  /** The file ending by which apt knows the format: deb822, or one line. */
  format: 'sources' | 'list';
  /** The text of a source file: the same archive and key, the release asked for. */
  forRelease(release: DebianRelease): string;
}

// Third parties name their suites after Debian's, but few of them also call a component "main".
const debianSuite = /^(bookworm|trixie|forky|duke|stable|oldstable|testing|unstable|sid)$/;

/** The source of the Debian archive among those in `etc` (deb822 or classic); undefined where there is none. */
export async function debianSource(etc = '/etc/apt'): Promise<DebianSource | undefined> {
  const parts = path.join(etc, 'sources.list.d');
  const names = await readdir(parts).catch(() => []);
  const found: { text: string; source: DebianSource }[] = [];
  for (const file of [
    path.join(etc, 'sources.list'),
    ...names.toSorted((a, b) => a.localeCompare(b)).map((name) => path.join(parts, name)),
  ]) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (file.endsWith('.sources')) found.push(...text.split(/\n[ \t]*\n/).flatMap(fromStanza));
    else if (file.endsWith('.list')) found.push(...text.split('\n').flatMap(fromLine));
  }
  // Two that fit: the one that says it is Debian's, by key or by path.
  return (found.find(({ text }) => /debian-archive|\/debian\/?(\s|$)/m.test(text)) ?? found[0])?.source;
}

/** A stanza of sources.list(5) in deb822 format. */
function fromStanza(stanza: string) {
  const text = stanza
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('#'))
    .join('\n');
  const field = (name: string) =>
    (new RegExp(`^${name}:(.*)$`, 'im').exec(text)?.[1] ?? '').split(/\s+/).filter(Boolean);
  const usable =
    field('Types').includes('deb') &&
    field('Components').includes('main') &&
    field('Suites').some((suite) => debianSuite.test(suite)) &&
    field('Enabled')[0]?.toLowerCase() !== 'no';
  if (!usable) return [];
  const forRelease = (release: DebianRelease) =>
    text
      .replace(/^Types:.*$/im, 'Types: deb')
      .replace(/^Suites:.*$/im, `Suites: ${release}`)
      .replace(/^Components:.*$/im, 'Components: main') + '\n';
  return [{ text, source: { format: 'sources' as const, forRelease } }];
}

/** A line of the classic format: `deb [options] uri suite component...` */
function fromLine(line: string) {
  const parts = /^\s*deb\s+(\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+(.*)$/.exec(line);
  if (!parts) return [];
  const [text, options = '', uri, suite, components] = parts;
  if (!debianSuite.test(suite!) || !components!.split(/\s+/).includes('main')) return [];
  const forRelease = (release: DebianRelease) => `deb ${options}${uri} ${release} main\n`;
  return [{ text, source: { format: 'list' as const, forRelease } }];
}
