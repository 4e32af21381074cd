import { latest, redirectText, type Page, type Revision } from '../pages.ts';
import type { State } from '../state.ts';
import { illegalCharacter, interwikiOf, parseTitle, type Title } from '../title.ts';
import { ApiError } from './errors.ts';
import { keyed } from './result.ts';
import type { Values } from './values.ts';

/** One entry of `query.pages`: a page there is, or what is told of one there is not. */
interface Entry {
  /** The page's id; a negative number if there is no page. */
  readonly id: number;
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

class Collector {
  readonly entries: Entry[] = [];
  readonly normalized: object[] = [];
  readonly redirects: object[] = [];
  readonly interwiki: object[] = [];
  readonly badrevids: Record<string, object> = {};
  readonly #absent = new Map<string, Record<string, unknown>>();
  #last = 0;

  add(page: Page): Entry {
    const known = this.entries.find((entry) => entry.page === page);
    if (known) return known;
    const entry = { id: page.id, page, revisions: [], result: { pageid: page.id, ns: page.ns, title: page.title } };
    this.entries.push(entry);
    return entry;
  }

  addWithout(result: Record<string, unknown>, id: number = --this.#last): void {
    this.entries.push({ id, revisions: [], result });
  }

  /** A page that is not, or never could be. */
  addMissing(result: { ns: number; title: string }): void {
    this.#absent.set(result.title, { ...result, ...(result.ns < 0 ? { special: true } : { missing: true }) });
  }

  /** Numbers go to invalid titles, then special pages, then missing ones (error-invalid-title); they make the order. */
  finish(): Entry[] {
    const absent = [...this.#absent.values()];
    const special = absent.filter((result) => 'special' in result);
    for (const result of [...special, ...absent.filter((one) => !special.includes(one))]) this.addWithout(result);
    return this.entries.toSorted((a, b) => a.id - b.id);
  }
}

function addTitle(state: State, name: string, followRedirects: boolean, found: Collector): void {
  const other = interwikiOf(name);
  if (other) {
    if (other.text !== name) found.normalized.push({ fromencoded: false, from: name, to: other.text });
    return void found.interwiki.push({ title: other.text, iw: other.prefix });
  }
  const title = parseTitle(name);
  if (!title) {
    const character = illegalCharacter(name);
    const invalidreason = name.includes('\uFFFD')
      ? 'The requested page title contains an invalid UTF-8 sequence.'
      : character === undefined
        ? 'The requested page title is empty or contains only a namespace prefix.'
        : `The requested page title contains invalid characters: "${character}".`;
    return found.addWithout({ title: name, invalidreason, invalid: true });
  }
  if (title.text !== name) found.normalized.push({ fromencoded: false, from: name, to: title.text });
  if (title.ns < 0) return found.addMissing({ ns: title.ns, title: title.text });
  addPage(state, title, followRedirects, found, new Set());
}

function addPage(
  state: State,
  { ns, text }: Title,
  followRedirects: boolean,
  found: Collector,
  passed: Set<string>,
): void {
  const page = state.pages.byTitle(text);
  const target = page && followRedirects ? redirectText(latest(page)) : undefined;
  if (!page) found.addMissing({ ns, title: text });
  else if (target === undefined) found.add(page);
  else if (!passed.has(text)) followRedirect(state, text, target, found, passed.add(text));
}

/** From one redirect to the next; a circle ends in no page, and a title of another wiki is told as such. */
function followRedirect(state: State, from: string, target: string, found: Collector, passed: Set<string>): void {
  const fragment = /#(.*)$/su.exec(target)?.[1];
  const other = interwikiOf(target);
  const title = parseTitle(target);
  const to = other?.text ?? title?.text;
  if (to === undefined) return;
  found.redirects.push({
    from,
    to,
    ...(fragment !== undefined && { tofragment: fragment }),
    ...(other && { tointerwiki: other.prefix }),
  });
  if (other) found.interwiki.push({ title: to, iw: other.prefix });
  else if (title) addPage(state, title, true, found, passed);
}

/**
 * The pages a query is about: https://www.mediawiki.org/wiki/API:Query#Specifying_pages
 * `encoded` is what `titles` was before it was read as Windows-1252.
 * @throws ApiError multisource, if more than one of titles, pageids and revids is given
 */
export function pageSet(state: State, values: Values, encoded?: string): PageSet | undefined {
  const [source, second] = ['titles', 'pageids', 'revids'].filter((name) => values.list(name).length > 0);
  if (source === undefined) return undefined;
  if (second !== undefined) throw new ApiError('multisource', 'apierror-multisource', [second, source]);
  const found = new Collector();
  const titles = values.list('titles');
  if (encoded !== undefined) found.normalized.push({ fromencoded: true, from: encoded, to: titles.join('|') });
  for (const name of titles) addTitle(state, name, values.flag('redirects'), found);
  for (const id of values.list('pageids').map(Number)) {
    const page = state.pages.byId(id);
    if (page) found.add(page);
    else found.addWithout({ pageid: id, missing: true }, id);
  }
  for (const id of values.list('revids').map(Number)) {
    const revision = state.pages.revision(id);
    const page = revision && state.pages.byId(revision.pageid);
    if (page) found.add(page).revisions.push(revision);
    else found.badrevids[String(id)] = { revid: id, missing: true };
  }
  const entries = found.finish();
  const { normalized, redirects, interwiki, badrevids } = found;
  const about = {
    ...(normalized.length > 0 && { normalized }),
    ...(redirects.length > 0 && { redirects }),
    ...(interwiki.length > 0 && { interwiki }),
    ...(Object.keys(badrevids).length > 0 && { badrevids }),
    ...(values.flag('indexpageids') && { pageids: entries.map(({ id }) => String(id)) }),
  };
  return { entries, revids: source === 'revids', about };
}

/** The pages of a generator. */
export function pageSetOf(state: State, titles: readonly string[]): PageSet {
  const found = new Collector();
  for (const title of titles) addTitle(state, title, false, found);
  return { entries: found.finish(), revids: false, about: {} };
}

export const pagesResult = ({ entries }: PageSet): object =>
  keyed(
    entries.map(({ result }) => result),
    entries.map(({ id }) => id),
  );
