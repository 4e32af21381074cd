import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  ApiError,
  type UploadDone,
  type UploadOptions,
  type UploadState,
  type UploadWarned,
  type UploadWarnings,
  type Wiki,
} from '@mwkit/node';
import { type Command, command, onWiki } from '../command.ts';
import { CliError } from '../errors.ts';
import { interrupted } from '../interrupt.ts';
import { readValue } from '../key-values.ts';
import { withWiki } from '../open-wiki.ts';
import { output, paint, visible } from '../output.ts';
import { positive } from '../positive.ts';
import { bar, progress } from '../progress.ts';
import { type SavedUpload, savedUpload } from '../saved-uploads.ts';

export const upload: Command = command({
  name: 'upload',
  description: 'Upload a file, large ones in pieces; run again, it goes on where it stopped',
  args: {
    file: { type: 'positional', required: true, description: 'The file' },
    name: { type: 'string', valueHint: 'name', description: 'Its name on the wiki; by default the one it has' },
    comment: { type: 'string', valueHint: 'text', description: 'What the log says of it' },
    text: { type: 'string', valueHint: 'text', description: 'The text of its page, if it is new; @file, @- for stdin' },
    'ignore-warnings': {
      type: 'boolean',
      description: 'Publish it also where its name is taken, it is there already, ...',
    },
    'chunk-size': { type: 'string', valueHint: 'bytes', description: 'Of one piece; by default 2097152' },
    ...onWiki,
  },
  examples: [
    'mwkit upload map.png --comment "Map of the moon"',
    'mwkit upload scan.tiff --name "Letter of 1843.tiff" --text @letter.wiki',
    'mwkit upload map.png --comment "Corrected" --ignore-warnings --json | jq .upload.imageinfo.url',
  ],
  async run(args) {
    const { file, name = basename(file), comment, 'ignore-warnings': ignorewarnings = false } = args;
    const chunkSize = positive(args['chunk-size'], 'chunk-size', 'no number of bytes');
    const options = {
      filename: name,
      ignorewarnings,
      ...(comment !== undefined && { comment }),
      ...(args.text !== undefined && { text: await readValue(args.text, '--text') }),
      ...(chunkSize !== undefined && { chunkSize }),
    };
    const outcome = await withWiki(args, 'anonymous-if-named', (wiki) => send(wiki, file, options, args.json === true));
    if (outcome.result === 'Warning') throw warned(name, outcome);
    output(args).result({ upload: outcome }, () => {
      const url = outcome.imageinfo?.descriptionurl ?? outcome.imageinfo?.url;
      return `Published ${paint('cyan', visible(`File:${outcome.filename}`))}${url ? `: ${visible(url)}` : '.'}`;
    });
  },
});

async function send(
  wiki: Wiki,
  path: string,
  options: UploadOptions,
  json: boolean,
): Promise<UploadDone | UploadWarned> {
  const [file, saved] = await open(wiki.api, path);
  const line = progress();
  let known: UploadState | undefined = saved.state;
  const keep = (state: UploadState) => saved.save((known = state));
  if (known) line.show(`${bar(known.offset, known.size)}, going on`);
  try {
    const outcome = await wiki.upload(file, {
      ...options,
      signal: interrupted,
      ...(known && { resume: known }),
      onProgress({ sent, size, resume }) {
        line.show(bar(sent, size));
        if (resume) keep(resume);
      },
    });
    if (outcome.result === 'Warning') keep(outcome.resume);
    else saved.remove();
    return outcome;
  } catch (error) {
    line.end();
    // with these it would never be finished
    if (error instanceof ApiError && ['other-file', 'stashfailed'].includes(error.code)) saved.remove();
    else if (known && !json) process.stderr.write('The same command once more goes on from here.\n');
    throw error;
  } finally {
    line.end();
  }
}

async function open(api: string, path: string): Promise<[Blob, SavedUpload]> {
  try {
    if (!(await stat(path)).isFile()) throw new Error('it is no file');
    return [await openAsBlob(path), await savedUpload(api, path)];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError('unreadable-file', `The file ${path} cannot be read: ${reason}.`);
  }
}

function warned(name: string, outcome: UploadWarned): CliError {
  const what = Object.entries(outcome.warnings).map(([code, value]) => `  ${meaning(code, value)} (${code})`);
  return new CliError(
    'upload-warning',
    [`${name} is not published, for the wiki warns:`, ...what].join('\n'),
    'Publish it all the same with --ignore-warnings, or by another --name. It is not sent again.',
    { upload: outcome },
  );
}

const meanings: { readonly [code in Extract<keyof UploadWarnings, string>]?: string } = {
  exists: 'there is a file of this name',
  nochange: 'it is the file that has this name already',
  duplicate: 'the same file is there as',
  duplicateversions: 'it is an old version of the file of this name',
  badfilename: 'it cannot have this name, but would have',
  'page-exists': 'there is a page of this name',
  'was-deleted': 'a file of this name was deleted',
  'duplicate-archive': 'the same file was deleted, as',
};

function meaning(code: string, value: unknown): string {
  const named = ['duplicate', 'badfilename', 'duplicate-archive'].includes(code) || !(code in meanings);
  const text = typeof value === 'string' ? value : Array.isArray(value) ? value.join(', ') : '';
  return [meanings[code] ?? code, ...(named && text !== '' ? [text] : [])].join(' ');
}
