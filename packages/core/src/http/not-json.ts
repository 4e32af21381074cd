import { adviceFor } from '../advice.ts';
import { HttpError } from '../errors.ts';
import { badStatus, details } from './json.ts';
import type { HttpRequest, HttpResponse } from './send.ts';

/** Which of the many things that answer in place of a MediaWiki API it was. */
export function notJson(request: HttpRequest, response: HttpResponse): HttpError {
  const { status, headers, text, redact } = response;
  const error = (code: HttpError['code'], what: string, advice?: string) =>
    new HttpError(code, what, advice, details(request, response));
  const at = new URL(response.url);
  const where = `${at.origin}${at.pathname}`;
  const type = headers.get('content-type') ?? 'no content type';
  const giveUrl = request.purpose.startsWith('action=') ? adviceFor('give-api-url') : adviceFor('give-rest-url');

  // readable where no browser stands between: from the wiki's own pages, and on servers (cors-get-mismatch)
  if (status === 403 && /^'(cross)?origin' /.test(text))
    return error('origin-refused', `The wiki refuses this: ${text.trim()}.`);
  if (status === 404) return error('not-found', `${where} does not exist (HTTP 404).`, giveUrl);
  if (status !== 200) return badStatus(request, response);
  if (/html/.test(type)) {
    const title = /<title>([^<]{1,200})<\/title>/i.exec(text)?.[1]?.trim();
    return error(
      'html',
      `${where} answers with a web page${title ? ` ("${redact(title)}")` : ''}, not with JSON.`,
      `${giveUrl} ${adviceFor('page-answers')}`.trim(),
    );
  }
  if (!/json/.test(type)) return error('not-json', `${where} answers with ${type}, not with JSON.`, giveUrl);
  if (/^\s*([{[]|$)/.test(text)) {
    return error('truncated', `The answer to ${request.purpose} ends in the middle.`);
  }
  return error('not-json', `The answer to ${request.purpose} is called JSON, but is not.`, adviceFor('php-notices'));
}
