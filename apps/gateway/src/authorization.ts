import { OAuthError, type OAuthTokens } from '@mwkit/workers/oauth';
import { Refusal } from './refusal.ts';
import { changeSession, endSession, type Session, type SessionContents } from './session.ts';
import type { Visit } from './visit.ts';
import { sendToWiki, wikiHeaders, type WikiRequest } from './wiki-request.ts';

/** Milliseconds before its end at which an access token is no longer sent: REST would take a dead one for nobody's. */
const margin = 30_000;

/**
 * The access token for the next request of a session.
 * @throws Refusal `session-ended`, `oauth-refused`, `wiki-unreachable`, `store-unreachable`
 */
export async function accessToken(visit: Visit, session: Session): Promise<string> {
  const { tokens } = session.contents;
  if (!tokens) throw new Refusal('session-ended');
  const { expiresAt = Infinity, accessToken } = tokens;
  return expiresAt - margin < Date.now() ? refreshToken(visit, session, accessToken) : accessToken;
}

/**
 * Another access token in place of one that is no good (any more): of all who want one at once, in whatever process, one asks the
 * wiki. What it gives is stored before it is used, because the old one is dead by then.
 */
async function refreshToken(visit: Visit, session: Session, refused: string): Promise<string> {
  const isOther = ({ tokens }: SessionContents) => tokens?.accessToken !== refused;
  const renew = async (now: SessionContents) =>
    isOther(now) || !now.tokens ? now : { ...now, tokens: await newTokens(visit, now.tokens) };
  const changed = changeSession(visit, session, renew, isOther);
  // a visitor who leaves now would lose the session
  visit.finish(changed.catch(() => {}));
  try {
    return (await changed).tokens?.accessToken ?? '';
  } catch (error) {
    if (error instanceof GrantEnded) {
      await endSession(visit, session, 'session-ended');
      throw new Refusal('session-ended');
    }
    throw error;
  }
}

class GrantEnded extends Error {}

async function newTokens({ wiki }: Visit, tokens: OAuthTokens): Promise<OAuthTokens> {
  if (!tokens.refreshToken || !wiki.oauth) throw new GrantEnded();
  try {
    return await wiki.oauth().refresh(tokens, { maxWait: 0 });
  } catch (error) {
    if (!(error instanceof OAuthError)) throw new Refusal('wiki-unreachable');
    // MediaWiki 1.45 wants the secret of public clients when they refresh (Extension:OAuth)
    const ended = error.code === 'grant-ended' || (error.code === 'wrong-client' && wiki.isPublicClient);
    throw ended ? new GrantEnded() : new Refusal('oauth-refused');
  }
}

/** What Extension:OAuth says of a token that has expired or was revoked: the call was not carried out. */
export const saysBadToken = ({ headers }: Response): boolean =>
  (headers.get('mediawiki-api-error') ?? '').split(/, */).includes('mwoauth-invalid-authorization');

/** Whether the wiki still takes a token. The Action API says so, in all versions; REST does not before 1.45 (T252591). */
export async function askAboutToken(visit: Visit, token: string): Promise<'good' | 'bad' | 'unknown'> {
  const url = new URL(visit.wiki.api);
  url.search = new URLSearchParams({ action: 'query', meta: 'userinfo', assert: 'user', format: 'json' }).toString();
  const headers = wikiHeaders(visit);
  for (const name of ['if-none-match', 'if-modified-since']) headers.delete(name);
  headers.set('authorization', `Bearer ${token}`);
  const response = await sendToWiki(visit, { url, method: 'GET', headers, body: undefined, mayFollow: () => false });
  response.body?.cancel().catch(() => {});
  if (saysBadToken(response)) return 'bad';
  return response.status === 200 && !response.headers.has('mediawiki-api-error') ? 'good' : 'unknown';
}

/**
 * An access token that the wiki has just said it takes: for writes to a REST API that would carry them out as nobody.
 * @throws Refusal `token-unproven`, and as `accessToken`
 */
export async function provenToken(visit: Visit, session: Session): Promise<string> {
  const token = await accessToken(visit, session);
  const about = await askAboutToken(visit, token);
  if (about === 'good') return token;
  if (about === 'unknown') throw new Refusal('token-unproven');
  const next = await refreshToken(visit, session, token);
  if ((await askAboutToken(visit, next)) !== 'good') throw new Refusal('token-unproven');
  return next;
}

/**
 * Sends a call with the session's access token; with another one, once, where the wiki says that this one is no good.
 * @param isRefused whether an answer says so, and with it that nothing was done
 */
export async function sendAuthorized(
  visit: Visit,
  session: Session,
  token: string,
  sent: WikiRequest,
  isRefused: (response: Response, token: string) => boolean | Promise<boolean>,
): Promise<Response> {
  const send = (bearer: string) => {
    const headers = new Headers(sent.headers);
    headers.set('authorization', `Bearer ${bearer}`);
    return sendToWiki(visit, { ...sent, headers });
  };
  const response = await send(token);
  if (!(await isRefused(response, token))) return response;
  response.body?.cancel().catch(() => {});
  return send(await refreshToken(visit, session, token));
}
