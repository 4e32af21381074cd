import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { cached, run } from '@mwkit/wiki';
import { fromDebian } from './debian.ts';
import { installed, type Program } from './find.ts';

/**
 * Chromium: the one that is installed, else the one of npm's `@sparticuz/chromium` unpacked into the cache folder, else Debian's.
 * @throws Error where none can be had
 */
export async function findChromium(onProgress: (text: string) => void): Promise<Program> {
  const own = await installed('/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome');
  if (own) return own;
  // the package holds a program for x64 only
  if (process.arch === 'x64') return fromNpm(onProgress);
  return fromDebian('chromium', 'usr/lib/chromium/chromium', onProgress);
}

async function fromNpm(onProgress: (text: string) => void): Promise<Program> {
  const bin = fileURLToPath(new URL('../bin', import.meta.resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(await readFile(path.join(bin, '../package.json'), 'utf8')) as { version: string };
  const folder = await cached(`chromium-npm-${version}`, async (scratch) => {
    onProgress('Unpacking Chromium ...');
    const program = path.join(scratch, 'chromium');
    await decompress(path.join(bin, 'chromium.br'), program);
    await chmod(program, 0o755);
    // NSS and its friends, which a machine without a desktop lacks; the software renderer lies beside the program
    await untar(path.join(bin, 'al2023.tar.br'), scratch);
    await untar(path.join(bin, 'swiftshader.tar.br'), scratch);
    await untar(path.join(bin, 'fonts.tar.br'), scratch);
  });
  return { program: path.join(folder, 'chromium'), env: { LD_LIBRARY_PATH: path.join(folder, 'lib') } };
}

async function decompress(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}

/** By way of a file: tar stops reading at the archive's end, which may be before that of what is piped to it. */
async function untar(compressed: string, folder: string): Promise<void> {
  const archive = path.join(folder, 'unpacking.tar');
  await decompress(compressed, archive);
  await run(['tar', '-x', '-f', archive, '-C', folder]);
  await rm(archive);
}
