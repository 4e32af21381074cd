import type { LooseParameters } from '../action/parameters.ts';
import { ApiError, UsageError, type WikiError } from '../errors.ts';
import { firstText, isObject, type JsonObject } from '../json.ts';
import type { CallOptions } from '../options.ts';
import { sendChunks } from '../upload/chunks.ts';
import { sourceOf } from '../upload/source.ts';
import type { MwApiCalls } from './requests.ts';

/** A file, or an `<input type="file">` that holds one. */
export type MwFile = Blob | { readonly files: { readonly [index: number]: Blob } | null };

/** Publishes a file of the stash. Its parameters go over those of the upload: `filename`, `comment`, `text`, ... */
export type MwFinish = (parameters?: LooseParameters) => Promise<JsonObject>;

export interface MwUploadOptions extends CallOptions {
  /** Told how much of the file the wiki has, from 0 to 1, after each chunk. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/**
 * Uploads (API:Upload). `parameters` are those of `action=upload`, with a `filename`.
 * Where the wiki answers with warnings in place of taking the file, an ApiError is thrown: its codes are those of the warnings
 * (`exists`, `duplicate`, ...), and `errors[0].data` is `upload` of the answer, with the `filekey` under which the file waits in
 * the stash. `ignorewarnings: true` goes over them.
 */
export interface MwApiUploads {
  /** Uploads a file in one request. @returns the whole answer: `{ upload: { result: 'Success', ... } }` */
  upload(file: MwFile, parameters: LooseParameters, options?: CallOptions): Promise<JsonObject>;
  /**
   * Uploads a file in pieces, to the stash: `upload.filekey` of the answer is what `uploadFromStash` takes.
   * @param chunkSize bytes, 5 MiB by default; the wiki may want 1024 or more ($wgMinUploadChunkSize)
   * @param chunkRetries how often one chunk is sent again after the network has failed; 1 by default
   */
  chunkedUpload(
    file: MwFile,
    parameters: LooseParameters,
    chunkSize?: number,
    chunkRetries?: number,
    options?: MwUploadOptions,
  ): Promise<JsonObject>;
  /** Uploads a file to the stash, where only its owner sees it. */
  uploadToStash(file: MwFile, parameters: LooseParameters, options?: CallOptions): Promise<MwFinish>;
  /** The same in pieces: see `chunkedUpload`. */
  chunkedUploadToStash(
    file: MwFile,
    parameters: LooseParameters,
    chunkSize?: number,
    chunkRetries?: number,
    options?: MwUploadOptions,
  ): Promise<MwFinish>;
  /** Publishes a file of the stash. */
  uploadFromStash(filekey: string, parameters: LooseParameters, options?: CallOptions): Promise<JsonObject>;
}

export function uploads(api: MwApiCalls): MwApiUploads {
  const send = async (parameters: LooseParameters, options?: CallOptions): Promise<JsonObject> =>
    accepted(await api.postWithEditToken({ ...parameters, action: 'upload' }, options));
  const upload: MwApiUploads['upload'] = async (given, parameters, options) => {
    const file = fileOf(given);
    requireName(parameters);
    return send({ ...parameters, file }, options);
  };
  const chunkedUpload: MwApiUploads['chunkedUpload'] = async (
    given,
    parameters,
    chunkSize = 5 * 1024 * 1024,
    chunkRetries = 1,
    options = {},
  ) => {
    const limits = api.limits(options);
    const file = fileOf(given);
    requireName(parameters);
    if (!(chunkSize > 0)) throw new UsageError('bad-parameter', '`chunkSize` must be a number of bytes above 0.');
    const calls = {
      post: (more: LooseParameters) => send({ ...('chunk' in more && parameters), ...more }, limits),
      get: (query: LooseParameters) => api.get(query, limits),
    };
    const onChunk = (offset: number) => options.onProgress?.(file.size === 0 ? 1 : offset / file.size);
    const source = sourceOf(file, undefined);
    return sendChunks(calls, source, { ...limits, chunkSize, retries: chunkRetries, onChunk });
  };
  const uploadFromStash: MwApiUploads['uploadFromStash'] = async (filekey, parameters, options) => {
    requireName(parameters);
    return send({ ...parameters, filekey }, options);
  };
  const finisher =
    (stashed: JsonObject, parameters: LooseParameters): MwFinish =>
    (more) =>
      uploadFromStash(firstText((stashed['upload'] as JsonObject)['filekey']) ?? '', { ...parameters, ...more });
  return {
    upload,
    chunkedUpload,
    uploadFromStash,
    async uploadToStash(file, parameters, options) {
      return finisher(await upload(file, forStash(parameters), options), parameters);
    },
    async chunkedUploadToStash(file, parameters, chunkSize, chunkRetries, options) {
      const stashed = await chunkedUpload(file, forStash(parameters), chunkSize, chunkRetries, options);
      return finisher(stashed, parameters);
    },
  };
}

function forStash({ filename, ignorewarnings }: LooseParameters): LooseParameters {
  return { stash: true, filename, ignorewarnings };
}

function fileOf(given: MwFile): Blob {
  const file = given instanceof Blob ? given : given?.files?.[0];
  if (file instanceof Blob) return file;
  throw new UsageError('bad-parameter', 'There is no file to upload: give a Blob or a File.');
}

function requireName({ filename }: LooseParameters): void {
  if (!filename) throw new UsageError('bad-parameter', 'An upload needs the parameter `filename`.');
}

/** The answer, if the wiki has taken what it was sent. */
function accepted(answer: JsonObject): JsonObject {
  const { upload } = answer;
  if (!isObject(upload) || upload['result'] !== 'Warning') return answer;
  const [first, ...others] = Object.entries(isObject(upload['warnings']) ? upload['warnings'] : {});
  throw new ApiError('upload', [
    { ...(first ? warning(first) : { code: 'unknown', text: '' }), data: upload },
    ...others.map(warning),
  ]);
}

function warning([code, value]: [string, unknown]): WikiError {
  return { code, text: firstText(value) ?? '', module: 'upload' };
}
