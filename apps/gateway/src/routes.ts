import { isRefused } from './parameters.ts';
import { Refusal } from './refusal.ts';
import type { GatewayWiki } from './setup.ts';

/**
 * The URL of a REST call at the wiki.
 * @param path as it came, percent-encoded: everything after `rest.php`
 * @throws Refusal `route-refused`, `parameter-refused`
 */
export function restUrl(wiki: GatewayWiki, path: string, query: URLSearchParams): URL {
  // wikis and what stands before them decode it who knows how often; no title has such a part (Manual:Page title)
  for (let read = path, before = ''; read !== before; [before, read] = [read, decoded(read)]) {
    if (/(^|[/\\])\.{1,2}([/\\;]|$)/.test(read) || hasControls(read)) throw new Refusal('route-refused');
  }
  const url = new URL(wiki.rest + path);
  if (!isAllowed(wiki, url)) throw new Refusal('route-refused');
  const names = new Set<string>();
  for (const [name, value] of query) {
    if (name === 'origin' || name === 'crossorigin') continue;
    if (!/^[\w-]+$/.test(name) || names.has(name) || isRefused(name))
      throw new Refusal('parameter-refused', { info: 'A parameter of the URL has a strange name, or is there twice.' });
    names.add(name);
    url.searchParams.append(name, value);
  }
  return url;
}

/** Also for where a wiki redirects to. */
export function isAllowed(wiki: GatewayWiki, url: URL): boolean {
  const base = new URL(wiki.rest);
  const { routes = ['/v1'] } = wiki;
  const under = (route: string) => {
    const start = base.pathname + route;
    return url.pathname === start || url.pathname.startsWith(`${start}/`);
  };
  return url.origin === base.origin && routes.some(under);
}

/** Method and beginning of a route, for logs: what follows are titles. */
export const routeName = (method: string, path: string): string =>
  `${method} ${/^\/[\w.-]{1,20}(\/[\w.-]{1,20})?/.exec(path)?.[0] ?? '/'}`;

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // a percent sign of a title is left when the first one is decoded
    return path;
  }
}

function hasControls(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return /[\u0000-\u001F\u007F]/.test(text);
}
