import { md5 } from '../md5.ts';
import { latest, redirectTarget, type Page, type Revision } from '../pages.ts';
import { isoTime, type State } from '../state.ts';
import { titleKey, wikiUrlencode } from '../title.ts';
import { json } from './errors.ts';
import { findPage } from './find-page.ts';
import { htmlDocument, htmlHeaders } from './html.ts';
import { redirect } from './redirect.ts';

/** What follows the title in the path. */
export type Part = '' | '/bare' | '/html' | '/with_html';

function etagOf(state: State, revision: Revision, part: Part, url: URL): string {
  if (part === '' || part === '/bare') return `"${md5(`${revision.id} ${revision.text}`)}"`;
  const flavor = state.version >= '1.43' ? url.searchParams.get('flavor') : null;
  const view = url.searchParams.get('stash') === 'true' ? 'stash' : (flavor ?? 'view');
  return `"${revision.id}/${md5(revision.text)}/${view}${part}"`;
}

function notModified(state: State, request: Request, etag: string, modified: number): boolean {
  const known = request.headers.get('if-none-match');
  if (known !== null)
    return known
      .split(/\s*,\s*/u)
      .some((one) => (one === '*' && state.version >= '1.43') || one.replace(/^W\//u, '') === etag);
  const since = request.headers.get('if-modified-since');
  return since !== null && Date.parse(since) >= modified;
}

const pathOf = (state: State, title: string, part: Part): string =>
  `${state.scriptPath}/rest.php/v1/page/${wikiUrlencode(title).replaceAll('/', '%2F')}${part}`;

function describe(state: State, page: Page, revision: Revision, part: Part, target: string | undefined): object {
  return {
    id: page.id,
    key: titleKey(page.title),
    title: page.title,
    latest: { id: revision.id, timestamp: isoTime(revision.timestamp) },
    content_model: revision.contentmodel,
    license: { url: null, title: null },
    ...(part === '' && { source: revision.text }),
    ...(part === '/bare' && {
      html_url: `${state.origin}${state.scriptPath}/rest.php/v1/page/${encodeURIComponent(page.title)}/html`,
    }),
    ...(part === '/with_html' && { html: htmlDocument(state, page, revision) }),
    ...(target !== undefined && { redirect_target: pathOf(state, target, part) }),
  };
}

/** GET /v1/page/{title} and below. `name` is the decoded title of the path. */
export function readPage(
  state: State,
  request: Request,
  url: URL,
  name: string,
  part: Part,
  signedIn: boolean,
): Response {
  const page = findPage(state, name);
  const revision = latest(page);
  const modern = state.version >= '1.43';
  const etag = etagOf(state, revision, part, url);
  const expected = request.headers.get('if-match');
  if (expected !== null && !expected.split(/\s*,\s*/u).some((one) => one === '*' || one === etag)) {
    return new Response(null, { status: 412, headers: { 'Content-Type': 'text/html; charset=UTF-8' } });
  }
  if (notModified(state, request, etag, revision.timestamp)) {
    return new Response(null, { status: 304, headers: { 'Content-Type': 'text/html; charset=UTF-8' } });
  }
  const validators = { 'Last-Modified': new Date(revision.timestamp).toUTCString(), ETag: etag };
  const cache =
    modern && signedIn ? { 'Cache-Control': 'private,must-revalidate,s-maxage=0' } : { 'Cache-Control': 'max-age=5' };
  // A title that is not in its normal form is redirected: rest-title-lowercase
  if (modern && name !== titleKey(page.title))
    return redirect(301, pathOf(state, page.title, part) + url.search, validators);
  const follow = modern && url.searchParams.get('redirect') !== 'no';
  const target = follow ? redirectTarget(revision) : undefined;
  const rendered = part === '/html' || part === '/with_html';
  if (rendered && target !== undefined) return redirect(307, pathOf(state, target, part), validators);
  const about: Record<string, string> = modern && rendered ? { 'Content-Revision-Id': String(revision.id) } : {};
  const headers: Record<string, string> = { ...cache, ...validators, ...about };
  if (part !== '/html') return json(describe(state, page, revision, part, target), 200, headers);
  return new Response(htmlDocument(state, page, revision), {
    headers: { ...headers, ...htmlHeaders(state, revision) },
  });
}
