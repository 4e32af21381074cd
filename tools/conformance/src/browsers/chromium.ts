import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pipeline } from 'node:stream/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createBrotliDecompress } from 'node:zlib';
import { cached } from '@mwkit/wiki';
import { fromDebian } from './debian.ts';
import { installed, type Browser } from './find.ts';

/**
 * Chromium: the one that is installed, else the one of npm's `@sparticuz/chromium` unpacked into the cache folder, else Debian's.
 * @throws Error where none can be had
 */
export async function findChromium(onProgress: (text: string) => void): Promise<Browser> {
  const own = await installed('/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome');
  if (own) return own;
  // the package holds a program for x64 only
  if (process.arch === 'x64') return fromNpm(onProgress);
  return fromDebian('chromium', 'usr/lib/chromium/chromium', onProgress);
}

async function fromNpm(onProgress: (text: string) => void): Promise<Browser> {
  const bin = fileURLToPath(new URL('../bin', import.meta.resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(await readFile(path.join(bin, '../package.json'), 'utf8')) as { version: string };
  const folder = await cached(`chromium-npm-${version}`, async (scratch) => {
    onProgress('Unpacking Chromium ...');
    const program = path.join(scratch, 'chromium');
    await pipeline(
      createReadStream(path.join(bin, 'chromium.br')),
      createBrotliDecompress(),
      createWriteStream(program),
    );
    await chmod(program, 0o755);
    // NSS and its friends, which a machine without a desktop lacks; the software renderer lies beside the program
    await untar(path.join(bin, 'al2023.tar.br'), scratch);
    await untar(path.join(bin, 'swiftshader.tar.br'), scratch);
    await untar(path.join(bin, 'fonts.tar.br'), scratch);
  });
  return { program: path.join(folder, 'chromium'), env: { LD_LIBRARY_PATH: path.join(folder, 'lib') } };
}

async function untar(file: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const tar = spawn('tar', ['-x', '-C', folder], { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = once(tar, 'close');
  await pipeline(createReadStream(file), createBrotliDecompress(), tar.stdin);
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`tar could not unpack ${path.basename(file)}`);
}
