import type { LooseParameters } from '../action/parameters.ts';
import type { ImageInfo } from '../generated/action.ts';
import { wait } from '../http/wait.ts';
import { firstText, isObject, type JsonObject } from '../json.ts';
import { isLost, isUnknownKey, pauseAfter, type UploadCalls, uploadOf } from './calls.ts';
import { type Patience, settled } from './stash.ts';
import type { UploadDone, UploadWarnings } from './types.ts';

/** How often a file is published whose answer was lost. */
const mostLosses = 4;

/** What is published: a file, or one of the stash. */
export type Content = { readonly file: Blob } | { readonly filekey: string };

/** As `UploadWarned`, before it is known by what to go on. */
export interface Warned {
  readonly result: 'Warning';
  readonly warnings: UploadWarnings;
  readonly filekey: string;
}

/**
 * Publishes a file. Where the answer is lost, looks whether the name has this file now, and publishes once more only where it has
 * not: the wiki takes no file as a new version of itself.
 * @param how `filename`, `comment`, ...
 * @throws ApiError; the error of the lost answer, `outcomeUnknown`, where the wiki cannot be reached to look
 */
export async function publish(
  calls: UploadCalls,
  how: LooseParameters & { readonly filename: string },
  content: Content,
  sha1: () => Promise<string>,
  patience: Patience,
): Promise<UploadDone | Warned> {
  let lost: unknown;
  for (let losses = 0; ;) {
    try {
      const outcome = await publishOnce(calls, { ...how, ...content }, content, patience);
      // a warning may be about the one that was thought lost
      if (outcome.result === 'Success' || !lost) return outcome;
      return (await published(calls, how.filename, sha1)) ?? outcome;
    } catch (error) {
      patience.signal?.throwIfAborted();
      if (isLost(error)) {
        lost = error;
        losses++;
      }
      // the stash has it no more once it is published
      if (!lost && !isUnknownKey(error)) throw error;
      const found = await published(calls, how.filename, sha1).catch((reason: unknown) => {
        patience.signal?.throwIfAborted();
        throw lost ?? reason;
      });
      if (found) return found;
      if (error !== lost || losses === mostLosses) throw error;
      await wait(pauseAfter(losses), patience.signal);
    }
  }
}

async function publishOnce(
  calls: UploadCalls,
  parameters: LooseParameters,
  content: Content,
  patience: Patience,
): Promise<UploadDone | Warned> {
  let upload = uploadOf(await calls.post(parameters));
  if ('filekey' in content) upload = await settled(calls, upload, content.filekey, patience);
  const warnings = isObject(upload['warnings']) && { warnings: upload['warnings'] };
  if (upload['result'] === 'Warning') {
    const filekey = firstText(upload['filekey'], 'filekey' in content ? content.filekey : undefined) ?? '';
    return { result: 'Warning', warnings: {}, ...warnings, filekey };
  }
  const { filename, imageinfo } = upload;
  return {
    result: 'Success',
    filename: String(filename),
    ...warnings,
    ...(isObject(imageinfo) && { imageinfo }),
  };
}

/** The file of this name, if it is the one of this SHA-1. */
async function published(
  calls: UploadCalls,
  filename: string,
  sha1: () => Promise<string>,
): Promise<UploadDone | undefined> {
  const iiprop = ['timestamp', 'user', 'userid', 'size', 'sha1', 'url', 'mime'];
  const answer = await calls.get({ titles: [`File:${filename}`], prop: 'imageinfo', iiprop });
  const [page] = ((answer['query'] as JsonObject | undefined)?.['pages'] ?? []) as {
    readonly title: string;
    readonly imageinfo?: readonly ImageInfo[];
  }[];
  const imageinfo = page?.imageinfo?.[0];
  if (!page || !imageinfo || imageinfo.sha1 !== (await sha1())) return undefined;
  const name = page.title.slice(page.title.indexOf(':') + 1).replaceAll(' ', '_');
  return { result: 'Success', filename: name, imageinfo };
}
