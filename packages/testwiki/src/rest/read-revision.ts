import { md5 } from '../md5.ts';
import { size, type Page, type Revision } from '../pages.ts';
import { isoTime, type State } from '../state.ts';
import { titleKey } from '../title.ts';
import { RestError, invalid, json } from './errors.ts';
import { htmlDocument, htmlHeaders } from './html.ts';
import type { Part } from './read-page.ts';

/** The revision of that id, which is a parameter of this name. */
export function findRevision(state: State, id: string, name = 'id'): { revision: Revision; page: Page } | undefined {
  if (!/^\d+$/u.test(id))
    throw invalid(name, id, 'badinteger', `Invalid value "${id}" for integer parameter "${name}".`);
  const revision = state.pages.revision(Number(id));
  const page = revision && state.pages.byId(revision.pageid);
  return revision && page && { revision, page };
}

/** How many bytes more than the one before; null if there is none. */
export function delta(state: State, revision: Revision): number | null {
  const before = state.pages.revision(revision.parentid);
  return before ? size(revision) - size(before) : null;
}

/** GET /v1/revision/{id} and below. */
export function readRevision(state: State, url: URL, id: string, part: Part): Response {
  const found = findRevision(state, id);
  if (!found) throw new RestError(404, 'rest-nonexistent-revision', `The specified revision (${id}) does not exist`);
  const { revision, page } = found;
  const headers = {
    'Cache-Control': 'max-age=5',
    'Last-Modified': new Date(revision.timestamp).toUTCString(),
    ETag: `"${md5(`${revision.id} ${revision.text} ${part}`)}"`,
  };
  if (part === '/html')
    return new Response(htmlDocument(state, page, revision), {
      headers: { ...headers, ...htmlHeaders(state, revision) },
    });
  const base = `${state.origin}${state.scriptPath}/rest.php`;
  const route = url.pathname.slice(`${state.scriptPath}/rest.php`.length).replace(/\/bare$/u, '');
  const body = {
    id: revision.id,
    size: size(revision),
    minor: revision.minor,
    timestamp: isoTime(revision.timestamp),
    content_model: revision.contentmodel,
    page: { id: page.id, key: titleKey(page.title), title: page.title },
    license: { url: null, title: null },
    user: { id: revision.user.id, name: revision.user.name },
    comment: revision.comment,
    delta: delta(state, revision),
    ...(part === '' && { source: revision.text }),
    ...(part === '/bare' && { html_url: `${base}${route}/html` }),
    ...(part === '/with_html' && { html: htmlDocument(state, page, revision) }),
  };
  return json(body, 200, headers);
}
