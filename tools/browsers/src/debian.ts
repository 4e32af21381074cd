import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cached, openArchive, run } from '@mwkit/wiki';
import type { Program } from './find.ts';

// The machine's own: the C library must fit its loader, and Node brought the C++ runtime.
const machines = new Set(['libc6', 'libgcc-s1', 'libstdc++6']);
const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';

/**
 * A browser of the Debian archive with all that it needs, unpacked into the cache folder; nothing is installed.
 * @param program where it lies in its package, e.g. `usr/lib/firefox-esr/firefox-esr`
 * @throws Error where this machine names no Debian archive, or it cannot be reached
 */
export async function fromDebian(name: string, program: string, onProgress: (text: string) => void): Promise<Program> {
  const folder = await cached(`${name}-bookworm`, async (scratch) => {
    onProgress(`Fetching ${name} from Debian ...`);
    const lists = await mkdtemp(path.join(tmpdir(), `mwkit-apt-${name}-`));
    try {
      const archive = await openArchive('bookworm', lists);
      const wanted = await archive.withDependencies([name, 'fontconfig-config', 'fonts-dejavu-core']);
      const debs = await mkdtemp(path.join(scratch, 'debs-'));
      await archive.download(
        wanted.filter((one) => !machines.has(one)),
        debs,
      );
      for (const deb of await readdir(debs)) await run(['dpkg-deb', '-x', path.join(debs, deb), scratch]);
      for (const unused of [debs, path.join(scratch, 'usr/share/doc')])
        await rm(unused, { recursive: true, force: true });
    } finally {
      await rm(lists, { recursive: true, force: true });
    }
  });
  // PulseAudio's, which Chromium needs, lie in a folder of their own
  const folders = [`usr/lib/${triplet}`, `usr/lib/${triplet}/pulseaudio`, `lib/${triplet}`, path.dirname(program)];
  const libraries = folders.map((part) => path.join(folder, part));
  const env = {
    LD_LIBRARY_PATH: libraries.join(':'),
    FONTCONFIG_SYSROOT: folder,
    XDG_DATA_DIRS: path.join(folder, 'usr/share'),
  };
  return { program: path.join(folder, program), env };
}
