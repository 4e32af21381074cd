import { call } from '../action/call.ts';
import type { Client } from '../client.ts';
import { ApiError, UsageError } from '../errors.ts';
import { firstText, type JsonObject } from '../json.ts';
import { isUnknownKey, type UploadCalls, uploadOf } from './calls.ts';
import { sendChunks } from './chunks.ts';
import { type Content, publish } from './publish.ts';
import { type Source, sourceOf } from './source.ts';
import { askStash, settled } from './stash.ts';
import type { UploadFile, UploadOptions, UploadOutcome, UploadState } from './types.ts';

/** A file of the stash that is whole. */
type Whole = UploadState & { readonly sha1: string };

/** How often in a row a piece may be lost. */
const retries = 6;

/** Uploads a file: small ones in one request, larger ones in pieces to the stash, and from there to their place. */
export async function upload(client: Client, file: UploadFile, options: UploadOptions): Promise<UploadOutcome> {
  const { filename, comment, tags, text, watchlist, ignorewarnings, chunkSize = 2 ** 21, resume, signal } = options;
  if (!filename) throw new UsageError('bad-parameter', 'An upload needs a `filename`.');
  if (!(Number.isSafeInteger(chunkSize) && chunkSize > 0))
    throw new UsageError('bad-parameter', '`chunkSize` must be a number of bytes above 0.');
  const source = sourceOf(file, options.size, signal);
  const { size } = source;
  if (resume && resume.size !== size)
    throw new UsageError('bad-parameter', `\`resume\` is of a file of ${resume.size} bytes, and this one has ${size}.`);
  const calls = callsOf(client, options);
  const tell = progressOf(options, size);
  const how = { filename, comment, tags, text, watchlist, ignorewarnings };
  const finish = async (content: Content, sha1: () => Promise<string>): Promise<UploadOutcome> => {
    const outcome = await publish(calls, how, content, sha1, options);
    if (outcome.result === 'Success') {
      tell(size);
      return outcome;
    }
    const { filekey, ...warned } = outcome;
    return { ...warned, resume: { filekey, offset: size, size, sha1: await sha1() } };
  };
  const publishWhole = ({ filekey, sha1 }: Whole) => finish({ filekey }, async () => sha1);
  try {
    if (resume && isWhole(resume)) {
      try {
        return await publishWhole(resume);
      } catch (error) {
        // the stash keeps files for some hours: then all begins anew
        if (!isUnknownKey(error)) throw error;
      }
    }
    if (size <= chunkSize && !resume) return await finish({ file: await source.chunk(0, size) }, () => source.sha1());
    return await publishWhole(await toStash(calls, source, { ...options, chunkSize }, tell));
  } finally {
    await source.close();
  }
}

async function toStash(
  calls: UploadCalls,
  source: Source,
  options: UploadOptions & { readonly chunkSize: number },
  tell: (sent: number, resume: UploadState) => void,
): Promise<Whole> {
  const { filename, chunkSize, resume, signal, maxWait } = options;
  const { size } = source;
  const patience = { signal, maxWait };
  // published in spite of warnings, or not: that is asked at the end, when all of the file is known
  const common = { filename, stash: true, ignorewarnings: true, async: true };
  const pieces: UploadCalls = {
    ...calls,
    post: (parameters) => calls.post('chunk' in parameters ? { ...common, ...parameters } : parameters),
  };
  const known = resume && !isWhole(resume) ? await askStash(calls, resume.filekey, source, patience) : undefined;
  let stashed: JsonObject | undefined = known?.['result'] === 'Success' ? known : undefined;
  if (!stashed) {
    const from = known && resume && { filekey: resume.filekey, offset: Number(known['offset']) };
    let key = '';
    const onChunk = (offset: number, filekey: string) => {
      key = filekey;
      tell(offset, { filekey, offset, size });
    };
    const answer = await sendChunks(pieces, source, { chunkSize, retries, from, onChunk, ...patience });
    stashed = await settled(calls, uploadOf(answer), key, patience);
  }
  const whole = { filekey: firstText(stashed['filekey']) ?? '', offset: size, size, sha1: await source.sha1() };
  const { sha1 = whole.sha1 } = (stashed['imageinfo'] ?? {}) as { readonly sha1?: string };
  if (sha1 !== whole.sha1) throw otherFile();
  tell(size, whole);
  return whole;
}

function isWhole(state: UploadState): state is Whole {
  return state.sha1 !== undefined;
}

function otherFile(): ApiError {
  const text =
    'What the wiki has put together is another file: it was changed meanwhile, or a piece of it on the way. Upload it anew.';
  return new ApiError('upload', [{ code: 'other-file', text }]);
}

function callsOf(client: Client, { signal, maxWait }: UploadOptions): UploadCalls {
  return {
    post: (parameters) => call(client, 'upload', parameters, { signal, maxWait, method: 'POST' }),
    get: (parameters) => call(client, 'query', parameters, { signal, maxWait, method: 'GET' }),
  };
}

/** Tells of each state once, and never of less than before. */
function progressOf({ onProgress }: UploadOptions, size: number): (sent: number, resume?: UploadState) => void {
  let most = -1;
  return (sent, resume) => {
    // the same bytes once more, now with the SHA-1: by this they can be published
    if (sent < most || (sent === most && resume?.sha1 === undefined)) return;
    most = sent;
    onProgress?.({ sent, size, ...(resume && { resume }) });
  };
}
