import type { EditParameters, EditSuccess } from '../generated/action.ts';
import type { CallOptions } from '../options.ts';

export type { EditSuccess };

/** How an edit is made (API:Edit). */
export interface EditOptions
  extends
    CallOptions,
    Omit<
      EditParameters,
      | 'token'
      | 'title'
      | 'pageid'
      | 'text'
      | 'appendtext'
      | 'prependtext'
      | 'undo'
      | 'undoafter'
      | 'baserevid'
      | 'basetimestamp'
      | 'starttimestamp'
      | 'md5'
      // another page would be edited than was read
      | 'redirect'
    > {}

/** How a given text is saved. */
export interface SaveOptions extends EditOptions {
  /**
   * The revision that the text was made from: where the page has another since, the edit is refused with `editconflict`. One of this
   * page: MediaWiki 1.43 saves over all that is there where it is the newest of another.
   */
  readonly baserevid?: number | undefined;
}

/** What a page is at the moment when an edit begins. */
export interface PageState {
  /** There is no such page: the text is empty, and an edit creates it. */
  readonly missing: boolean;
  readonly revid?: number;
  /** ISO 8601: when that revision was made. */
  readonly timestamp?: string;
}

/**
 * Makes the new text of a page, or section, from its newest text. Run again where somebody else has changed the page meanwhile.
 * `undefined`, or the same text, leaves the page as it is.
 */
export type Transform = (text: string, page: PageState) => string | undefined | Promise<string | undefined>;

export interface MoveOptions extends CallOptions {
  readonly reason?: string | undefined;
  /** Moves the discussion page too. */
  readonly movetalk?: boolean | undefined;
  readonly movesubpages?: boolean | undefined;
  /** Leaves no redirect behind; needs the right `suppressredirect`. */
  readonly noredirect?: boolean | undefined;
  readonly ignorewarnings?: boolean | undefined;
  readonly watchlist?: 'nochange' | 'preferences' | 'unwatch' | 'watch' | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** What was moved (API:Move). */
export interface MoveResult {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly redirectcreated?: boolean;
  readonly moveoverredirect?: boolean;
  readonly talkfrom?: string;
  readonly talkto?: string;
}

export interface DeleteOptions extends CallOptions {
  readonly reason?: string | undefined;
  /** Deletes the discussion page too (MediaWiki 1.38). */
  readonly deletetalk?: boolean | undefined;
  readonly watchlist?: 'nochange' | 'preferences' | 'unwatch' | 'watch' | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** What was deleted (API:Delete). */
export interface DeleteResult {
  readonly title: string;
  readonly reason: string;
  /** The entry of the log; absent for a deletion that is carried out later. */
  readonly logid?: number;
  readonly scheduled?: boolean;
}
