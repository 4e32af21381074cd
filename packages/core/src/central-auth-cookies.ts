import { UsageError } from './errors.ts';
import type { SessionSnapshot } from './session.ts';
import { wikiUrl } from './urls.ts';

/** Another wiki of the same farm. */
export interface SisterWiki {
  /** The URL of its api.php. */
  readonly api: string | URL;
  /** What its cookies are set for: its host, or a domain above it, such as `wiktionary.org`. */
  readonly domain: string;
  /** `$wgCentralAuthCookiePrefix`. Default `centralauth_`. */
  readonly cookiePrefix?: string | undefined;
}

/**
 * A session of a sister wiki, made from one that is signed in: its central cookies (`centralauth_User`, `_Token`, `_Session`) as
 * that wiki would have set them, and nothing else. API:Login of 2011 says so for wikis of Extension:CentralAuth whose domains
 * differ; for cookie jars on servers, and farms whose wikis still take such cookies. What every farm takes is a token for each
 * request: the option `home`. Sends nothing. The result is as SECRET as what it is made from.
 *
 *     createWiki(api, { session: centralAuthSession(await wiki.session.save(), { api, domain: 'wiktionary.org' }), ... })
 * @throws UsageError `bad-api-url`; `bad-parameter` where the wiki is not in that domain, or the session has no central cookies
 */
export function centralAuthSession(snapshot: SessionSnapshot, sister: SisterWiki): SessionSnapshot {
  const { cookiePrefix = 'centralauth_' } = sister;
  const api = wikiUrl(sister.api);
  const domain = sister.domain.replace(/^\./, '').toLowerCase();
  requireInside(new URL(api).hostname, domain);
  const cookies = snapshot.cookies
    .filter(({ key }) => key.startsWith(cookiePrefix))
    .map((cookie) => ({ ...cookie, domain, hostOnly: false }));
  if (cookies.length === 0) {
    const advice = 'Is it signed in, in a browserless runtime, on a wiki with Extension:CentralAuth?';
    throw new UsageError(
      'bad-parameter',
      `The session has no cookie whose name begins with "${cookiePrefix}".`,
      advice,
    );
  }
  const { user, signedInAt } = snapshot;
  return {
    format: 'mwkit-session',
    version: 1,
    secret: true,
    api,
    savedAt: new Date().toISOString(),
    // the name is the same in all wikis of a farm, the number is not; by the name calls are asserted
    ...(user && { user: { name: user.name } }),
    ...(signedInAt !== undefined && { signedInAt }),
    cookies,
    tokens: {},
  };
}

function requireInside(host: string, domain: string): void {
  if (host === domain) return;
  // a top-level domain holds everybody's wikis
  if (domain.includes('.') && host.endsWith(`.${domain}`)) return;
  throw new UsageError('bad-parameter', `\`domain\` must be ${host} or a domain above it, such as its last two parts.`);
}
