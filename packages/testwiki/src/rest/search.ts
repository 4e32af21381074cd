import { latest } from '../pages.ts';
import type { State } from '../state.ts';
import { titleKey } from '../title.ts';
import { invalid, json } from './errors.ts';

const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#039;');

/** The first line that has the word, with the word marked. */
function excerpt(text: string, word: string): string {
  const line = text.split('\n').find((one) => one.toLowerCase().includes(word)) ?? text.split('\n')[0] ?? '';
  const at = line.toLowerCase().indexOf(word);
  if (at < 0) return escapeHtml(line);
  const marked = `<span class="searchmatch">${escapeHtml(line.slice(at, at + word.length))}</span>`;
  return `${escapeHtml(line.slice(0, at))}${marked}${escapeHtml(line.slice(at + word.length))}\n`;
}

function limitOf(url: URL): number {
  const limit = url.searchParams.get('limit');
  if (limit === null) return 50;
  if (!/^-?\d+$/u.test(limit))
    throw invalid('limit', limit, 'badinteger', `Invalid value "${limit}" for integer parameter "limit".`);
  const number = Number(limit);
  if (number >= 1 && number <= 100) return number;
  const text = `The value "${limit}" for parameter "limit" must be between 1 and 100.`;
  throw invalid('limit', limit, 'outofrange', text, 'outofrange', { min: 1, curmax: 100, max: 100, highmax: 100 });
}

/** GET /v1/search/page looks into titles and texts, /v1/search/title only at how titles begin. */
export function search(state: State, url: URL, where: 'page' | 'title'): Response {
  const q = url.searchParams.get('q');
  if (q === null || q === '') throw invalid('q', q, 'missingparam', 'The "q" parameter must be set.');
  const limit = limitOf(url);
  const word = q.toLowerCase();
  // Only the first letter may be of either case: titles begin with a capital.
  const beginning = q.slice(0, 1).toUpperCase() + q.slice(1);
  const found = state.pages.all().filter((page) => {
    if (where === 'title') return page.title.startsWith(beginning);
    return page.title.toLowerCase().includes(word) || latest(page).text.toLowerCase().includes(word);
  });
  const pages = found.slice(0, limit).map((page) => ({
    id: page.id,
    key: titleKey(page.title),
    title: page.title,
    excerpt: where === 'title' ? page.title : excerpt(latest(page).text, word),
    matched_title: null,
    ...(state.version >= '1.45' && { anchor: null }),
    description: null,
    thumbnail: null,
  }));
  return json({ pages });
}
