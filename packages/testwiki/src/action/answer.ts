import type { State } from '../state.ts';
import { generator } from '../state.ts';
import { htmlPage, json, prettyResult, xml } from './format.ts';
import { toFormatVersion1 } from './result.ts';
import { raw, type Input } from './values.ts';

/** How the caller wants the answer; known before anything else is, so that every error can be told. */
export interface Printer {
  readonly format: string;
  readonly formatversion: 1 | 2;
  readonly ascii: boolean;
  readonly callback: string | undefined;
}

export function readPrinter(state: State, input: Input): Printer {
  const format = raw(input, 'format') ?? 'jsonfm';
  const version = state.version !== '1.16' && format === 'json' ? raw(input, 'formatversion') : '1';
  const flag = (name: string): boolean => format === 'json' && raw(input, name) !== undefined;
  const formatversion = version === '2' || version === 'latest' ? 2 : 1;
  const utf8 = flag('utf8');
  // JSONP: characters that could be anything but a function's name are taken out.
  const callback = format === 'json' ? raw(input, 'callback')?.replace(/[^[\].'"_A-Za-z0-9]/gu, '') : undefined;
  return { format, formatversion, ascii: flag('ascii') || (formatversion === 1 && !utf8), callback };
}

const types: Readonly<Record<string, readonly [type: string, extension: string]>> = {
  json: ['application/json', 'json'],
  xml: ['text/xml', 'xml'],
  none: ['text/plain', 'txt'],
};

function forPeople(headers: Headers, name: string): void {
  headers.set('Content-Type', 'text/html; charset=utf-8');
  headers.set('Content-Language', 'en');
  headers.set('Content-Disposition', `inline; filename=${name}`);
}

/** The page that a call without an action gets. */
export function help(): Response {
  const headers = new Headers();
  forPeople(headers, 'api-help.html');
  return new Response(htmlPage('MediaWiki API help', '<h1>MediaWiki API help</h1>'), { headers });
}

/** The answer, printed; anything but json, xml and none becomes a page for people (error-unknown-format). */
export function print(state: State, printer: Printer, result: object, headers: Headers): Response {
  const shown = printer.formatversion === 2 ? result : toFormatVersion1(result);
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('X-Frame-Options', 'DENY');
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, must-revalidate, max-age=0');
  const [type, extension] = types[printer.format] ?? [];
  if (type === undefined) {
    forPeople(headers, 'api-result.html');
    const body = `<p>This is the HTML representation of the JSON format.</p>${prettyResult(shown)}<p>${generator[state.version]}</p>`;
    return new Response(htmlPage('MediaWiki API result', body), { headers });
  }
  headers.set('Content-Type', `${printer.callback === undefined ? type : 'text/javascript'}; charset=utf-8`);
  headers.set(
    'Content-Disposition',
    `inline; filename=api-result.${printer.callback === undefined ? extension : 'js'}`,
  );
  if (printer.format === 'none') return new Response('', { headers });
  if (printer.format === 'xml') return new Response(xml(shown), { headers });
  // PHP's empty array: 1.16 does not know that it is meant as an object.
  const empty = state.version === '1.16' && Object.keys(shown as object).length === 0;
  const text = json(empty ? [] : shown, printer.ascii);
  return new Response(printer.callback === undefined ? text : `/**/${printer.callback}(${text})`, { headers });
}
