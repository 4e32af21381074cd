import { spawn } from 'node:child_process';
import { access, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Archive } from './archive.ts';

/** Fetches MediaWiki and lays it out in `folder` as one flat tree, `w/{api,index,rest,load}.php` and the rest beside them, its extensions included. */
export async function unpackMediaWiki(archive: Archive, folder: string, signal?: AbortSignal): Promise<void> {
  const scratch = await mkdtemp(path.join(folder, 'part-'));
  const debs = path.join(scratch, 'debs');
  await mkdir(debs);
  await archive.download(['mediawiki', 'mediawiki-classes'], debs);
  for (const deb of await readdir(debs)) await unpack(path.join(debs, deb), scratch, signal);
  const tree = path.join(scratch, 'usr/share/mediawiki');
  // Links into /var and /etc, where Debian keeps what is writable.
  for (const link of ['LocalSettings.php', 'config', 'extensions', 'images'])
    await rm(path.join(tree, link), { recursive: true, force: true });
  await rename(path.join(tree, 'extensions-core'), path.join(tree, 'extensions'));
  await mkdir(path.join(tree, 'images'));
  await mkdir(path.join(tree, 'cache'), { recursive: true });
  await rename(tree, path.join(folder, 'w'));
  await rm(scratch, { recursive: true });
}

/** `dpkg-deb -x` cannot leave anything out, tar can. */
async function unpack(deb: string, folder: string, signal?: AbortSignal): Promise<void> {
  const options = signal ? { signal } : {};
  const from = spawn('dpkg-deb', ['--fsys-tarfile', deb], { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const to = spawn('tar', ['-x', '-C', folder, '--exclude=./usr/share/doc'], {
    stdio: ['pipe', 'ignore', 'pipe'],
    ...options,
  });
  const ended = [from, to].map(
    (child) => new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve)),
  );
  const errors = Promise.all([text(from.stderr), text(to.stderr)]);
  // Where one of the two ends early, its exit code says more than the broken pipe does.
  const [codes] = await Promise.all([Promise.all(ended), pipeline(from.stdout, to.stdin).catch(() => {})]);
  if (codes.some((code) => code !== 0)) throw new Error(`could not unpack ${deb}: ${(await errors).join('').trim()}`);
}

/** The extensions that MediaWiki brings, without those inside others, such as the kinds of captcha in ConfirmEdit. */
export async function bundledExtensions(mediawiki: string): Promise<string[]> {
  const extensions = path.join(mediawiki, 'w/extensions');
  const found = (await readdir(extensions)).map((name) =>
    access(path.join(extensions, name, 'extension.json')).then(
      () => [name],
      () => [],
    ),
  );
  return (await Promise.all(found)).flat().toSorted();
}
