import type { Content } from '../files.ts';
import { ApiError } from './errors.ts';
import type { Call } from './module.ts';
import { stashed, type Source } from './upload-source.ts';
import type { Values } from './values.ts';

/** `minuploadchunksize` of siteinfo. */
const minChunkSize = 1024;

/**
 * Whether that was the last part; `content` is what there is with it.
 * @throws ApiError invalid-chunk, chunk-too-small, stashfailed (with the `offset` to go on at)
 */
export function isLastChunk(call: Call, values: Values, { chunk, filekey }: Source, content: Content): boolean {
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
  return content.bytes.length === filesize;
}
