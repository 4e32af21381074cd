/** The MediaWiki versions that can be started. Debian ships each in one of its releases. */
export const versions = ['1.39', '1.43'] as const;

/** A MediaWiki version that {@link startWiki} knows: `major.minor`. */
export type WikiVersion = (typeof versions)[number];

/** The Debian release whose archive holds a version of MediaWiki, whatever release this machine runs. */
export const releaseOf: Record<WikiVersion, DebianRelease> = { '1.39': 'bookworm', '1.43': 'trixie' };

export type DebianRelease = 'bookworm' | 'trixie';

export function isWikiVersion(text: string): text is WikiVersion {
  return (versions as readonly string[]).includes(text);
}
