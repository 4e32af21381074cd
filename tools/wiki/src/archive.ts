import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { debianSource } from './archive-source.ts';
import { run } from './command.ts';
import type { DebianRelease } from './versions.ts';

/**
 * One release of the Debian archive, read without installing anything and without root: apt with lists, cache and
 * package status of its own, and with the archive and key of the machine's own source file.
 */
export interface Archive {
  /** These packages and all they need, as names. */
  withDependencies(packages: readonly string[]): Promise<string[]>;
  /** Downloads packages (their hashes are checked by apt) into `folder`. */
  download(packages: readonly string[], folder: string): Promise<void>;
}

/**
 * Fetches the list of packages of a release.
 * @param folder scratch, the caller's to delete
 * @throws Error if this machine names no Debian archive, or apt fails (its last lines are in the message)
 */
export async function openArchive(release: DebianRelease, folder: string, signal?: AbortSignal): Promise<Archive> {
  const source = await debianSource();
  if (!source) throw new Error('no source of the Debian archive in /etc/apt');
  await Promise.all(
    ['lists/partial', 'cache/archives/partial'].map((part) => mkdir(path.join(folder, part), { recursive: true })),
  );
  const file = (name: string) => path.join(folder, name);
  await writeFile(file('status'), '');
  await writeFile(file(`release.${source.format}`), source.forRelease(release));
  // How to reach the archive (proxies, certificates, dates) is the machine's; its hooks and other sources are not wanted.
  const transport = (await run(['apt-config', 'dump'], { signal }))
    .split('\n')
    .filter((line) => line.startsWith('Acquire::') && !line.startsWith('Acquire::IndexTargets'));
  await writeFile(
    file('apt.conf'),
    [
      ...transport,
      'Acquire::Languages "none";',
      'APT::Sandbox::User "root";', // else root's apt turns into a user who may not enter this folder
      'Dir::Etc::main "/dev/null";',
      'Dir::Etc::parts "/dev/null";',
      'Dir::Etc::sourceparts "/dev/null";',
      `Dir::Etc::sourcelist "${file(`release.${source.format}`)}";`,
      `Dir::State::lists "${file('lists')}";`,
      `Dir::State::status "${file('status')}";`,
      `Dir::Cache "${file('cache')}";`,
    ].join('\n'),
  );
  const env = { ...process.env, APT_CONFIG: file('apt.conf'), LC_ALL: 'C' };
  await run(['apt-get', '-q', 'update', '--error-on=any'], { env, signal });
  return {
    async withDependencies(packages) {
      const plan = await run(['apt-get', 'install', '--simulate', '--no-install-recommends', ...packages], {
        env,
        signal,
      });
      return [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name!);
    },
    async download(packages, into) {
      await run(['apt-get', '-q', 'download', ...packages], { env, signal, cwd: into });
    },
  };
}
