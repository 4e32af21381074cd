import type { Page, Revision } from '../pages.ts';
import { isoTime, type State } from '../state.ts';
import { wikiUrlencode } from '../title.ts';

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function inline(text: string): string {
  return text
    .replace(/'''(.+?)'''/gu, '<b>$1</b>')
    .replace(/''(.+?)''/gu, '<i>$1</i>')
    .replace(/\[\[([^\]|]+)\|?([^\]]*)\]\]/gu, (_, target: string, label: string) => {
      return `<a rel="mw:WikiLink" href="./${wikiUrlencode(target)}" title="${target}">${label || target}</a>`;
    });
}

/** Headings, paragraphs, bold, italics and links: enough to see which page it is. */
export function render(wikitext: string): string {
  const blocks = escapeHtml(wikitext).split(/\n\n+|\n(?==)|(?<==)\n/u);
  return blocks
    .map((block) => {
      const heading = /^(={1,6})\s*(.+?)\s*\1$/u.exec(block);
      return heading
        ? `<h${heading[1]?.length}>${inline(heading[2] ?? '')}</h${heading[1]?.length}>`
        : `<p>${inline(block)}</p>`;
    })
    .join('\n');
}

export const htmlType = ({ version }: State): string =>
  version >= '1.43'
    ? 'text/html; charset=utf-8; profile="https://www.mediawiki.org/wiki/Specs/HTML/2.8.0"'
    : 'text/html;charset=UTF-8';

/** What an answer of HTML says of itself. */
export function htmlHeaders(state: State, revision: Revision): Record<string, string> {
  const type = { 'Content-Type': htmlType(state) };
  if (state.version < '1.43') return type;
  return { ...type, 'Content-Language': 'en', 'Content-Revision-Id': String(revision.id) };
}

/** A document of a text that is no page's. */
export function wrapDocument({ origin }: State, title: string, html: string): string {
  return `<!DOCTYPE html>
<html prefix="dc: http://purl.org/dc/terms/ mw: http://mediawiki.org/rdf/"><head><meta charset="utf-8"/><base href="${origin}/wiki/"/><title>${escapeHtml(title)}</title></head><body lang="en" class="mw-content-ltr mw-body-content parsoid-body mediawiki mw-parser-output" dir="ltr">${html}</body></html>`;
}

/** A page as a whole HTML document, with what Parsoid puts into its head. */
export function htmlDocument(state: State, page: Page, revision: Revision): string {
  const base = `${state.origin}/wiki/`;
  return `<!DOCTYPE html>
<html prefix="dc: http://purl.org/dc/terms/ mw: http://mediawiki.org/rdf/" about="${base}Special:Redirect/revision/${revision.id}"><head><meta charset="utf-8"/><meta property="mw:pageId" content="${page.id}"/><meta property="dc:modified" content="${isoTime(revision.timestamp)}"/><meta property="mw:htmlVersion" content="2.8.0"/><link rel="dc:isVersionOf" href="${base}${wikiUrlencode(page.title)}"/><base href="${base}"/><title>${escapeHtml(page.title)}</title></head><body lang="en" class="mw-content-ltr mw-body-content parsoid-body mediawiki mw-parser-output" dir="ltr">${render(revision.text)}</body></html>`;
}
