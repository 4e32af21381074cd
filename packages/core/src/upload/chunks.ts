import { ApiError } from '../errors.ts';
import { wait } from '../http/wait.ts';
import { firstText, type JsonObject } from '../json.ts';
import { isLost, isUnknownKey, pauseAfter, type UploadCalls, uploadOf } from './calls.ts';
import type { Source } from './source.ts';
import { askStash, type Patience } from './stash.ts';

export interface ChunkOptions extends Patience {
  /** Bytes. */
  readonly chunkSize: number;
  /** How often in a row a piece, or the question what has come of it, may be lost on the way. */
  readonly retries: number;
  /** Where an earlier upload stopped. */
  readonly from?: { readonly filekey: string; readonly offset: number } | undefined;
  /** Told after each piece how many bytes the wiki has, and by which key. */
  readonly onChunk: (offset: number, filekey: string) => void;
}

/**
 * Sends a file in pieces, in order (API:Upload, chunked uploading). Where an answer is lost, the wiki is asked what it has, and that
 * is not sent again; but for a first piece, whose key was in the answer.
 * @returns the answer to the last piece, whose `upload.filekey` is that of the whole file
 */
export async function sendChunks(calls: UploadCalls, source: Source, options: ChunkOptions): Promise<JsonObject> {
  const { size } = source;
  let { filekey, offset } = options.from ?? { filekey: undefined, offset: 0 };
  let failure: unknown;
  for (let failures = 0; ;) {
    try {
      const answer =
        failure !== undefined && filekey !== undefined
          ? await asked(calls, filekey, source, options, failure)
          : await send(calls, source, offset, options.chunkSize, filekey);
      const upload = uploadOf(answer);
      const more = upload['result'] === 'Continue';
      filekey = firstText(upload['filekey'], filekey) ?? '';
      const reached = more ? Number(upload['offset']) : size;
      if (reached > offset || !more) {
        failures = 0;
        options.onChunk(reached, filekey);
      }
      if (!more) return answer;
      offset = reached;
      failure = undefined;
    } catch (error) {
      options.signal?.throwIfAborted();
      // one that was thought lost has come after all, or was the last (upload-chunk-again, upload-chunk-after-last)
      const stashed = (error instanceof ApiError && error.has('stashfailed')) || isUnknownKey(error);
      const refused = failures > 0 && stashed;
      if (!(isLost(error) || refused) || failures >= options.retries) throw error;
      failure = error;
      failures++;
      await wait(pauseAfter(failures), options.signal);
    }
  }
}

function send(
  calls: UploadCalls,
  source: Source,
  offset: number,
  chunkSize: number,
  filekey: string | undefined,
): Promise<JsonObject> {
  // the first has no filekey (upload-chunk-filekey-at-start), and none has `file` beside `chunk`
  return source
    .chunk(offset, chunkSize)
    .then((chunk) => calls.post({ chunk, offset, filesize: source.size, ...(filekey !== undefined && { filekey }) }));
}

async function asked(
  calls: UploadCalls,
  filekey: string,
  source: Source,
  patience: Patience,
  failure: unknown,
): Promise<JsonObject> {
  const upload = await askStash(calls, filekey, source, patience);
  // nothing more can be found out
  if (!upload) throw failure;
  return { upload };
}
