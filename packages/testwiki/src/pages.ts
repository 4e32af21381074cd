import { parseTitle, type Title } from './title.ts';

export interface Revision {
  readonly id: number;
  readonly parentid: number;
  readonly pageid: number;
  readonly user: { readonly id: number; readonly name: string; readonly temp: boolean };
  /** Milliseconds since 1970, full seconds. */
  readonly timestamp: number;
  readonly comment: string;
  readonly minor: boolean;
  readonly contentmodel: string;
  readonly text: string;
}

export interface Page {
  readonly id: number;
  ns: number;
  title: string;
  /** Oldest first, never empty. */
  readonly revisions: Revision[];
}

export interface PageStore {
  byTitle(title: string): Page | undefined;
  byId(id: number): Page | undefined;
  revision(id: number): Revision | undefined;
  all(): readonly Page[];
  /** Adds a revision, and the page if there is none. */
  save(title: string, revision: Omit<Revision, 'id' | 'parentid' | 'pageid'>): Revision;
  rename(page: Page, to: Title): void;
  remove(page: Page): void;
}

export const latest = (page: Page): Revision => page.revisions.at(-1) as Revision;

/** Bytes, as MediaWiki counts them. */
export const size = (revision: Revision): number => new TextEncoder().encode(revision.text).length;

/** What `#REDIRECT [[Target]]` names. */
export function redirectText(revision: Revision): string | undefined {
  return /^\s*#redirect\s*:?\s*\[\[([^\]|]+)/iu.exec(revision.text)?.[1];
}

/** The page of this wiki that it names, in its normal form. */
export function redirectTarget(revision: Revision): string | undefined {
  const target = redirectText(revision);
  return target === undefined ? undefined : parseTitle(target)?.text;
}

export function createPageStore(): PageStore {
  const titles = new Map<string, Page>();
  /** By number, less one; empty where a page was deleted. */
  const ids: (Page | undefined)[] = [];
  const revisions: Revision[] = [];
  return {
    byTitle: (title) => titles.get(title),
    byId: (id) => ids[id - 1],
    revision: (id) => revisions[id - 1],
    all: () => ids.filter((page) => page !== undefined),
    save(title, draft) {
      let page = titles.get(title);
      if (!page) {
        page = { id: ids.length + 1, ns: parseTitle(title)?.ns ?? 0, title, revisions: [] };
        titles.set(title, page);
        ids.push(page);
      }
      const parentid = page.revisions.at(-1)?.id ?? 0;
      const revision: Revision = { ...draft, id: revisions.length + 1, parentid, pageid: page.id };
      revisions.push(revision);
      page.revisions.push(revision);
      return revision;
    },
    rename(page, { ns, text }) {
      titles.delete(page.title);
      Object.assign(page, { ns, title: text });
      titles.set(text, page);
    },
    remove(page) {
      titles.delete(page.title);
      ids[page.id - 1] = undefined;
    },
  };
}
