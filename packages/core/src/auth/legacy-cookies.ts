import type { JsonObject } from '../json.ts';
import type { CookieJar } from '../platform.ts';

/**
 * Wikis before 1.28 name the session in the answer to `action=login` (`cookieprefix`, `sessionid`, then `lguserid`, `lgusername`,
 * `lgtoken`), for clients that see no Set-Cookie. Where one sent none, the cookies are built from these, as API:Login of 2011
 * says under "Construct cookies". A cookie that the wiki did set is left alone.
 */
export async function keepLegacyCookies(jar: CookieJar, api: string, login: JsonObject): Promise<void> {
  const { cookieprefix: prefix, sessionid, result, lguserid, lgusername, lgtoken } = login;
  if (typeof prefix !== 'string') return;
  const wanted: [string, unknown][] = [[`${prefix}_session`, sessionid]];
  if (result === 'Success')
    wanted.push([`${prefix}UserID`, lguserid], [`${prefix}UserName`, lgusername], [`${prefix}Token`, lgtoken]);
  const held = (await jar.getCookieString(api)).split('; ').map((pair) => pair.slice(0, pair.indexOf('=')));
  for (const [name, value] of wanted) {
    if (held.includes(name) || (typeof value !== 'string' && typeof value !== 'number')) continue;
    await jar.setCookie(`${name}=${encodeURIComponent(value)}; Path=/; HttpOnly`, api);
  }
}
