import { installed, type Program } from './find.ts';
import { fromDebian } from './debian.ts';

/** Firefox: the one that is installed, else Debian's, fetched once. @throws Error where it cannot be had */
export async function findFirefox(onProgress: (text: string) => void): Promise<Program> {
  return (
    (await installed('/usr/bin/firefox-esr', '/usr/bin/firefox')) ??
    fromDebian('firefox-esr', 'usr/lib/firefox-esr/firefox-esr', onProgress)
  );
}
