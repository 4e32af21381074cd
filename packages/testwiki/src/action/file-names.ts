import { parseTitle, titleKey } from '../title.ts';
import { ApiError } from './errors.ts';

const extensions = ['png', 'gif', 'jpg', 'jpeg', 'webp'];

const extensionOf: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};

const mimes: Readonly<Record<string, string>> = { jpg: 'image/jpeg', jpeg: 'image/jpeg' };

/** The name that a file gets: what no title may have is replaced, and the extension added (upload-warning-badfilename). */
export function fileName(wanted: string, mime: string): { name: string; extension: string; changed: boolean } {
  const clean = wanted.replace(/[/:\\#<>[\]|{}]/gu, '-');
  const given = /\.([^.]+)$/u.exec(clean)?.[1]?.toLowerCase();
  const extension = given ?? extensionOf[mime] ?? '';
  const title = parseTitle(`File:${given === undefined ? `${clean}.${extension}` : clean}`);
  if (!title) throw new ApiError('illegal-filename', 'illegal-filename', [wanted], { filename: wanted });
  const name = titleKey(title.text.slice('File:'.length));
  const asTitle = titleKey(wanted.replace(/^./u, (first) => first.toUpperCase()));
  return { name, extension, changed: name !== asTitle };
}

/**
 * Of a file in pieces, nothing else is looked at before the last one (upload-chunk-plain-text).
 * @throws ApiError illegal-filename
 */
export function checkExtension(extension: string): void {
  if (!extensions.includes(extension)) throw new ApiError('illegal-filename', 'illegal-filename');
}

/** @throws ApiError filetype-banned, verification-error: the bytes are not what the extension says */
export function checkKind(extension: string, mime: string): void {
  if (mime === 'text/html') throw badFile('filetype-badmime', [mime]);
  if (!extensions.includes(extension)) {
    const params = [extension, { list: extensions, type: 'comma' as const }];
    if (mime !== 'text/plain') throw badFile('filetype-mime-mismatch', [extension, mime]);
    throw new ApiError('filetype-banned', 'filetype-banned-type', params, { filetype: extension, allowed: extensions });
  }
  if (!isKind(extension, mime)) throw badFile('filetype-mime-mismatch', [extension, mime]);
}

/** Whether the bytes are what the extension says. */
export function isKind(extension: string, mime: string): boolean {
  return mime === (mimes[extension] ?? `image/${extension}`);
}

const badFile = (key: string, params: readonly string[]): ApiError =>
  new ApiError('verification-error', key, params, { details: [key, ...params] });
