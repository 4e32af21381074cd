import { access, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Archive } from './archive.ts';
import { cached } from './cache.ts';
import { run, which, type Command } from './command.ts';

// Debian's conf.d order: no extension is loaded before one that it needs.
const extensions = (
  'pdo ctype iconv tokenizer fileinfo posix phar pdo_sqlite mbstring dom xml xmlreader xmlwriter simplexml ' +
  'intl curl apcu gmp wikidiff2'
).split(' ');

const packages = (
  'php8.2-cli php8.2-common php8.2-opcache php8.2-sqlite3 php8.2-mbstring php8.2-xml php8.2-intl php8.2-curl ' +
  'php8.2-apcu php8.2-gmp php-wikidiff2'
).split(' ');

// The machine's own: the C library must fit its loader, and Node brought the C++ runtime.
const machines = new Set(['libc6', 'libgcc-s1', 'libstdc++6']);

/** How to start a PHP that can run MediaWiki: the one on PATH if it has all that is needed, else Debian's PHP 8.2. */
export async function preparePhp(archive: () => Promise<Archive>, signal?: AbortSignal): Promise<Command> {
  const own = await which('php');
  if (own && (await isUsable([own]))) return [own];
  const folder = await cached('php-8.2', async (scratch) => unpackPhp(await archive(), scratch, signal), signal);
  const command = await unpackedPhp(folder);
  if (!(await isUsable(command))) throw new Error(`the PHP in ${folder} does not start: delete that folder`);
  return command;
}

/** PHP 8.1 to 8.3 (later ones print deprecations of MediaWiki 1.39) with every extension. */
async function isUsable(php: Command): Promise<boolean> {
  const code = `echo json_encode( [ PHP_VERSION_ID, array_map( 'strtolower', get_loaded_extensions() ) ] );`;
  const printed = await run([...php, '-r', code]).catch(() => '[0,[]]');
  const [version, loaded] = JSON.parse(printed.slice(printed.indexOf('['))) as [number, string[]];
  const missing = [...extensions, 'zend opcache'].filter((extension) => !loaded.includes(extension));
  return version >= 80100 && version < 80400 && missing.length === 0;
}

async function unpackPhp(archive: Archive, folder: string, signal?: AbortSignal): Promise<void> {
  const wanted = (await archive.withDependencies(packages)).filter(
    (name) => /^(php|lib|zlib)/.test(name) && !machines.has(name),
  );
  const debs = await mkdtemp(path.join(folder, 'debs-'));
  await archive.download(wanted, debs);
  for (const deb of await readdir(debs)) await run(['dpkg-deb', '-x', path.join(debs, deb), folder], { signal });
  await rm(debs, { recursive: true });
  await rm(path.join(folder, 'usr/share/doc'), { recursive: true, force: true });
  // Some of them are part of the program itself and have no file.
  const modules = await readdir(await moduleFolder(folder));
  const lines = extensions.filter((name) => modules.includes(`${name}.so`)).map((name) => `extension=${name}`);
  await writeFile(path.join(folder, 'php.ini'), ['zend_extension=opcache', ...lines, ''].join('\n'));
}

async function moduleFolder(folder: string): Promise<string> {
  const modules = path.join(folder, 'usr/lib/php');
  const api = (await readdir(modules)).find((name) => /^\d{8}$/.test(name)); // named for the version of PHP's C interface
  return path.join(modules, api!);
}

async function unpackedPhp(folder: string): Promise<Command> {
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const libraries = [path.join(folder, 'usr/lib', triplet), path.join(folder, 'lib', triplet)].join(':');
  const program = path.join(folder, 'usr/bin/php8.2');
  await access(program);
  const settings = ['-n', '-c', path.join(folder, 'php.ini'), '-d', `extension_dir=${await moduleFolder(folder)}`];
  return ['env', `LD_LIBRARY_PATH=${libraries}`, program, ...settings];
}
