import type { State } from '../state.ts';
import { readForm } from '../form.ts';
import { parseTitle } from '../title.ts';
import { RestError, json } from './errors.ts';
import { htmlType, render, wrapDocument } from './html.ts';

type Params = Readonly<Record<string, string>>;

async function readFields(request: Request): Promise<Record<string, unknown>> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/x-www-form-urlencoded' || type === 'multipart/form-data')
    return Object.fromEntries(await readForm(request));
  if (type !== 'application/json')
    throw new RestError(415, 'rest-unsupported-content-type', `Unsupported Content-Type: ${type || '(null)'}`);
  try {
    const value: unknown = JSON.parse(await request.text());
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // told below
  }
  const text = 'Parsing request body as JSON failed: not a valid JSON object';
  throw new RestError(400, 'rest-json-body-parse-error', text);
}

/** The little wikitext that `render` makes HTML of, back again. */
function toWikitext(html: string): string {
  return html
    .replace(/<h([1-6])[^>]*>(.*?)<\/h\1>/gu, (_, level: string, text: string) => {
      const marks = '='.repeat(Number(level));
      return `${marks} ${text} ${marks}\n`;
    })
    .replace(/<\/?b>/gu, "'''")
    .replace(/<\/?i>/gu, "''")
    .replace(/<a [^>]*title="([^"]*)"[^>]*>(.*?)<\/a>/gu, (_, title: string, text: string) =>
      title === text ? `[[${title}]]` : `[[${title}|${text}]]`,
    )
    .replace(/<\/p>\s*(?=<p)/gu, '\n\n')
    .replace(/<[^>]+>/gu, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .trim();
}

/** A bug of 1.43: where no page can have the title, it is an exception (rest-transform-bad-title). */
function brokenTitle(state: State, path: string): Response {
  const text = 'Title not found!';
  const place = { file: 'testwiki', line: 1 };
  const call = { ...place, function: 'transform', class: 'testwiki', type: '->', args: ['string'] };
  const exception = {
    id: '0'.repeat(24),
    type: 'LogicException',
    ...place,
    message: text,
    code: 0,
    url: `${state.scriptPath}/rest.php${path}`,
    caught_by: 'other',
    backtrace: [call],
  };
  const message = `Error: exception of type LogicException: ${text}`;
  return json({ message, exception, httpCode: 500, httpReason: 'Internal Server Error' }, 500);
}

/** POST /v1/transform/{from}/to/{format}[/{title}[/{revision}]], for the wikitext that a test wiki knows. */
export async function transform(state: State, request: Request, params: Params): Promise<Response> {
  const { from = '', format = '', title: name } = params;
  const fields = await readFields(request);
  const kind = `${from} to ${format}`;
  if (!['wikitext to html', 'wikitext to lint', 'html to wikitext'].includes(kind))
    throw new RestError(404, 'rest-invalid-transform', `Invalid transform: ${kind}`);
  const source = fields[from];
  if (typeof source !== 'string') {
    const [key, text] =
      from === 'html'
        ? ['rest-transform-missing-html', 'No html was supplied.']
        : ['rest-transform-missing-title', 'No title or wikitext was provided.'];
    throw new RestError(400, key, text);
  }
  const title = name === undefined ? 'Main Page' : parseTitle(name)?.text;
  if (title === undefined) return brokenTitle(state, new URL(request.url).pathname);
  const cache = { 'Cache-Control': 'private,no-cache,s-maxage=0' };
  if (format === 'lint') return json([], 200, cache);
  if (format === 'wikitext') {
    const type = 'text/plain; charset=utf-8; profile="https://www.mediawiki.org/wiki/Specs/wikitext/1.0.0"';
    return new Response(toWikitext(source), { headers: { ...cache, 'Content-Type': type } });
  }
  const html = render(source.replaceAll('{{PAGENAME}}', title));
  const body = fields['body_only'] ? html : wrapDocument(state, title, html);
  return new Response(body, { headers: { ...cache, 'Content-Language': 'en', 'Content-Type': htmlType(state) } });
}
