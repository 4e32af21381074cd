import { readCookies } from './cookies.ts';
import { latest } from './pages.ts';
import type { State } from './state.ts';
import { generator } from './state.ts';
import { parseTitle, wikiUrlencode } from './title.ts';

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A page for people. Its `EditURI` link is how a client finds the API from any address of the wiki. */
function page(state: State, title: string, body: string, status: number): Response {
  const { origin, scriptPath } = state;
  const html = `<!DOCTYPE html>
<html class="client-nojs" lang="en" dir="ltr">
<head>
<meta charset="UTF-8">
<title>${escapeHtml(title)} - ${escapeHtml(state.sitename)}</title>
<meta name="generator" content="${generator[state.version]}">
<link rel="EditURI" type="application/rsd+xml" href="${origin}${scriptPath}/api.php?action=rsd">
</head>
<body><h1>${escapeHtml(title)}</h1>
${body}</body>
</html>
`;
  return new Response(html, {
    status,
    headers: { 'Content-Type': 'text/html; charset=UTF-8', 'Content-Language': 'en' },
  });
}

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Special:Captcha/image: a picture of nothing, only for the session that was asked (captcha-fancy-image). */
function captchaImage(state: State, request: Request, url: URL): Response {
  const cookie = readCookies(request.headers).get(`${state.cookiePrefix}_session`) ?? '';
  const asked = state.sessions.get(cookie)?.captchas.has(url.searchParams.get('wpCaptchaId') ?? '');
  if (!asked) return page(state, 'Request Error', 'Requested bogus captcha image', 400);
  const bytes = Uint8Array.from(atob(pixel), (character) => character.charCodeAt(0));
  return new Response(bytes, {
    headers: { 'Content-Type': 'image/png', 'Cache-Control': 'private, s-maxage=0, max-age=3600' },
  });
}

/** `/wiki/Title` and index.php: the text of a page, as little HTML as can be. */
export function viewPage(state: State, request: Request, url: URL): Response {
  const fromPath = /^\/wiki\/(.+)$/u.exec(url.pathname)?.[1];
  const asked = url.searchParams.get('title') ?? (fromPath === undefined ? 'Main Page' : decodeURIComponent(fromPath));
  if (url.pathname === '/' || url.pathname === '/wiki' || url.pathname === '/wiki/') {
    return Response.redirect(`${state.origin}/wiki/${wikiUrlencode('Main Page')}`, 301);
  }
  const title = parseTitle(asked);
  if (title?.text === 'Special:Captcha/image') return captchaImage(state, request, url);
  const found = title && state.pages.byTitle(title.text);
  if (url.searchParams.get('action') === 'raw' && found && !state.options.private) {
    return new Response(latest(found).text, { headers: { 'Content-Type': 'text/x-wiki; charset=UTF-8' } });
  }
  if (state.options.private) return page(state, 'Login required', '<p>Please log in to view other pages.</p>', 200);
  if (title?.ns === -1) return page(state, title.text, '', 200);
  if (!found) return page(state, title?.text ?? 'Bad title', '<p>There is currently no text in this page.</p>', 404);
  return page(state, found.title, `<p>${escapeHtml(latest(found).text)}</p>`, 200);
}

export function notFound(): Response {
  const html =
    '<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>\n';
  return new Response(html, { status: 404, headers: { 'Content-Type': 'text/html; charset=UTF-8' } });
}
