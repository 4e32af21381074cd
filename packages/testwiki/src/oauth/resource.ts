import { actorOf } from '../actor.ts';
import { json } from '../rest/errors.ts';
import type { SessionHandle } from '../session.ts';
import type { State } from '../state.ts';
import { OAuthError } from './errors.ts';
import { knownToken } from './tokens.ts';

/** 14 digits, as MediaWiki's database has times. */
const timestamp = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replaceAll(/[-T:]/gu, '').slice(0, 14);

/**
 * GET oauth2/resource/profile and oauth2/resource/scopes.
 * @throws OAuthError without Authorization, or where the token was no good and the wiki did not say so before (until 1.44)
 */
export function resource(state: State, request: Request, handle: SessionHandle, what: string): Response | undefined {
  const token = /^Bearer\s+(.+)$/u.exec(request.headers.get('authorization') ?? '')?.[1];
  const known = token === undefined ? undefined : knownToken(state, token);
  if (!known) throw new OAuthError(401, 'access_denied', 'The resource owner or the wiki denied the request.');
  const { account, scopes } = known;
  if (what === 'scopes') return json({ scopes });
  if (what !== 'profile') return undefined;
  const { groups, rights } = actorOf(state, handle.session);
  const edits = state.pages.all().flatMap(({ revisions }) => revisions.filter(({ user }) => user.id === account?.id));
  const confirmed = (account?.email ?? '') !== '';
  return json({
    sub: account?.id ?? 0,
    username: account?.name ?? '',
    editcount: account ? edits.length : 0,
    confirmed_email: confirmed,
    email_verified: confirmed,
    blocked: Boolean(account?.settings.blocked),
    registered: account ? timestamp(account.registration) : null,
    groups,
    rights,
    grants: scopes,
    ...(account && scopes.includes('privateinfo') && { realname: account.realname, email: account.email }),
  });
}
