import type { State } from '../state.ts';
import { ownerOnlyToken } from './tokens.ts';

/** What tests do with the tokens of `oauthConsumers`. */
export interface TestWikiOAuth {
  /**
   * The access token that the owner of an owner-only consumer was given at its registration: always the same, good for a thousand
   * years.
   * @throws TypeError if there is no such consumer
   */
  readonly ownerOnlyToken: (clientId: string) => string;
  /** Makes one access or refresh token useless, and leaves the others. */
  readonly revoke: (token: string) => void;
  /** Ends all access tokens, as their hour would. Refresh tokens still work. */
  readonly expireAccessTokens: () => void;
}

export function createOAuth(state: State): TestWikiOAuth {
  return {
    ownerOnlyToken(clientId) {
      if (!state.oauth) throw new TypeError('testwiki: the wiki has no oauthConsumers');
      return ownerOnlyToken(state, state.oauth, clientId);
    },
    revoke(token) {
      state.oauth?.accessTokens.delete(token);
      state.oauth?.refreshTokens.delete(token);
    },
    expireAccessTokens: () => state.oauth?.accessTokens.clear(),
  };
}
