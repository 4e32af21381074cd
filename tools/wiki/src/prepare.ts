import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openArchive, type Archive } from './archive.ts';
import { cached, cacheFolder } from './cache.ts';
import { bundledExtensions, unpackMediaWiki } from './mediawiki.ts';
import { preparePhp } from './php.ts';
import { buildTemplate, templateStamp, type Template } from './template.ts';
import { unavailable } from './unavailable.ts';
import { releaseOf, type DebianRelease, type WikiVersion } from './versions.ts';

export interface PrepareOptions {
  /** Ends the download or build at once; what was begun is deleted. */
  signal?: AbortSignal | undefined;
  /** Told in one line what is being done, when it takes longer than a moment. */
  onProgress?: (message: string) => void;
  /** `all`: with every extension that MediaWiki brings, some 30; else with none but those of the overlays. */
  extensions?: 'all' | undefined;
}

/**
 * Makes a version ready to start: PHP and MediaWiki from the Debian archive, nothing installed, no root; then the database
 * that each wiki is a copy of. All is kept in the cache folder (`MWKIT_CACHE`, else `$XDG_CACHE_HOME/mwkit`, else
 * `~/.cache/mwkit`); once it is there, this takes some 50 ms and no network. Processes may do this at the same time.
 * @throws Error where {@link unavailable} gives a reason, or a download or build fails; AbortError on the signal
 */
export async function prepareWiki(version: WikiVersion, options: PrepareOptions = {}): Promise<void> {
  await prepareTemplate(version, options);
}

const found = new Map<string, Template>();

/** {@link prepareWiki}, and where things are. Looked for once in a process. */
export async function prepareTemplate(version: WikiVersion, options: PrepareOptions = {}): Promise<Template> {
  const key = `${version} ${options.extensions} ${cacheFolder()}`;
  const template = found.get(key) ?? (await findOrMake(version, options));
  found.set(key, template);
  return template;
}

async function findOrMake(version: WikiVersion, options: PrepareOptions): Promise<Template> {
  const { signal, onProgress = () => {} } = options;
  const reason = await unavailable();
  if (reason) throw new Error(reason);
  await using archives = openedOnce(signal, onProgress);
  const fetchMediaWiki = (folder: string) => {
    onProgress(`Fetching MediaWiki ${version} ...`);
    return archives.open(releaseOf[version]).then((archive) => unpackMediaWiki(archive, folder, signal));
  };
  const fetchPhp = () => {
    onProgress('Fetching PHP 8.2 ...');
    return archives.open('bookworm');
  };
  // Both are waited for, whatever happens, so that neither writes after the scratch folder is gone.
  const [php, mediawiki] = await Promise.allSettled([
    preparePhp(fetchPhp, signal),
    cached(`mediawiki-${version}-full`, fetchMediaWiki, signal),
  ]);
  if (php.status === 'rejected') throw php.reason;
  if (mediawiki.status === 'rejected') throw mediawiki.reason;
  const build = (folder: string) => {
    onProgress(`Building the template of MediaWiki ${version} ...`);
    return buildTemplate(folder, { mediawiki: mediawiki.value, php: php.value, extensions }, signal);
  };
  const extensions = options.extensions ? await bundledExtensions(mediawiki.value) : [];
  const name = options.extensions ? `${version}-extensions` : version;
  const folder = await cached(`template-${name}-${await templateStamp()}`, build, signal);
  return { folder, mediawiki: mediawiki.value, php: php.value, extensions };
}

/** The package lists of a release are fetched when first asked for, and deleted with the scratch folder. */
function openedOnce(signal: AbortSignal | undefined, onProgress: (message: string) => void) {
  const opened = new Map<DebianRelease, Promise<Archive>>();
  const folders: string[] = [];
  const openNew = async (release: DebianRelease) => {
    onProgress(`Reading the package list of Debian ${release} ...`);
    const folder = await mkdtemp(path.join(tmpdir(), `mwkit-apt-${release}-`));
    folders.push(folder);
    return openArchive(release, folder, signal);
  };
  return {
    open(release: DebianRelease): Promise<Archive> {
      const archive = opened.get(release) ?? openNew(release);
      opened.set(release, archive);
      return archive;
    },
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(opened.values());
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}
