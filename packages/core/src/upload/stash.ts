import { wait } from '../http/wait.ts';
import { ApiError } from '../errors.ts';
import { firstText, isObject, type JsonObject } from '../json.ts';
import { isLost, isUnknownKey, pauseAfter, type UploadCalls, uploadOf } from './calls.ts';
import type { Source } from './source.ts';

/** How long the wiki may take to put a file together, or publish it. */
export interface Patience {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds. */
  readonly maxWait?: number | undefined;
}

/**
 * Asks what the wiki has of a file in pieces: `upload` of its answer, which is `Continue` with the `offset` of the next one, or
 * `Success` with the `filekey` of the whole.
 * @returns `undefined` where it knows nothing of it
 * @throws ApiError where the pieces could not be put together
 */
export async function askStash(
  calls: UploadCalls,
  filekey: string,
  source: Source,
  patience: Patience,
): Promise<JsonObject | undefined> {
  try {
    const upload = await settled(calls, uploadOf(await calls.post({ filekey, checkstatus: true })), filekey, patience);
    return upload['result'] === 'Continue' || firstText(upload['filekey']) !== undefined ? upload : undefined;
  } catch (error) {
    if (!isUnknownKey(error)) throw error;
    return findWhole(calls, source);
  }
}

/**
 * The file among those of the user that are whole: the answer to the last piece, if it was lost, had a key that nothing else tells
 * (upload-chunk-after-last).
 */
async function findWhole(calls: UploadCalls, source: Source): Promise<JsonObject | undefined> {
  let go: JsonObject | undefined = {};
  const keys: string[] = [];
  while (go) {
    const answer: JsonObject = await calls.get({ list: 'mystashedfiles', msfprop: 'size', msflimit: 'max', ...go });
    const files = ((answer['query'] as JsonObject | undefined)?.['mystashedfiles'] ?? []) as JsonObject[];
    for (const { filekey, status, size } of files) {
      if (status === 'finished' && size === source.size) keys.unshift(String(filekey));
    }
    go = isObject(answer['continue']) ? answer['continue'] : undefined;
  }
  if (keys.length === 0) return undefined;
  const wanted = await source.sha1();
  for (const filekey of keys) if ((await sha1Of(calls, filekey)) === wanted) return whole(filekey, wanted);
  return undefined;
}

async function sha1Of(calls: UploadCalls, filekey: string): Promise<string | undefined> {
  try {
    const answer = await calls.get({ prop: 'stashimageinfo', siifilekey: filekey, siiprop: 'sha1' });
    const [info] = ((answer['query'] as JsonObject | undefined)?.['stashimageinfo'] ?? []) as JsonObject[];
    return firstText(info?.['sha1']);
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

/** As the wiki would have answered. */
function whole(filekey: string, sha1: string): JsonObject {
  return { result: 'Success', filekey, imageinfo: { sha1 } };
}

/**
 * Waits while the wiki does in the background what it was told (`Poll`; $wgEnableAsyncUploads).
 * @throws ApiError `still-working` where that takes longer than `maxWait`
 */
export async function settled(
  calls: UploadCalls,
  upload: JsonObject,
  filekey: string,
  { signal, maxWait = 120_000 }: Patience,
): Promise<JsonObject> {
  let latest = upload;
  let waited = 0;
  for (let asked = 1; latest['result'] === 'Poll'; asked++) {
    const pause = Math.min(pauseAfter(asked), maxWait - waited);
    if (pause <= 0) throw stillWorking(latest, maxWait);
    await wait(pause, signal);
    waited += pause;
    try {
      latest = uploadOf(await calls.post({ filekey, checkstatus: true }));
    } catch (error) {
      if (!isLost(error) || waited >= maxWait) throw error;
    }
  }
  return latest;
}

function stillWorking({ stage }: JsonObject, maxWait: number): ApiError {
  const where = firstText(stage);
  const text = `After ${maxWait / 1000} seconds the wiki is still at it${where ? ` (${where})` : ''}. Go on later, with \`resume\`.`;
  return new ApiError('upload', [{ code: 'still-working', text }]);
}
