import { contentOf, type Content, type Stashed } from '../files.ts';
import { ApiError } from './errors.ts';
import type { Call } from './module.ts';
import type { Values } from './values.ts';

/** What a call uploads: a whole file, a part of one, or one that is stashed. */
export interface Source {
  readonly filename: string;
  readonly chunk: File | undefined;
  readonly file: File | undefined;
  readonly filekey: string | undefined;
}

const plain = (names: readonly string[]) => ({
  list: names.map((name) => ({ plaintext: name })),
  type: 'comma' as const,
});

/** One of `file`, `filekey` and `url`, and no more; or a `chunk`. */
function requireOne(given: Readonly<Record<string, unknown>>): void {
  const all = Object.keys(given);
  const names = all.filter((name) => given[name] !== undefined);
  if (names.length === 0) throw new ApiError('missingparam', 'apierror-missingparam-one-of', [plain(all), all.length]);
  if (names.length > 1) throw new ApiError('invalidparammix', 'apierror-invalidparammix', [plain(names), names.length]);
}

/** @throws ApiError missingparam, invalidparammix, nofilename, filekeynotallowed, filekeyneeded, invalid-file-key, copyuploaddisabled */
export function sourceOf({ input }: Call, values: Values): Source {
  const [file, chunk] = [input.files.get('file'), input.files.get('chunk')];
  const filekey = values.string('filekey') ?? values.string('sessionkey');
  const filename = values.string('filename');
  if (!chunk) requireOne({ filekey, file, url: values.string('url') });
  if (filename === undefined)
    throw new ApiError('nofilename', 'paramvalidator-missingparam', [{ plaintext: 'filename' }]);
  const begins = (values.integer('offset') ?? 0) === 0;
  if (chunk && filekey !== undefined && begins)
    throw new ApiError('filekeynotallowed', 'apierror-upload-filekeynotallowed');
  if (chunk && filekey === undefined && !begins) throw new ApiError('filekeyneeded', 'apierror-upload-filekeyneeded');
  if (!chunk && filekey !== undefined && !/^[\w-]+\.\w+\.\d+\.\w+$/u.test(filekey))
    throw new ApiError('invalid-file-key', 'apierror-invalid-file-key');
  if (!chunk && !file && filekey === undefined) throw new ApiError('copyuploaddisabled', 'copyuploaddisabled');
  return { filename, chunk, file, filekey };
}

/**
 * What `checkstatus` tells of a file in parts: where the next one begins. Nothing is ever done later, in a job, so of a whole one
 * there is nothing to tell.
 * @throws ApiError missingresult
 */
export function statusOf(call: Call, filekey: string): object {
  const found = call.state.files.stash.get(filekey);
  if (found?.offset === undefined || found.userId !== call.actor().id)
    throw new ApiError('missingresult', 'apierror-upload-missingresult');
  return { result: 'Continue', stage: 'uploading', offset: found.offset };
}

/** What the stash has of this user under that key. */
export function stashed(call: Call, filekey: string): Stashed {
  const found = call.state.files.stash.get(filekey);
  if (found?.userId === call.actor().id) return found;
  throw found
    ? new ApiError('uploadstash-wrong-owner', 'uploadstash-wrong-owner')
    : new ApiError('uploadstash-file-not-found', 'uploadstash-file-not-found', [filekey]);
}

/** The bytes, with those that came before. @throws ApiError empty-file */
export async function read(call: Call, { filename, chunk, file, filekey }: Source): Promise<Content> {
  const known = filekey === undefined ? undefined : stashed(call, filekey).content;
  const sent = chunk ?? file;
  if (!sent) return known as Content;
  if (sent.size === 0) throw new ApiError('empty-file', 'empty-file');
  const whole = await new Blob(known ? [known.bytes, sent] : [sent]).arrayBuffer();
  return contentOf(new Uint8Array(whole), known?.objectName ?? filename.replace(/\.[^.]*$/u, ''));
}
