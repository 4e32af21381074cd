import * as oauth from 'oauth4webapi';
import { UsageError } from '../errors.ts';
import { OAuthError } from './errors.ts';
import type { PendingAuthorization } from './types.ts';

/**
 * What the browser brought back, if it answers this authorization.
 * @throws OAuthError `denied`, `foreign-answer`, `refused`; UsageError `bad-parameter`
 */
export function readCallback(
  server: oauth.AuthorizationServer,
  client: oauth.Client,
  callback: string | URL,
  pending: PendingAuthorization,
): URLSearchParams {
  if (!URL.canParse(callback)) throw new UsageError('bad-parameter', 'The callback is not a whole URL.');
  const given: unknown = pending;
  const { state, codeVerifier, redirectUri } = (given ?? {}) as Record<string, unknown>;
  if (![state, codeVerifier, redirectUri].every((text) => typeof text === 'string' && text !== ''))
    throw new UsageError('bad-parameter', 'What was kept of the authorization is damaged.');
  const { searchParams } = new URL(callback);
  const [error, answered] = [searchParams.get('error'), searchParams.get('state')];
  // a denial comes without `state`, and under a name that RFC 6749 has for something else
  if (error !== null && (answered === null || answered === pending.state)) throw refusal(error);
  try {
    const answer = oauth.validateAuthResponse(server, client, searchParams, pending.state);
    if (answer.get('code')) return answer;
  } catch {
    // its errors quote the parameters
  }
  throw new OAuthError('foreign-answer', 'The callback URL is not the answer to this authorization.');
}

function refusal(error: string): OAuthError {
  if (error === 'unauthorized_client' || error === 'access_denied')
    return new OAuthError('denied', 'The user did not allow the access.', error);
  const known = /^[a-z_]{1,40}$/.test(error) ? error : 'an unknown error';
  return new OAuthError('refused', `The wiki did not authorize: ${known}.`, known);
}
