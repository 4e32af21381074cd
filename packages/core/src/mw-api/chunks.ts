import type { LooseParameters } from '../action/parameters.ts';
import { ApiError, HttpError, NetworkError } from '../errors.ts';
import { wait } from '../http/wait.ts';
import { firstText, isObject, type JsonObject } from '../json.ts';
import type { MwUploadOptions } from './uploads.ts';

/** Milliseconds before a chunk is sent again. */
const pause = 1000;

/**
 * Sends a file in pieces, in order (API:Upload, chunked uploading). One that may have been lost on the way is sent again; if it
 * had arrived after all, the wiki refuses it and says from where it wants to go on.
 * @returns the answer to the last chunk, whose `upload.filekey` is that of the whole file
 */
export async function sendChunks(
  send: (parameters: LooseParameters) => Promise<JsonObject>,
  file: Blob,
  chunkSize: number,
  retries: number,
  { signal, onProgress }: MwUploadOptions,
): Promise<JsonObject> {
  let offset = 0;
  let filekey: string | undefined;
  for (let failures = 0; ;) {
    const end = Math.min(offset + chunkSize, file.size);
    const chunk = file.slice(offset, end, file.type);
    try {
      // the first has no filekey (filekeynotallowed), and none has `file` beside `chunk`
      const answer = await send({ chunk, offset, filesize: file.size, filekey });
      onProgress?.(file.size === 0 ? 1 : end / file.size);
      if (end === file.size) return answer;
      filekey = isObject(answer['upload']) ? firstText(answer['upload']['filekey']) : undefined;
      offset = end;
      failures = 0;
    } catch (error) {
      const wanted = wantedOffset(error);
      if (wanted !== undefined && wanted > offset && wanted < file.size) {
        offset = wanted;
        failures = 0;
      } else {
        const lost = error instanceof NetworkError || error instanceof HttpError;
        if (!lost || failures >= retries) throw error;
        failures++;
        await wait(pause, signal);
      }
    }
  }
}

/** Where the wiki wants the upload to go on: it refuses any chunk but the one that begins there. */
function wantedOffset(error: unknown): number | undefined {
  const data = error instanceof ApiError && error.code === 'stashfailed' ? error.errors[0]?.data : undefined;
  const offset = Number(data?.['offset']);
  return Number.isInteger(offset) ? offset : undefined;
}
