import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { accounts, botPasswords } from './accounts.ts';
import { run, type Command } from './command.ts';

/** The PHP files of this package: settings, router, seed, overlays. */
export const phpFolder: string = path.join(import.meta.dirname, '../php');

/** What each wiki is a copy of: `wiki.sqlite`, `l10n/` (messages) and `opcache/` (compiled PHP, which grows in use). */
export interface Template {
  folder: string;
  /** Where MediaWiki lies: the folder that holds `w/`. */
  mediawiki: string;
  php: Command;
  /** The extensions that its wikis have before any overlay. */
  extensions: readonly string[];
}

/** The pages of every wiki, each with its revisions, oldest first. They are those of the recordings. */
const pages = {
  'Lab page': ['First text', "Hello '''lab'''.\n\n== Section ==\n[[Main Page]]"],
  'A.b/c': ['Dots and slashes'],
  Café: ['Accent'],
};

// Messages of another language than these are not to be had.
const languages = 'en,de,fr,ar,qqx';

const seed = JSON.stringify({ accounts: Object.values(accounts), botPasswords: Object.values(botPasswords), pages });

/** A name for all that a template is made from: when it changes, a new template is built. */
export async function templateStamp(): Promise<string> {
  const hash = createHash('sha256').update(seed).update(languages);
  for (const file of ['settings.php', 'seed.php']) hash.update(await readFile(path.join(phpFolder, file)));
  return hash
    .update(await readFile(import.meta.filename))
    .digest('hex')
    .slice(0, 12);
}

/** Builds a template in `folder`: MediaWiki's own installer on SQLite, then users and pages, then the message cache. */
export async function buildTemplate(
  folder: string,
  { mediawiki, php, extensions }: Omit<Template, 'folder'>,
  signal?: AbortSignal,
): Promise<void> {
  const inside = (name: string) => path.join(folder, name);
  for (const name of ['install', 'l10n', 'cache', 'images', 'tmp', 'opcache']) await mkdir(inside(name));
  const settings = await writeSettings(folder, {
    lines: [
      "define( 'MWKIT_BUILD', 1 );",
      settingsLine({ dir: folder, port: 80, host: '127.0.0.1', db: 'wiki', l10n: inside('l10n') }),
      includeLine('settings.php'),
      extensionsLine([...new Set(['OATHAuth', 'ConfirmEdit', ...extensions])]),
      // These two cannot be loaded together (both set wgCaptchaClass), and only their messages are needed here.
      "foreach ( [ 'QuestyCaptcha', 'FancyCaptcha' ] as $c ) {",
      '\t$wgMessagesDirs[$c] = "$IP/extensions/ConfirmEdit/$c/i18n";',
      '}',
    ],
    private: [folder, phpFolder],
  });
  const command: Command = [...php, ...settings.flags, ...sharedOpcache(folder), '-d', 'opcache.enable_cli=1'];
  const maintain = (script: string, args: string[], env: NodeJS.ProcessEnv = {}) =>
    run(
      [
        ...command,
        '-d',
        'memory_limit=512M',
        '-d',
        `sys_temp_dir=${inside('tmp')}`,
        '-d',
        'apc.enable_cli=1',
        script,
        '--quiet',
        ...args,
      ],
      {
        cwd: path.join(mediawiki, 'w'),
        env: { ...process.env, ...env },
        signal,
      },
    );
  await maintain('maintenance/install.php', [
    `--confpath=${inside('install')}`,
    `--dbpath=${inside('install')}`,
    '--dbtype=sqlite',
    '--dbname=wiki',
    '--server=http://127.0.0.1',
    '--scriptpath=/w',
    '--lang=en',
    '--extensions=OATHAuth', // so that its table is made
    '--skins=Vector',
    `--pass=${accounts.admin.password}`,
    'Lab Wiki', // as in the recordings
    accounts.admin.name,
  ]);
  await rename(inside('install/wiki.sqlite'), inside('wiki.sqlite'));
  const env = { MW_CONFIG_FILE: settings.file };
  await maintain(path.join(phpFolder, 'seed.php'), [], { ...env, MWKIT_MEDIAWIKI: mediawiki, MWKIT_SEED: seed });
  // install.php knows nothing of extensions: their tables
  if (extensions.length > 0) await maintain('maintenance/update.php', ['--quick', '--skip-external-dependencies'], env);
  await maintain('maintenance/rebuildLocalisationCache.php', [`--lang=${languages}`], env);
  for (const name of await readdir(folder))
    if (!['wiki.sqlite', 'l10n', 'opcache'].includes(name)) await rm(inside(name), { recursive: true });
}

/** Writes `LocalSettings.php` to `folder`, and the list of PHP files that the lasting opcode cache must not keep. */
export async function writeSettings(
  folder: string,
  { lines, private: own }: { lines: readonly string[]; private: readonly string[] },
): Promise<{ file: string; flags: string[] }> {
  const file = path.join(folder, 'LocalSettings.php');
  const blacklist = path.join(folder, 'opcache-blacklist');
  await writeFile(file, ['<?php', ...lines, ''].join('\n'));
  // The cache does not look at times: a settings file written anew at the same path would be served stale. The list
  // stops writing, not reading, so every process that might write must have it.
  await writeFile(blacklist, own.map((name) => `${name}/*\n`).join(''));
  return { file, flags: ['-d', `opcache.blacklist_filename=${blacklist}`] };
}

/** Flags by which PHP keeps compiled files in a template, for this start and later ones. */
export const sharedOpcache = (template: string): string[] => ['-d', `opcache.file_cache=${template}/opcache`];

/** What settings.php reads: the values in which one wiki differs from another. */
export function settingsLine(values: { dir: string; port: number; host: string; db: string; l10n: string }): string {
  return `$mwkit = ${phpString(JSON.stringify(values))};\n$mwkit = json_decode( $mwkit, true );`;
}

/** Loads extensions that MediaWiki brings. */
export const extensionsLine = (names: readonly string[]): string =>
  `wfLoadExtensions( [ ${names.map(phpString).join(', ')} ] );`;

/** Includes a file of `php/`. */
export const includeLine = (name: string): string => `require ${phpString(path.join(phpFolder, name))};`;

const phpString = (text: string) => `'${text.replace(/['\\]/g, '\\$&')}'`;
