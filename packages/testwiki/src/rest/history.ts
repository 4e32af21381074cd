import { latest, size, type Revision } from '../pages.ts';
import { isoTime, type State } from '../state.ts';
import { titleKey, wikiUrlencode } from '../title.ts';
import { RestError, invalid, json } from './errors.ts';
import { findPage } from './find-page.ts';
import { delta } from './read-revision.ts';
import { redirect } from './redirect.ts';

type Params = Readonly<Record<string, string>>;

const perPage = 20;

const badValue = (name: string, value: string): RestError =>
  invalid(name, value, 'badvalue', `Unrecognized value for parameter "${name}": ${value}.`, 'badvalue', []);

/** By the name of `filter`, or of the type of a count. */
const filters: Readonly<Record<string, (revision: Revision) => boolean>> = {
  anonymous: ({ user }) => user.id === 0,
  bot: () => false,
  reverted: () => false,
  minor: ({ minor }) => minor,
};

function revisionId(state: State, url: URL, name: string): number | undefined {
  const given = url.searchParams.get(name);
  if (given === null) return undefined;
  if (!/^\d+$/u.test(given))
    throw invalid(name, given, 'badinteger', `Invalid value "${given}" for integer parameter "${name}".`);
  if (!state.pages.revision(Number(given)))
    throw new RestError(404, 'rest-nonexistent-title-revision', `Revision ${given} does not exist for the page`);
  return Number(given);
}

/** GET /v1/page/{title}/history: newest first, twenty at a time. */
export function history(state: State, url: URL, { title: name = '' }: Params): Response {
  const page = findPage(state, name);
  const path = `${state.scriptPath}/rest.php/v1/page/${wikiUrlencode(page.title).replaceAll('/', '%2F')}/history`;
  const headers = { 'Last-Modified': new Date(latest(page).timestamp).toUTCString(), ETag: `"${latest(page).id}"` };
  if (state.version >= '1.43' && name !== titleKey(page.title)) return redirect(301, path + url.search, headers);
  const filter = url.searchParams.get('filter');
  if (filter !== null && !(filter in filters)) throw badValue('filter', filter);
  const [older, newer] = [revisionId(state, url, 'older_than'), revisionId(state, url, 'newer_than')];
  if (older !== undefined && newer !== undefined) {
    const text = 'Parameters "older_than" and "newer_than" cannot both be specified';
    throw new RestError(400, 'rest-pagehistory-incompatible-params', text);
  }
  const matching = page.revisions.filter((revision) => filter === null || filters[filter]?.(revision));
  const all = matching
    .filter(({ id }) => (older === undefined || id < older) && (newer === undefined || id > newer))
    .toReversed();
  const shown = newer === undefined ? all.slice(0, perPage) : all.slice(-perPage);
  const link = (parameter: string, id: number | undefined): string => {
    const query = new URLSearchParams({ ...(filter !== null && { filter }), ...(id && { [parameter]: String(id) }) });
    return `${state.origin}${path}${query.size > 0 ? `?${query}` : ''}`;
  };
  const [first, last] = [shown[0], shown.at(-1)];
  const body = {
    revisions: shown.map((revision) => ({
      id: revision.id,
      timestamp: isoTime(revision.timestamp),
      minor: revision.minor,
      size: size(revision),
      comment: revision.comment,
      user: { id: revision.user.id === 0 ? null : revision.user.id, name: revision.user.name },
      delta: delta(state, revision),
    })),
    latest: link('', undefined),
    ...(last && matching[0] !== last && { older: link('older_than', last.id) }),
    ...(first && matching.at(-1) !== first && { newer: link('newer_than', first.id) }),
  };
  return json(body, 200, headers);
}

/** GET /v1/page/{title}/history/counts/{type} */
export function historyCount(state: State, _: URL, { title = '', type = '' }: Params): Response {
  const counts: Readonly<Record<string, (revisions: readonly Revision[]) => number>> = {
    ...Object.fromEntries(Object.entries(filters).map(([name, one]) => [name, (all) => all.filter(one).length])),
    edits: (all) => all.length,
    editors: (all) => new Set(all.map(({ user }) => user.name)).size,
    ...(state.version >= '1.43' && {
      temporary: (all: readonly Revision[]) => all.filter(({ user }) => user.temp).length,
    }),
  };
  const count = counts[type];
  if (!count) throw badValue('type', type);
  return json({ count: count(findPage(state, title).revisions), limit: false }, 200, { 'Cache-Control': 'max-age=60' });
}
