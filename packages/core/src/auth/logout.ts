import { askToken } from '../action/attempt.ts';
import { call } from '../action/call.ts';
import type { Client } from '../client.ts';
import type { CallOptions } from '../options.ts';
import { anonymousToken } from '../tokens.ts';

/**
 * Ends the session on the wiki and forgets it here (API:Logout). A session that the wiki has ended already is only forgotten.
 * @throws ApiError `cannotlogout` for a session that cannot end itself, such as an OAuth token; then nothing is forgotten.
 */
export async function logout(client: Client, options: CallOptions = {}): Promise<void> {
  // not by the shared token: that one insists on a session that has not ended
  const known = client.session.tokens.known()['csrf'];
  const token = known ?? (await askToken(client, 'csrf', { signal: options.signal, assert: false })).token;
  if (token !== anonymousToken) await call(client, 'logout', { token }, { ...options, method: 'POST' });
  client.session.clear();
}
