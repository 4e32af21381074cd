import type { Content } from '../files.ts';
import { factsOf } from '../image.ts';
import { ApiError } from './errors.ts';
import { isKind } from './file-names.ts';
import type { Call } from './module.ts';
import { stashed, type Source } from './upload-source.ts';
import type { Values } from './values.ts';

/** `minuploadchunksize` of siteinfo. */
const minChunkSize = 1024;

/**
 * Whether that was the last part; `content` is what there is with it, of a file with that extension.
 * @throws ApiError invalid-chunk, chunk-too-small, filetype-badmime, stashfailed (with the `offset` to go on at)
 */
export function isLastChunk(
  call: Call,
  values: Values,
  { chunk, filekey }: Source,
  content: Content,
  extension: string,
): boolean {
  const offset = values.integer('offset') ?? 0;
  const size = chunk?.size ?? 0;
  const filesize = values.integer('filesize') ?? 0;
  if (offset + size > filesize) throw new ApiError('invalid-chunk', 'apierror-invalid-chunk');
  if (offset + size < filesize && size < minChunkSize)
    throw new ApiError('chunk-too-small', 'apierror-chunk-too-small', [{ num: minChunkSize }]);
  if (filekey !== undefined) {
    const { offset: expected } = stashed(call, filekey);
    if (expected === undefined) throw new ApiError('stashfailed', 'apierror-stashfailed-complete');
    if (expected !== offset)
      throw new ApiError('stashfailed', 'invalid-chunk-offset', [], { offset: String(expected) });
  }
  // upload-chunk-html, upload-chunk-html-later
  const { mime } = factsOf(content.bytes.subarray(content.bytes.length - size));
  if (mime === 'text/html' && filekey === undefined) throw new ApiError('filetype-badmime', 'filetype-badmime', [mime]);
  if (mime === 'text/html') throw new ApiError('stashfailed', 'filetype-badmime', [mime], { offset: String(offset) });
  if (content.bytes.length !== filesize) return false;
  if (!isKind(extension, content.mime)) throw new ApiError('stashfailed', 'verification-error');
  return true;
}
