import { askToken } from '../action/attempt.ts';
import { call } from '../action/call.ts';
import type { Client } from '../client.ts';
import { ApiError } from '../errors.ts';
import type { CallOptions } from '../options.ts';
import { anonymousToken } from '../tokens.ts';

/**
 * Ends the session on the wiki and forgets it here (API:Logout). A session that the wiki has ended already is only forgotten.
 * @throws ApiError `cannotlogout` for a session that cannot end itself, such as an OAuth token; then nothing is forgotten.
 */
export async function logout(client: Client, options: CallOptions = {}): Promise<void> {
  const { tokens } = client.session;
  // asked for without assert: a session that has ended shows by its anonymous token
  const ask = async () =>
    (await askToken(client, 'csrf', { signal: options.signal, assert: false })).token ?? anonymousToken;
  if ((await tokens.get('csrf', ask)) !== anonymousToken) {
    await call(client, 'logout', {}, { ...options, method: 'POST' }).catch((error: unknown) => {
      // the token was outdated, and asking for another found the session ended
      if (!(error instanceof ApiError && error.code.startsWith('assert'))) throw error;
    });
  }
  client.session.clear();
}
