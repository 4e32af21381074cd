import { HttpError } from './errors.ts';
import { send } from './http/send.ts';
import type { Platform } from './platform.ts';
import { httpUrl, wikiUrl } from './urls.ts';

/**
 * The api.php of a wiki, from any of its pages: a URL of api.php is taken as it is; otherwise the page is loaded and its
 * `<link rel="EditURI">` read, which every MediaWiki page has (API:Etiquette, RSD). At most one request, without cookies.
 * @throws HttpError `not-mediawiki`, NetworkError, UsageError
 */
export async function findApi(
  platform: Platform,
  url: string | URL,
  options: { readonly userAgent: string; readonly signal?: AbortSignal; readonly timeout?: number },
): Promise<string> {
  const given = String(url);
  const page = httpUrl(/^[a-z+.-]+:\/\//i.test(given) ? given : `https://${given}`);
  if (page.pathname.endsWith('/api.php')) return wikiUrl(page);
  const sender = {
    platform,
    jar: undefined,
    timeout: options.timeout ?? 60_000,
    maxResponseBytes: 16_777_216,
    onExchange: undefined,
  };
  const response = await send(
    sender,
    {
      method: 'GET',
      url: page.href,
      headers: { 'user-agent': options.userAgent, accept: 'text/html' },
      write: false,
      secrets: [],
      purpose: 'finding api.php',
      otherOrigin: 'follow',
    },
    options.signal,
  );
  const found = editUri(response.text, response.url);
  if (!found) {
    throw new HttpError(
      'not-mediawiki',
      `${page.host} is not a MediaWiki page: it has no <link rel="EditURI"> (HTTP ${response.status}).`,
      undefined,
      { status: response.status },
    );
  }
  return wikiUrl(found);
}

/** `href` of the EditURI link, without its `?action=rsd`; only on the page's own host, which is whom the user trusts. */
function editUri(html: string, base: string): string | undefined {
  for (const [tag] of html.matchAll(/<link\b[^>]*>/gi)) {
    if (!/\brel\s*=\s*["']?EditURI\b/i.test(tag)) continue;
    const href = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(tag);
    const value = (href?.[1] ?? href?.[2] ?? href?.[3])?.replaceAll('&amp;', '&');
    if (value === undefined || !URL.canParse(value, base)) continue;
    const api = new URL(value, base);
    if (api.hostname === new URL(base).hostname) return api.origin + api.pathname;
  }
  return undefined;
}
