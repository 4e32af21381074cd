import { lists, type MwApiLists } from './mw-api/lists.ts';
import { type MwApiPages, pages } from './mw-api/pages.ts';
import { type MwApiOptions, type MwApiRequests, requests } from './mw-api/requests.ts';
import { type MwApiUploads, uploads } from './mw-api/uploads.ts';
import { type MwApiUser, user } from './mw-api/user.ts';
import type { Wiki } from './wiki.ts';

export type { MwApiLists } from './mw-api/lists.ts';
export type {
  MwApiPages,
  MwEdit,
  MwEditResult,
  MwEditTransform,
  MwRevision,
  MwTitle,
  MwWatched,
} from './mw-api/pages.ts';
export type { MwApiOptions, MwApiRequests } from './mw-api/requests.ts';
export type { MwApiUploads, MwFile, MwFinish, MwUploadOptions } from './mw-api/uploads.ts';
export type { MwApiUser, MwUserInfo } from './mw-api/user.ts';

/** See `mwApi`. */
export type MwApi = MwApiRequests & MwApiPages & MwApiUser & MwApiLists & MwApiUploads;

/**
 * The methods of MediaWiki's `mw.Api`, for gadgets that move over: same names, parameters and results, with native promises.
 * A call that fails rejects with one error (ApiError and others) in place of `(code, result)`; its `code` is that code. Further
 * differences are listed in docs/gadgets.md. Tokens and session are those of `wiki`.
 * https://doc.wikimedia.org/mediawiki-core/master/js/mw.Api.html
 */
export function mwApi(wiki: Wiki, options: MwApiOptions = {}): MwApi {
  const calls = requests(wiki, options);
  const { limits: _, ...api } = calls;
  return { ...api, ...pages(calls), ...user(wiki, calls), ...lists(calls), ...uploads(calls) };
}
