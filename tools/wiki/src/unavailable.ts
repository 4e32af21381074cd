import { readFile } from 'node:fs/promises';
import { debianSource } from './archive-source.ts';
import { which } from './command.ts';

/** Why real wikis cannot run on this machine, as one sentence; undefined where they can. */
export async function unavailable(): Promise<string | undefined> {
  const must = 'Real wikis need Debian 12 or later';
  if (process.platform !== 'linux') return `${must}; this is ${process.platform}.`;
  if (process.arch !== 'x64' && process.arch !== 'arm64') return `${must} on x64 or arm64; this is ${process.arch}.`;
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(release)?.[1];
  if (field('ID') !== 'debian') return `${must}; this is ${field('PRETTY_NAME') ?? 'another Linux'}.`;
  if (Number(field('VERSION_ID') ?? Infinity) < 12) return `${must}; this is ${field('PRETTY_NAME')}.`;
  for (const program of ['apt-get', 'apt-config', 'dpkg-deb', 'tar', 'flock', 'sh'])
    if (!(await which(program))) return `Real wikis need the program ${program}, which is not on PATH.`;
  if (!(await debianSource())) return 'Real wikis need a source of the Debian archive in /etc/apt; there is none.';
  return undefined;
}
