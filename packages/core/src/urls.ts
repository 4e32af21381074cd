import { UsageError } from './errors.ts';

/**
 * The URL of api.php as it is used: no query, no fragment, no user name.
 * @throws UsageError `bad-api-url`
 */
export function wikiUrl(url: string | URL): string {
  const parsed = httpUrl(url);
  if (/\/rest\.php(\/|$)/.test(parsed.pathname)) throw badUrl('is that of the REST API');
  if (!parsed.pathname.endsWith('.php'))
    throw badUrl('does not end in api.php', 'findApi() finds it from any page of the wiki.');
  return parsed.origin + parsed.pathname;
}

/** @throws UsageError `bad-api-url` for anything but an http(s) URL without a user name */
export function httpUrl(url: string | URL): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) throw badUrl('is not an http(s) URL');
  if (parsed.username || parsed.password) throw badUrl('holds a user name or password', 'Give those to login().');
  return parsed;
}

/** The URL that REST routes are appended to: `rest.php` beside `api.php` unless given. */
export function restBase(api: string, given?: string): string {
  if (given === undefined) return api.replace(/[^/]*$/, 'rest.php');
  const rest = httpUrl(given);
  // the session goes there too
  if (rest.origin !== new URL(api).origin)
    throw new UsageError('bad-api-url', '`rest` must be on the host of api.php.');
  return rest.origin + rest.pathname.replace(/\/+$/, '');
}

function badUrl(why: string, hint = ''): UsageError {
  // the URL itself is left out: it may hold a password
  return new UsageError(
    'bad-api-url',
    `The URL of the wiki ${why}.`,
    `Give that of its api.php, e.g. https://wiki.example/w/api.php. ${hint}`.trim(),
  );
}
