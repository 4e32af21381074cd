import type { LooseParameters } from '../action/parameters.ts';
import type { ActionResult } from '../action/types.ts';
import { ApiError } from '../errors.ts';
import type { CallOptions } from '../options.ts';
import { firstText, isObject, type JsonObject } from '../json.ts';
import type { MwApiCalls } from './requests.ts';

/** A title as text, or an object that is one as text: MediaWiki's `mw.Title`. */
export type MwTitle = string | { toString(): string };

/** What `edit` gives to its callback. */
export interface MwRevision {
  /** Wikitext, or whatever the page is written in. */
  readonly content: string;
  /** ISO 8601. */
  readonly timestamp: string;
}

/** The new text, or parameters of `action=edit`. */
export type MwEdit = string | LooseParameters;

/** Makes the new text of the present one. */
export type MwEditTransform = (revision: MwRevision) => MwEdit | PromiseLike<MwEdit>;

/** `edit` of the answer, as `wiki.post('edit', ...)` types it. */
export type MwEditResult = ActionResult<'edit'>['edit'];

/** What is known of a page after `watch` or `unwatch`. */
export interface MwWatched {
  readonly title: string;
  readonly watched?: boolean;
  readonly unwatched?: boolean;
  /** The page does not exist; it is watched all the same. */
  readonly missing?: boolean;
}

/** Pages: written, rolled back, watched, parsed. */
export interface MwApiPages {
  /**
   * Changes a page that exists: reads it, and saves what `change` makes of it (or, where it is no function, just says). Where
   * somebody else has saved in between, that is done once more.
   * @throws ApiError `nocreate-missing`, `invalidtitle`, `editconflict` and others of `action=edit`
   */
  edit(title: MwTitle, change: MwEdit | MwEditTransform): Promise<MwEditResult>;
  /** Makes a page. @throws ApiError `articleexists` where there is one */
  create(title: MwTitle, parameters: LooseParameters, content: string): Promise<MwEditResult>;
  /** Adds a section at the end of a page. @returns the whole answer */
  newSection(title: MwTitle, header: string, message: string, parameters?: LooseParameters): Promise<JsonObject>;
  /** Undoes the last edits of this user. @returns `rollback` of the answer */
  rollback(page: MwTitle, user: string, parameters?: LooseParameters): Promise<JsonObject>;
  /** Watches a page or, given a list, several. @param expiry e.g. `1 week` (MediaWiki 1.35, `$wgWatchlistExpiry`) */
  watch(pages: readonly MwTitle[], expiry?: string): Promise<MwWatched[]>;
  watch(pages: MwTitle, expiry?: string): Promise<MwWatched>;
  /** Watches no longer. */
  unwatch(pages: readonly MwTitle[]): Promise<MwWatched[]>;
  unwatch(pages: MwTitle): Promise<MwWatched>;
  /** HTML of wikitext, or of the page that an `mw.Title` names. */
  parse(content: string | { getPrefixedDb(): string }, parameters?: LooseParameters): Promise<string>;
}

export function pages(api: MwApiCalls): MwApiPages {
  const save = async (parameters: LooseParameters, limits?: CallOptions): Promise<MwEditResult> => {
    const answer = await api.postWithEditToken({ action: 'edit', formatversion: 2, ...parameters }, limits);
    return answer['edit'] as MwEditResult;
  };
  const editOnce = async (
    title: string,
    change: MwEdit | MwEditTransform,
    limits: CallOptions,
  ): Promise<MwEditResult> => {
    const { revision, base } = await read(api, title, limits);
    const made = typeof change === 'function' ? await change(revision) : change;
    const parameters = typeof made === 'object' ? made : { text: made };
    return save({ title, ...base, nocreate: true, ...parameters }, limits);
  };
  const watch = async (given: MwTitle | readonly MwTitle[], more: LooseParameters): Promise<unknown> => {
    const titles = Array.isArray(given) ? given.map(String) : [String(given)];
    const { watch } = await api.postWithToken('watch', { action: 'watch', formatversion: 2, titles, ...more });
    return Array.isArray(given) ? watch : (watch as readonly unknown[])[0];
  };
  return {
    async edit(title, change) {
      const limits = api.limits();
      try {
        return await editOnce(String(title), change, limits);
      } catch (error) {
        if (!(error instanceof ApiError && error.has('editconflict'))) throw error;
        return editOnce(String(title), change, limits);
      }
    },
    create: (title, parameters, content) =>
      save({ title: String(title), text: content, createonly: true, ...parameters }),
    newSection: (title, header, message, parameters) =>
      api.postWithEditToken({
        action: 'edit',
        section: 'new',
        title: String(title),
        summary: header,
        text: message,
        ...parameters,
      }),
    async rollback(page, user, parameters) {
      const answer = await api.postWithToken('rollback', {
        action: 'rollback',
        title: String(page),
        user,
        ...parameters,
      });
      return answer['rollback'] as JsonObject;
    },
    watch: (given: MwTitle | readonly MwTitle[], expiry?: string) => watch(given, { expiry }) as Promise<never>,
    unwatch: (given: MwTitle | readonly MwTitle[]) => watch(given, { unwatch: true }) as Promise<never>,
    async parse(content, parameters) {
      const asked = { action: 'parse', formatversion: 2, prop: 'text' };
      const { parse } =
        typeof content === 'string'
          ? await api.post({ ...asked, contentmodel: 'wikitext', text: content, ...parameters })
          : await api.get({ ...asked, page: content.getPrefixedDb(), ...parameters });
      return (parse as { text: string }).text;
    },
  };
}

/** Not sure to know `baserevid`, and would save over a conflict if it did not: MediaWiki before 1.39. */
const oldWiki = /^MediaWiki 1\.([12]?\d|3[0-8])\b/;

/** The page as it is, and what tells the wiki at the save that it still is. */
async function read(
  api: MwApiCalls,
  title: string,
  limits: CallOptions,
): Promise<{ revision: MwRevision; base: LooseParameters }> {
  const asked = { prop: 'revisions', rvprop: ['content', 'timestamp', 'ids'], titles: title, meta: 'siteinfo' };
  const { query, curtimestamp } = await api.get(
    { action: 'query', formatversion: 2, curtimestamp: true, ...asked },
    limits,
  );
  const found: unknown = isObject(query) && Array.isArray(query['pages']) ? query['pages'][0] : undefined;
  const page = isObject(found) ? found : {};
  if (page['missing']) throw unfit('nocreate-missing', `The page "${title}" does not exist`);
  const revisions = page['revisions'] as readonly (MwRevision & { readonly revid: number })[] | undefined;
  if (!revisions?.[0]) throw unfit('invalidtitle', `"${title}" is not the title of a page`);
  const [{ content, timestamp, revid }] = revisions;
  const { general } = query as { general?: { generator?: string } };
  // a timestamp misses what was saved within the same second, also beside a baserevid
  const base = oldWiki.test(general?.generator ?? '') ? { basetimestamp: timestamp } : { baserevid: revid };
  return { revision: { content, timestamp }, base: { ...base, starttimestamp: firstText(curtimestamp) } };
}

/** With the codes that mw.Api rejects with. */
function unfit(code: string, text: string): ApiError {
  return new ApiError('edit', [{ code, text, module: 'edit' }]);
}
