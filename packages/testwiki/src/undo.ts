import { ApiError } from './action/errors.ts';
import { latest, type Page } from './pages.ts';
import type { State } from './state.ts';

/**
 * The text of a page with the edits from after `undoafter` (default: the revision before) up to `undo` taken back. Only
 * the last edits can be: a test wiki cannot merge texts.
 * @throws ApiError nosuchrevid, revwrongpage, undofailure
 */
export function undoneText(state: State, page: Page | undefined, undo: number, undoafter?: number): string {
  const find = (id: number) => {
    const revision = state.pages.revision(id);
    if (!revision) throw new ApiError('nosuchrevid', 'apierror-nosuchrevid', [id]);
    if (revision.pageid !== page?.id)
      throw new ApiError('revwrongpage', 'apierror-revwrongpage', [id, page?.title ?? '']);
    return revision;
  };
  const before = find(undoafter || find(undo).parentid);
  if (page && latest(page).id === undo) return before.text;
  throw new ApiError('undofailure', 'undo-failure');
}
