import type { Client } from '../client.ts';
import { LoginError } from '../errors.ts';
import type { CallOptions } from '../options.ts';
import { isKnown } from './is-known.ts';

/** Those whose cookies are known to be kept: that is asked once, however often a password is mistyped. */
const kept = new WeakSet<Client>();

/**
 * In a page of another site (`access.needsCookies`): whether the browser keeps the wiki's cookies. Where it blocks them no request
 * fails: a sign-in would send the password for nothing, with an error that says other things. So the wiki is asked about the token
 * just fetched, which belongs to a cookie (API:Checktoken). One request, once.
 * @throws LoginError `cookies-blocked`
 */
export async function requireCookies(
  client: Client,
  type: 'login' | 'createaccount',
  token: string,
  options: CallOptions,
): Promise<void> {
  if (kept.has(client)) return;
  if (await isKnown(client, type, token, options)) {
    kept.add(client);
    return;
  }
  throw new LoginError(
    'cookies-blocked',
    'The browser keeps the cookies of the wiki from this page: nobody can be signed in here. No password was sent.',
  );
}
