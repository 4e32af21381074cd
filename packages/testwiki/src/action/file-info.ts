import type { Content, FileVersion } from '../files.ts';
import { md5 } from '../md5.ts';
import { isoTime, type State } from '../state.ts';
import { wikiUrlencode } from '../title.ts';

/** Where the file is kept: by the MD5 of its name. */
function storage(name: string): string {
  const hash = md5(name);
  return `${hash.slice(0, 1)}/${hash.slice(0, 2)}`;
}

export interface Shown {
  /** `A_b.png` */
  readonly name: string;
  readonly version: FileVersion;
  /** When it was replaced by the next; undefined of the newest. */
  readonly replaced?: number | undefined;
}

export function fileUrl({ origin, scriptPath }: State, { name, replaced }: Shown): string {
  const base = `${origin}${scriptPath}/images`;
  if (replaced === undefined) return `${base}/${storage(name)}/${encodeURIComponent(name)}`;
  const archived = `${isoTime(replaced).replaceAll(/\D/gu, '')}!${name}`;
  return `${base}/archive/${storage(name)}/${encodeURIComponent(archived)}`;
}

function metadataParts({ version }: State, content: Content, timestamp: number) {
  const source = 'mediawiki-metadata';
  const hidden = version < '1.43' ? { hidden: '' } : {};
  const DateTime = { value: isoTime(timestamp), source, hidden: '' };
  return {
    metadata: { metadata: content.metadata },
    commonmetadata: { commonmetadata: [] },
    extmetadata: { extmetadata: { DateTime, ObjectName: { value: content.objectName, source, ...hidden } } },
  };
}

const kinds = (content: Content): object => ({
  size: content.bytes.length,
  width: content.width,
  height: content.height,
});

/** What `iiprop` asks of one version of a file (query-imageinfo-all). */
export function describeFile(
  state: State,
  shown: Shown,
  props: readonly string[],
  pageid = 0,
): Record<string, unknown> {
  const { name, version } = shown;
  const { content, user, comment, timestamp } = version;
  const descriptionurl = `${state.origin}/wiki/File:${wikiUrlencode(name)}`;
  const short = pageid > 0 && { descriptionshorturl: `${state.origin}${state.scriptPath}/index.php?curid=${pageid}` };
  const parts: Readonly<Record<string, object>> = {
    timestamp: { timestamp: isoTime(timestamp) },
    user: { user: user.name },
    userid: { userid: user.id },
    size: kinds(content),
    dimensions: kinds(content),
    parsedcomment: { parsedcomment: comment.replaceAll('&', '&amp;').replaceAll('<', '&lt;') },
    comment: { comment },
    uploadwarning: { html: `<p>A file with this name exists already: ${name}</p>` },
    canonicaltitle: { canonicaltitle: `File:${name.replaceAll('_', ' ')}` },
    url: { url: fileUrl(state, shown), descriptionurl, ...short },
    sha1: { sha1: content.sha1 },
    ...metadataParts(state, content, timestamp),
    mime: { mime: content.mime },
    mediatype: { mediatype: 'BITMAP' },
    bitdepth: { bitdepth: content.bitdepth },
  };
  return Object.assign({}, ...Object.entries(parts).flatMap(([prop, part]) => (props.includes(prop) ? [part] : [])));
}

/** A file that was read, but is not published (upload-stash). */
export function describeStashed(state: State, content: Content, filekey: string, timestamp: number): object {
  const url = `${state.origin}/wiki/Special:UploadStash/file/${filekey}`;
  const { metadata, commonmetadata, extmetadata } = metadataParts(state, content, timestamp);
  return {
    timestamp: isoTime(timestamp),
    ...kinds(content),
    canonicaltitle: `File:${content.objectName}.${filekey.split('.').at(-1)}`,
    url,
    descriptionurl: url,
    sha1: content.sha1,
    ...metadata,
    ...commonmetadata,
    ...extmetadata,
    mime: content.mime,
    bitdepth: content.bitdepth,
  };
}
