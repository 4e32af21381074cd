import type { State } from '../state.ts';
import type { OwnerOnlyKeys } from './grants.ts';
import { ownerOnlyToken } from './tokens.ts';

/** What tests do with the tokens of `oauthConsumers`. */
export interface TestWikiOAuth {
  /**
   * The access token that the owner of an owner-only consumer was given at its registration: always the same, good for a thousand
   * years.
   * @throws TypeError if there is no such consumer
   */
  readonly ownerOnlyToken: (clientId: string) => string;
  /**
   * What the owner of an owner-only consumer of OAuth 1.0a was shown at its registration.
   * @throws TypeError if there is no such consumer
   */
  readonly ownerOnlyKeys: (consumerKey: string) => OwnerOnlyKeys;
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
    ownerOnlyKeys(consumerKey) {
      const keys = state.oauth?.signers.get(consumerKey)?.keys;
      if (!keys) throw new TypeError(`testwiki: ${JSON.stringify(consumerKey)} is no consumer of OAuth 1.0a`);
      return keys;
    },
    revoke(token) {
      for (const signer of state.oauth?.signers.values() ?? []) signer.revoked ||= signer.keys.accessToken === token;
      state.oauth?.accessTokens.delete(token);
      state.oauth?.refreshTokens.delete(token);
    },
    expireAccessTokens: () => state.oauth?.accessTokens.clear(),
  };
}
