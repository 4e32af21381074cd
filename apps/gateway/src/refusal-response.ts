import type { Refusal } from './refusal.ts';

/** Whose errors a client reads: the Action API's, the REST API's, or a person, in the browser. */
export type Shape = 'action' | 'rest' | 'page';

/** The answer of a refusal, as the API that was called gives errors. */
export function refusalResponse(refusal: Refusal, shape: Shape): Response {
  const { status, code } = refusal;
  const headers = new Headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  if (refusal.retryAfter !== undefined) headers.set('retry-after', String(Math.ceil(refusal.retryAfter)));
  if (shape === 'page') return page(refusal, headers);
  headers.set('content-type', 'application/json; charset=utf-8');
  if (shape === 'action') headers.set('mediawiki-api-error', code);
  const body = shape === 'action' ? actionBody(refusal) : restBody(refusal);
  return new Response(JSON.stringify(body), { status, headers });
}

function restBody({ code, message, status }: Refusal): object {
  const httpReason = status < 500 ? 'Refused by the gateway' : 'Failed at the gateway';
  return { errorKey: code, messageTranslations: { en: message }, httpCode: status, httpReason };
}

/** In both shapes that there are: which one the caller has asked for (`errorformat`) may stand in a body that was not read. */
function actionBody({ code, message, status }: Refusal): object {
  const errors: object[] = [{ code, text: message, module: 'main' }];
  // by this clients of MediaWiki know that they are to wait
  if (status === 429) errors.push({ code: 'ratelimited', text: 'The limit is that of the gateway.', module: 'main' });
  return { error: { code, info: message }, errors };
}

function page({ status, code, message }: Refusal, headers: Headers): Response {
  headers.set('content-type', 'text/html; charset=utf-8');
  headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
  headers.set('referrer-policy', 'no-referrer');
  const html = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign-in</title>
<h1>You are not signed in</h1>
<p>${escapeHtml(message)}</p>
<p><small>${code}</small></p>
</html>
`;
  return new Response(html, { status, headers });
}

function escapeHtml(text: string): string {
  const entities: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? '');
}
