import { latest, redirectTarget, type Page, type Revision } from '../pages.ts';
import type { State } from '../state.ts';
import { illegalCharacter, parseTitle } from '../title.ts';
import { ApiError } from './errors.ts';
import { keyed } from './result.ts';
import type { Values } from './values.ts';

/** One entry of `query.pages`: a page there is, or what is told of one there is not. */
export interface Entry {
  readonly page?: Page;
  /** The revisions that `revids` asked for. */
  readonly revisions: Revision[];
  readonly result: Record<string, unknown>;
}

export interface PageSet {
  readonly entries: readonly Entry[];
  readonly revids: boolean;
  /** `normalized`, `redirects`, `badrevids`, `pageids`. */
  readonly about: Record<string, unknown>;
}

const describe = (page: Page): Record<string, unknown> => ({ pageid: page.id, ns: page.ns, title: page.title });

function collect() {
  const entries: Entry[] = [];
  const add = (page: Page): Entry => {
    const known = entries.find((entry) => entry.page === page);
    if (known) return known;
    const entry: Entry = { page, revisions: [], result: describe(page) };
    entries.push(entry);
    return entry;
  };
  const missing = (result: Record<string, unknown>): void => {
    if (!entries.some((entry) => entry.result['title'] !== undefined && entry.result['title'] === result['title'])) {
      entries.push({ revisions: [], result });
    }
  };
  return { entries, add, missing };
}

/**
 * The pages a query is about: https://www.mediawiki.org/wiki/API:Query#Specifying_pages
 * `encoded` is what `titles` was before it was read as Windows-1252.
 * @throws ApiError invalidparammix, if more than one of titles, pageids and revids is given
 */
export function pageSet(state: State, values: Values, encoded?: string): PageSet | undefined {
  const given = ['titles', 'pageids', 'revids'].filter((name) => values.list(name).length > 0);
  if (given.length === 0) return undefined;
  if (given.length > 1)
    throw new ApiError('invalidparammix', 'apierror-invalidparammix', [{ list: given, type: 'comma' }, given.length]);
  const { entries, add, missing } = collect();
  const normalized: object[] = [];
  const redirects: object[] = [];
  const badrevids: Record<string, object> = {};
  if (encoded !== undefined) normalized.push({ fromencoded: true, from: encoded, to: values.list('titles').join('|') });
  for (const name of values.list('titles')) {
    const title = parseTitle(name);
    if (!title) {
      const invalidreason = `The requested page title contains invalid characters: "${illegalCharacter(name) ?? name}".`;
      missing({ title: name, invalidreason, invalid: true });
      continue;
    }
    if (title.text !== name) normalized.push({ fromencoded: false, from: name, to: title.text });
    let page = state.pages.byTitle(title.text);
    const target = page && values.flag('redirects') ? redirectTarget(latest(page)) : undefined;
    if (target !== undefined) {
      redirects.push({ from: title.text, to: target });
      page = state.pages.byTitle(target);
    }
    if (page) add(page);
    else
      missing({
        ns: parseTitle(target ?? name)?.ns,
        title: target ?? title.text,
        ...(title.ns === -1 ? { special: true } : { missing: true }),
      });
  }
  for (const id of values.list('pageids').map(Number)) {
    const page = state.pages.byId(id);
    if (page) add(page);
    else missing({ pageid: id, missing: true });
  }
  for (const id of values.list('revids').map(Number)) {
    const revision = state.pages.revision(id);
    const page = revision && state.pages.byId(revision.pageid);
    if (page) add(page).revisions.push(revision);
    else badrevids[String(id)] = { revid: id, missing: true };
  }
  const about = {
    ...(normalized.length > 0 && { normalized }),
    ...(redirects.length > 0 && { redirects }),
    ...(Object.keys(badrevids).length > 0 && { badrevids }),
    ...(values.flag('indexpageids') && { pageids: entries.map(({ result }, i) => String(result['pageid'] ?? -1 - i)) }),
  };
  return { entries, revids: given[0] === 'revids', about };
}

export const pagesResult = (set: PageSet): object =>
  keyed(
    set.entries.map(({ result }) => result),
    'pageid',
  );
