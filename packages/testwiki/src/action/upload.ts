import { newFileKey, type Content } from '../files.ts';
import { checkEditPermissions } from '../save.ts';
import { fullSeconds } from '../state.ts';
import { parseTitle } from '../title.ts';
import { ApiError } from './errors.ts';
import { describeFile, describeStashed } from './file-info.ts';
import { checkExtension, checkKind, fileName } from './file-names.ts';
import type { Call, Module } from './module.ts';
import { anyOf, boolean, integer, oneOf, string, text, token, upload as file } from './parameters.ts';
import { isLastChunk } from './upload-chunk.ts';
import { read, sourceOf, type Source, statusOf } from './upload-source.ts';
import { warningsOf } from './upload-warnings.ts';
import type { Values } from './values.ts';

/** A file under the name that it is to have. */
interface Upload {
  readonly source: Source;
  readonly content: Content;
  readonly name: string;
  readonly extension: string;
  readonly warnings: object;
}

const shownProps = `timestamp user userid size dimensions parsedcomment comment uploadwarning canonicaltitle url sha1
  metadata commonmetadata extmetadata mime mediatype bitdepth`.split(/\s+/u);

function checkPermissions(call: Call): void {
  const { account, rights } = call.actor();
  if (!account) throw new ApiError('mustbeloggedin', 'apierror-mustbeloggedin-upload');
  if (!rights.includes('upload')) throw new ApiError('permissiondenied', 'badaccess-groups', ['Users', 1]);
}

/** Keeps it for later; the key is good once. */
function stash(call: Call, { source, content, extension }: Upload, offset?: number): string {
  const userId = call.actor().id;
  const kept = call.state.files.stash;
  const filekey = offset === undefined ? undefined : source.filekey;
  if (source.filekey !== undefined) kept.delete(source.filekey);
  const key = filekey ?? newFileKey(userId, extension);
  kept.set(key, { userId, content, ...(offset !== undefined && { offset }) });
  return key;
}

function stashedResult(call: Call, { content, warnings }: Upload, filekey: string, more: object): object {
  const imageinfo = describeStashed(call.state, content, filekey, fullSeconds(call.state.clock()));
  return { result: 'Success', filekey, ...more, ...shownWarnings(warnings), imageinfo };
}

const shownWarnings = (warnings: object): object => (Object.keys(warnings).length > 0 ? { warnings } : {});

function addChunk(call: Call, values: Values, upload: Upload): object {
  if (isLastChunk(call, values, upload.source, upload.content, upload.extension))
    return stashedResult(call, upload, stash(call, upload), {});
  const offset = upload.content.bytes.length;
  return { result: 'Continue', offset, filekey: stash(call, upload, offset) };
}

/** The file's page gets the text, if it is new; else a revision that says what was done. */
function publish(call: Call, values: Values, { source, content, name, warnings }: Upload): object {
  const { state } = call;
  const { id, name: userName, temp } = call.actor();
  const comment = values.string('comment') ?? '';
  const timestamp = fullSeconds(state.clock());
  const version = { content, timestamp, user: { id, name: userName }, comment };
  const title = `File:${name.replaceAll('_', ' ')}`;
  const page = state.pages.byTitle(title);
  state.files.publish(name, version);
  state.pages.save(title, {
    user: { id, name: userName, temp },
    timestamp,
    comment,
    minor: false,
    contentmodel: 'wikitext',
    text: page?.revisions.at(-1)?.text ?? values.string('text') ?? comment,
  });
  call.session.afterWrite('post');
  if (source.filekey !== undefined) state.files.stash.delete(source.filekey);
  const imageinfo = describeFile(state, { name, version }, shownProps, page?.id);
  return { result: 'Success', filename: name, ...shownWarnings(warnings), imageinfo };
}

async function execute(call: Call, values: Values): Promise<object> {
  const { state } = call;
  if (!state.options.uploads) throw new ApiError('uploaddisabled', 'uploaddisabled');
  const asked = values.string('filekey') ?? values.string('sessionkey');
  if (asked !== undefined && values.flag('checkstatus')) return statusOf(call, asked);
  const source = sourceOf(call, values);
  checkPermissions(call);
  const content = await read(call, source);
  const { name, extension, changed } = fileName(source.filename, content.mime);
  if (source.chunk) checkExtension(extension);
  else checkKind(extension, content.mime);
  const title = parseTitle(`File:${name}`);
  if (title && !values.flag('stash')) checkEditPermissions(state, call.actor(), title);
  const isPart = source.chunk !== undefined && content.bytes.length !== values.integer('filesize');
  const warnings = warningsOf(state, name, changed, isPart ? undefined : content);
  const upload = { source, content, name, extension, warnings };
  const continued = source.chunk !== undefined && source.filekey !== undefined;
  if (Object.keys(warnings).length > 0 && !values.flag('ignorewarnings') && !continued) {
    const filekey = stash(call, upload);
    return { result: 'Warning', warnings, filekey, sessionkey: filekey };
  }
  if (source.chunk) return addChunk(call, values, upload);
  if (!values.flag('stash')) return publish(call, values, upload);
  const filekey = stash(call, upload);
  return stashedResult(call, upload, filekey, { sessionkey: filekey });
}

/** https://www.mediawiki.org/wiki/API:Upload */
export const upload: Module = {
  path: 'upload',
  classname: 'ApiUpload',
  group: 'action',
  prefix: '',
  help: ['Upload'],
  readrights: true,
  writerights: true,
  mustbeposted: true,
  parameters: {
    filename: string(),
    comment: string({ default: '' }),
    tags: anyOf(''),
    text: text(),
    watch: boolean({ deprecated: true }),
    watchlist: oneOf('nochange preferences watch', { default: 'preferences' }),
    ignorewarnings: boolean(),
    file: file(),
    url: string(),
    filekey: string(),
    sessionkey: string({ deprecated: true }),
    stash: boolean(),
    filesize: integer({ min: 0, max: 104_857_600 }),
    offset: integer({ min: 0 }),
    chunk: file(),
    async: boolean(),
    checkstatus: boolean(),
    token: token('csrf'),
  },
  execute: async (call, values) => ({ upload: await execute(call, values) }),
};
